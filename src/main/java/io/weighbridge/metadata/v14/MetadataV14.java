package io.weighbridge.metadata.v14;

import io.weighbridge.metadata.ExtrinsicFormat;
import io.weighbridge.metadata.ExtrinsicFormat.SignedExtension;
import io.weighbridge.metadata.Metadata;
import io.weighbridge.metadata.Pallet;
import io.weighbridge.metadata.TypeDef;
import io.weighbridge.metadata.TypeDef.Parameter;
import io.weighbridge.metadata.TypeRegistry;
import io.weighbridge.metadata.wire.ExtensionReader;
import io.weighbridge.metadata.wire.MetadataReader;
import io.weighbridge.metadata.wire.PalletReader;
import io.weighbridge.metadata.wire.RegistryReader;
import io.weighbridge.scale.DecodeException.Reason;
import java.util.List;

/**
 * Reads {@code frame_metadata::v14::RuntimeMetadataV14}: types, pallets, extrinsic, runtime type. The types of an
 * extrinsic's parts stand in the parameters of its own type, {@code UncheckedExtrinsic<Address, Call, Signature, Extra>};
 * the last one is called {@code Extension} in newer runtimes.
 */
public final class MetadataV14 {

    private final MetadataReader in;
    private final TypeRegistry types;

    private MetadataV14(MetadataReader in) {
        this.in = in;
        this.types = RegistryReader.read(in);
    }

    /** Reads what follows the version byte. */
    public static Metadata read(MetadataReader in) {
        return new MetadataV14(in).metadata();
    }

    private Metadata metadata() {
        List<Pallet> pallets =
                new PalletReader(in, types, PalletReader.Notes.NONE).read(head -> head.pallet(in.u8(), List.of()));
        ExtrinsicFormat extrinsic = in.part("extrinsic", this::extrinsic);
        return new Metadata(14, types, pallets, extrinsic, in.part("runtime", in::typeId));
    }

    private ExtrinsicFormat extrinsic() {
        TypeDef type = types.type(in.typeId());
        int version = in.u8();
        List<SignedExtension> extensions = ExtensionReader.read(in, "signedExtensions");
        return new ExtrinsicFormat(
                List.of(version),
                parameter(type, "Address"),
                parameter(type, "Call"),
                parameter(type, "Signature"),
                parameter(type, "Extra", "Extension"),
                type.id(),
                extensions,
                ExtensionReader.allInVersion0(extensions));
    }

    private int parameter(TypeDef type, String... names) {
        for (Parameter parameter : type.parameters()) {
            if (List.of(names).contains(parameter.name()) && parameter.type() != Metadata.NO_TYPE) {
                return parameter.type();
            }
        }
        throw in.fail(
                Reason.INVALID,
                "its type " + type.id() + " (" + type.path() + ") needs the parameters Address, Call, Signature and"
                        + " Extra, and has no " + String.join(" or ", names));
    }
}
