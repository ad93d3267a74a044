package io.weighbridge.metadata.v16;

import io.weighbridge.metadata.ExtrinsicFormat;
import io.weighbridge.metadata.ExtrinsicFormat.SignedExtension;
import io.weighbridge.metadata.Metadata;
import io.weighbridge.metadata.Pallet;
import io.weighbridge.metadata.wire.ExtensionReader;
import io.weighbridge.metadata.wire.MetadataReader;
import io.weighbridge.metadata.wire.PalletReader;
import io.weighbridge.metadata.wire.RegistryReader;
import io.weighbridge.metadata.wire.SurplusReader;
import io.weighbridge.scale.DecodeException.Reason;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads {@code frame_metadata::v16::RuntimeMetadataV16}: types, pallets, extrinsic, then the runtime's interfaces, outer
 * enums and custom values. These, deprecation notes, associated types and view functions are checked and left out.
 */
public final class MetadataV16 {

    private static final int LEAST_ASSOCIATED_TYPE = 3;
    private static final int LEAST_VIEW_FUNCTION = 37;
    private static final int VIEW_FUNCTION_ID = 32;
    private static final int LEAST_VERSION = 2;

    private final MetadataReader in;
    private final Deprecation notes;
    private final SurplusReader surplus;

    private MetadataV16(MetadataReader in) {
        this.in = in;
        this.notes = new Deprecation(in);
        this.surplus = new SurplusReader(in, notes);
    }

    /** Reads what follows the version byte. */
    public static Metadata read(MetadataReader in) {
        return new MetadataV16(in).metadata();
    }

    private Metadata metadata() {
        var types = RegistryReader.read(in);
        List<Pallet> pallets = new PalletReader(in, types, notes).read(this::pallet);
        ExtrinsicFormat extrinsic = in.part("extrinsic", this::extrinsic);
        surplus.apis(() -> {
            in.compactU32();
            notes.ofItem();
        });
        surplus.outerEnums();
        surplus.custom();
        return new Metadata(16, types, pallets, extrinsic, Metadata.NO_TYPE);
    }

    private Pallet pallet(PalletReader.Head head) {
        in.list("associatedTypes", LEAST_ASSOCIATED_TYPE, () -> {
            String name = in.text();
            in.typeId();
            in.docs();
            return name;
        });
        in.list("viewFunctions", LEAST_VIEW_FUNCTION, () -> {
            in.skip(VIEW_FUNCTION_ID);
            return surplus.function(in.text());
        });
        Pallet pallet = head.pallet(in.u8(), in.docs());
        notes.ofItem();
        return pallet;
    }

    private ExtrinsicFormat extrinsic() {
        List<Integer> versions = in.list("versions", 1, in::u8);
        int address = in.typeId();
        int call = in.typeId();
        int signature = in.typeId();
        Map<Integer, List<Integer>> byVersion = extensionsByVersion();
        List<SignedExtension> extensions = ExtensionReader.read(in, "transactionExtensions");
        byVersion.forEach((version, indexes) -> indexes.forEach(index -> {
            if (index >= extensions.size()) {
                throw in.fail(
                        Reason.INVALID,
                        "extension version " + version + " refers to extension " + index + " of " + extensions.size());
            }
        }));
        return new ExtrinsicFormat(
                versions, address, call, signature, Metadata.NO_TYPE, Metadata.NO_TYPE, extensions, byVersion);
    }

    private Map<Integer, List<Integer>> extensionsByVersion() {
        var byVersion = new TreeMap<Integer, List<Integer>>();
        in.list("extensionsByVersion", LEAST_VERSION, () -> {
            int version = in.u8();
            if (byVersion.put(version, in.list("indexes", 1, this::extensionIndex)) != null) {
                throw in.fail(Reason.INVALID, "extension version " + version + " appears twice");
            }
            return version;
        });
        return byVersion;
    }

    private int extensionIndex() {
        return (int) Math.min(Integer.MAX_VALUE, in.compactU32());
    }
}
