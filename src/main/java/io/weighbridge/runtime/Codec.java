package io.weighbridge.runtime;

import io.weighbridge.scale.ScaleReader;
import io.weighbridge.scale.ScaleWriter;

/**
 * Reads, writes and passes over the values of one type. Immutable once its runtime is built, and safe for many threads.
 *
 * <p>{@link #decode} and {@link #skip} accept the same bytes and consume the same number of them, with one exception:
 * near the limit of nesting, {@code skip} may accept a few levels more.
 */
interface Codec {

    /** Reads one value. */
    Value decode(ScaleReader in);

    /**
     * Writes one value.
     *
     * @throws IllegalArgumentException if a number is out of its type's range
     * @throws io.weighbridge.scale.DecodeException if the value is not of this type
     */
    void encode(Value value, ScaleWriter out);

    /** Passes over one value: checks it as {@link #decode} does and builds nothing. */
    default void skip(ScaleReader in) {
        if (isPlain()) {
            in.skip(leastSize());
        } else {
            decode(in);
        }
    }

    /** The fewest bytes that a value can have, at most {@link Integer#MAX_VALUE}. */
    int leastSize();

    /** Whether all values have {@link #leastSize()} bytes, and all strings of that many bytes are values. */
    default boolean isPlain() {
        return false;
    }

    /** A size as {@link #leastSize()} gives it. */
    static int saturated(long size) {
        return (int) Math.min(size, Integer.MAX_VALUE);
    }
}
