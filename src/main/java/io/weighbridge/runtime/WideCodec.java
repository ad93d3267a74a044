package io.weighbridge.runtime;

import io.weighbridge.scale.ScaleReader;
import io.weighbridge.scale.ScaleWriter;
import java.math.BigInteger;

/**
 * Integers of 64 bits and more: {@code u64} to {@code u256}, {@code i64} to {@code i256}, and {@code
 * primitive_types::U256}, whose words have the same order; little-endian.
 *
 * @param leastSize the number of bytes, 8 or more
 * @param signed whether it is two's complement
 */
record WideCodec(int leastSize, boolean signed) implements Codec {

    @Override
    public Value decode(ScaleReader in) {
        if (leastSize == Long.BYTES) {
            long bits = in.u64();
            return new Value.Wide(signed ? BigInteger.valueOf(bits) : unsigned(bits));
        }
        return new Value.Wide(signed ? in.signed(leastSize) : in.unsigned(leastSize));
    }

    @Override
    public void encode(Value value, ScaleWriter out) {
        if (signed) {
            out.signed(value.asBigInteger(), leastSize);
        } else {
            out.unsigned(value.asBigInteger(), leastSize);
        }
    }

    @Override
    public boolean isPlain() {
        return true;
    }

    /** The unsigned number with that two's complement. */
    static BigInteger unsigned(long bits) {
        return bits >= 0
                ? BigInteger.valueOf(bits)
                : BigInteger.valueOf(bits & Long.MAX_VALUE).setBit(Long.SIZE - 1);
    }
}
