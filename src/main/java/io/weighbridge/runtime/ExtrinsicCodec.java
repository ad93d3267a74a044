package io.weighbridge.runtime;

import io.weighbridge.chain.Hash;
import io.weighbridge.crypto.Blake2b;
import io.weighbridge.metadata.ExtrinsicFormat;
import io.weighbridge.runtime.Extrinsic.Preamble;
import io.weighbridge.scale.Bytes;
import io.weighbridge.scale.DecodeException;
import io.weighbridge.scale.DecodeException.Reason;
import io.weighbridge.scale.ScaleReader;
import io.weighbridge.scale.ScaleWriter;
import java.util.Map;
import java.util.TreeMap;

/**
 * Extrinsics ({@code sp_runtime::generic::UncheckedExtrinsic}): a compact length, a byte for kind and version, then
 *
 * <pre>
 * 0x04, 0x05  bare     call
 * 0x84        signed   address, signature, extensions, call
 * 0x45        general  extension version, extensions, call
 * </pre>
 *
 * <p>All of these are read, whatever versions the metadata lists: in V14 a runtime lists only 4 and still accepts 5.
 */
final class ExtrinsicCodec {

    private static final int BARE_4 = 0x04;
    private static final int BARE_5 = 0x05;
    private static final int SIGNED_4 = 0x84;
    private static final int GENERAL_5 = 0x45;
    private static final int VERSION_BITS = 0x3f;

    /** The extensions of signed extrinsics. */
    private static final int SIGNED_EXTENSIONS = 0;

    private final CallCodec calls;
    private final Codec address;
    private final VariantTable signatures;
    private final Map<Integer, ExtensionsCodec> extensions = new TreeMap<>();

    ExtrinsicCodec(ExtrinsicFormat format, CodecCompiler compiler, CallCodec calls) {
        this.calls = calls;
        this.address = compiler.compile(format.addressType());
        this.signatures = new VariantTable("the signature", compiler.variants(format.signatureType()));
        format.extensionsByVersion()
                .forEach((version, indexes) -> extensions.put(
                        version,
                        ExtensionsCodec.of(
                                indexes.stream().map(format.extensions()::get).toList(), compiler)));
    }

    /** The extensions of signed extrinsics. */
    ExtensionsCodec signedExtensions() {
        return extensions(SIGNED_EXTENSIONS);
    }

    Extrinsic decode(Bytes encoded, NameFilter wanted) {
        var in = new ScaleReader(encoded);
        checkLength(in);
        int kind = in.u8();
        Preamble preamble = switch (kind) {
            case BARE_4, BARE_5 -> Preamble.Bare.BARE;
            case SIGNED_4 -> signed(in);
            case GENERAL_5 -> general(in);
            default ->
                throw DecodeException.at(
                        in.offset() - 1,
                        Reason.UNSUPPORTED_VERSION,
                        "expected a bare (0x04, 0x05), signed (0x84) or general (0x45) extrinsic, found 0x"
                                + Integer.toHexString(kind));
        };
        Call call = calls.decodeCall(in, wanted);
        in.expectEnd();
        return new Extrinsic(new Hash(Blake2b.hash256(encoded)), encoded.size(), kind & VERSION_BITS, preamble, call);
    }

    private static void checkLength(ScaleReader in) {
        long length = in.compactU32();
        int left = in.remaining();
        if (length != left) {
            throw in.fail(
                    length > left ? Reason.TRUNCATED : Reason.TRAILING_BYTES,
                    "the length prefix says " + length + " bytes, " + left + " are left");
        }
    }

    private Preamble.Signed signed(ScaleReader in) {
        String step = "address";
        try {
            Value signer = address.decode(in);
            step = "signature";
            VariantTable.Entry type = signatures.read(in);
            int from = in.offset();
            type.fields().skip(in);
            Bytes signature = in.since(from);
            step = "extensions";
            return new Preamble.Signed(
                    signer, type.name(), signature, signedExtensions().decode(in));
        } catch (DecodeException e) {
            throw e.inside(step);
        }
    }

    private Preamble.General general(ScaleReader in) {
        int version = in.u8();
        try {
            return new Preamble.General(version, extensions(version).decode(in));
        } catch (DecodeException e) {
            throw e.inside("extensions");
        }
    }

    void encode(Extrinsic extrinsic, ScaleWriter out) {
        var body = new ScaleWriter();
        if (extrinsic.preamble() instanceof Preamble.Signed signed) {
            body.u8(SIGNED_4);
            checkVersion(extrinsic, 4);
            encode(signed, body);
        } else if (extrinsic.preamble() instanceof Preamble.General general) {
            body.u8(GENERAL_5).u8(general.extensionVersion());
            checkVersion(extrinsic, 5);
            extensions(general.extensionVersion()).encode(general.extensions(), body);
        } else {
            checkVersion(extrinsic, extrinsic.version() == 5 ? 5 : 4);
            body.u8(extrinsic.version());
        }
        calls.encodeCall(extrinsic.call(), body);
        out.byteVector(body.toBytes());
    }

    private void encode(Preamble.Signed signed, ScaleWriter out) {
        address.encode(signed.address(), out);
        VariantTable.Entry type = signatures.get(signed.signatureType());
        var check = new ScaleReader(signed.signature());
        type.fields().skip(check);
        check.expectEnd();
        out.u8(type.tag()).bytes(signed.signature());
        signedExtensions().encode(signed.extensions(), out);
    }

    private static void checkVersion(Extrinsic extrinsic, int version) {
        if (extrinsic.version() != version) {
            throw DecodeException.of(
                    Reason.UNSUPPORTED_VERSION,
                    "an extrinsic of this kind has version " + version + ", not " + extrinsic.version());
        }
    }

    private ExtensionsCodec extensions(int version) {
        ExtensionsCodec codec = extensions.get(version);
        if (codec == null) {
            throw DecodeException.of(
                    Reason.UNSUPPORTED_VERSION,
                    "this runtime has extensions of versions " + extensions.keySet() + ", not " + version);
        }
        return codec;
    }
}
