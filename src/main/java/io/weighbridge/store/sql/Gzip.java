package io.weighbridge.store.sql;

import io.weighbridge.scale.Bytes;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** Packs metadata, of which a store may hold hundreds, to about a fifth. */
final class Gzip {

    private static final int MOST_BYTES = 1 << 25;

    private Gzip() {}

    static byte[] pack(Bytes plain) {
        var packed = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(packed)) {
            out.write(plain.toArray());
        } catch (IOException e) {
            throw new UncheckedIOException("memory can always be written", e);
        }
        return packed.toByteArray();
    }

    /** What was packed; refuses what was not, or is larger than any metadata. */
    static Bytes unpack(byte[] packed) {
        try (var in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            byte[] plain = in.readNBytes(MOST_BYTES + 1);
            if (plain.length > MOST_BYTES) {
                throw new IllegalStateException("expected metadata of at most " + MOST_BYTES + " bytes, found more");
            }
            return Bytes.wrap(plain);
        } catch (IOException e) {
            throw new UncheckedIOException("expected metadata packed with gzip, found something else", e);
        }
    }
}
