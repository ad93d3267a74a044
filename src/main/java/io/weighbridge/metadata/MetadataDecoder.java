package io.weighbridge.metadata;

import io.weighbridge.metadata.v14.MetadataV14;
import io.weighbridge.metadata.v15.MetadataV15;
import io.weighbridge.metadata.v16.MetadataV16;
import io.weighbridge.metadata.wire.MetadataReader;
import io.weighbridge.scale.Bytes;
import io.weighbridge.scale.DecodeException;
import io.weighbridge.scale.DecodeException.Reason;
import io.weighbridge.scale.ScaleReader;
import java.nio.charset.StandardCharsets;

/**
 * Reads metadata as a node gives it: the letters {@code meta}, a version byte, then the layout of that version.
 *
 * <p>The result is consistent: every type id exists, pallet names, pallet indexes and variant indexes are unique, and
 * no type contains itself without end. Time and memory are proportional to the number of bytes, whatever they are.
 */
public final class MetadataDecoder {

    /** What metadata begins with. */
    static final Bytes MAGIC = Bytes.wrap("meta".getBytes(StandardCharsets.US_ASCII));

    private MetadataDecoder() {}

    /**
     * Decodes metadata V14, V15 or V16.
     *
     * @param raw the answer of {@code state_getMetadata}, or what {@code Metadata_metadata_at_version} answers without its
     *     option tag and length
     * @throws DecodeException with {@link Reason#UNSUPPORTED_VERSION} for another version; with another reason where the
     *     bytes are not metadata, contradict themselves, or go on behind its end
     */
    public static Metadata decode(Bytes raw) {
        if (!raw.startsWith(MAGIC)) {
            throw DecodeException.of(
                    Reason.INVALID,
                    "not metadata: expected " + MAGIC + " (\"meta\") first, found "
                            + raw.slice(0, Math.min(8, raw.size())));
        }
        var in = new ScaleReader(raw);
        in.skip(MAGIC.size());
        int version = in.u8();
        var reader = new MetadataReader(in);
        Metadata metadata = switch (version) {
            case 14 -> MetadataV14.read(reader);
            case 15 -> MetadataV15.read(reader);
            case 16 -> MetadataV16.read(reader);
            default ->
                throw DecodeException.at(
                        MAGIC.size(),
                        Reason.UNSUPPORTED_VERSION,
                        "metadata version " + version + ": versions 14, 15 and 16 are understood (runtimes before"
                                + " version 14 do not describe their types)");
        };
        in.expectEnd();
        return metadata;
    }
}
