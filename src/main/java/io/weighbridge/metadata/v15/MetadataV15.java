package io.weighbridge.metadata.v15;

import io.weighbridge.metadata.ExtrinsicFormat;
import io.weighbridge.metadata.ExtrinsicFormat.SignedExtension;
import io.weighbridge.metadata.Metadata;
import io.weighbridge.metadata.Pallet;
import io.weighbridge.metadata.wire.ExtensionReader;
import io.weighbridge.metadata.wire.MetadataReader;
import io.weighbridge.metadata.wire.PalletReader;
import io.weighbridge.metadata.wire.RegistryReader;
import io.weighbridge.metadata.wire.SurplusReader;
import java.util.List;

/**
 * Reads {@code frame_metadata::v15::RuntimeMetadataV15}: types, pallets, extrinsic, runtime type, then the runtime's
 * interfaces, outer enums and custom values, which are checked and left out.
 */
public final class MetadataV15 {

    private final MetadataReader in;

    private MetadataV15(MetadataReader in) {
        this.in = in;
    }

    /** Reads what follows the version byte. */
    public static Metadata read(MetadataReader in) {
        return new MetadataV15(in).metadata();
    }

    private Metadata metadata() {
        var types = RegistryReader.read(in);
        List<Pallet> pallets =
                new PalletReader(in, types, PalletReader.Notes.NONE).read(head -> head.pallet(in.u8(), in.docs()));
        ExtrinsicFormat extrinsic = in.part("extrinsic", this::extrinsic);
        int runtimeType = in.part("runtime", in::typeId);
        var surplus = new SurplusReader(in, PalletReader.Notes.NONE);
        surplus.apis(() -> {});
        surplus.outerEnums();
        surplus.custom();
        return new Metadata(15, types, pallets, extrinsic, runtimeType);
    }

    private ExtrinsicFormat extrinsic() {
        List<Integer> versions = List.of(in.u8());
        int address = in.typeId();
        int call = in.typeId();
        int signature = in.typeId();
        int extra = in.typeId();
        List<SignedExtension> extensions = ExtensionReader.read(in, "signedExtensions");
        return new ExtrinsicFormat(
                versions,
                address,
                call,
                signature,
                extra,
                Metadata.NO_TYPE,
                extensions,
                ExtensionReader.allInVersion0(extensions));
    }
}
