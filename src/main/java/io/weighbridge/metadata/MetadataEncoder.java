package io.weighbridge.metadata;

import io.weighbridge.scale.Bytes;
import io.weighbridge.scale.ScaleWriter;

/**
 * Writes metadata as V14, whatever version it was read from: the inverse of {@link MetadataDecoder}, byte for byte where
 * it was V14. Not thread safe.
 *
 * <p>V14 requires types that later versions leave out (of the extrinsic, of its extension bytes, of the runtime); they
 * are appended to the registry. Only the first extrinsic version and the extensions of signed extrinsics are written.
 */
public final class MetadataEncoder {

    private final ScaleWriter out = new ScaleWriter();
    private final RegistryWriter parts = new RegistryWriter(out);

    private MetadataEncoder() {}

    /** The bytes of V14, from the letters {@code meta} on. */
    public static Bytes encode(Metadata metadata) {
        return new MetadataEncoder().write(Completion.of(metadata));
    }

    private Bytes write(Metadata metadata) {
        out.bytes(MetadataDecoder.MAGIC).u8(14);
        parts.registry(metadata.types());
        parts.list(metadata.pallets(), this::pallet);
        extrinsic(metadata.extrinsic());
        return out.compact(metadata.runtimeType()).toBytes();
    }

    private void pallet(Pallet pallet) {
        out.text(pallet.name());
        boolean stored = !pallet.storagePrefix().isEmpty();
        out.bool(stored);
        if (stored) {
            out.text(pallet.storagePrefix());
            parts.list(pallet.storage(), this::storageItem);
        }
        parts.optionalType(pallet.callType());
        parts.optionalType(pallet.eventType());
        parts.list(pallet.constants(), this::constant);
        parts.optionalType(pallet.errorType());
        out.u8(pallet.index());
    }

    private void storageItem(StorageItem item) {
        out.text(item.name()).bool(!item.optional());
        boolean map = !item.hashers().isEmpty();
        out.bool(map);
        if (map) {
            parts.list(item.hashers(), hasher -> out.u8(hasher.tag()));
            out.compact(item.keyType());
        }
        out.compact(item.valueType()).byteVector(item.defaultValue());
        parts.docs(item.docs());
    }

    private void constant(Constant constant) {
        out.text(constant.name()).compact(constant.type()).byteVector(constant.value());
        parts.docs(constant.docs());
    }

    private void extrinsic(ExtrinsicFormat format) {
        out.compact(format.type()).u8(format.versions().get(0));
        parts.list(
                format.extensions(0).orElse(format.extensions()),
                extension ->
                        out.text(extension.name()).compact(extension.type()).compact(extension.additionalType()));
    }
}
