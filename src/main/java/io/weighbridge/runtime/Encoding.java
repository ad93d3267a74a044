package io.weighbridge.runtime;

import io.weighbridge.scale.Bytes;
import io.weighbridge.scale.DecodeException;
import io.weighbridge.scale.ScaleWriter;
import java.util.function.Consumer;

/**
 * Runs encoders. A value that does not fit its type is a mistake of the caller and becomes an {@link
 * IllegalArgumentException}.
 */
final class Encoding {

    private Encoding() {}

    /** The bytes of one value. */
    static Bytes of(Codec codec, Value value) {
        return of(out -> codec.encode(value, out));
    }

    /** What the encoder writes. */
    static Bytes of(Consumer<ScaleWriter> encoder) {
        var out = new ScaleWriter();
        try {
            encoder.accept(out);
        } catch (DecodeException e) {
            throw new IllegalArgumentException("cannot encode: " + e.getMessage(), e);
        }
        return out.toBytes();
    }
}
