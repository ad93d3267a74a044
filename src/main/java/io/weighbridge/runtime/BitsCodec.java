package io.weighbridge.runtime;

import io.weighbridge.scale.DecodeException;
import io.weighbridge.scale.DecodeException.Reason;
import io.weighbridge.scale.ScaleReader;
import io.weighbridge.scale.ScaleWriter;

/**
 * {@code BitVec}: a compact count of bits, then as many whole words as hold them.
 *
 * @param wordSize the bytes of a word: 1, 2, 4 or 8
 */
record BitsCodec(int wordSize) implements Codec {

    @Override
    public Value decode(ScaleReader in) {
        int from = in.offset();
        skip(in);
        return new Value.Bits(in.since(from));
    }

    @Override
    public void encode(Value value, ScaleWriter out) {
        if (!(value instanceof Value.Bits bits)) {
            throw DecodeException.of(
                    Reason.INVALID, "expected bits, found " + value.getClass().getSimpleName());
        }
        var check = new ScaleReader(bits.encoded());
        skip(check);
        check.expectEnd();
        out.bytes(bits.encoded());
    }

    @Override
    public void skip(ScaleReader in) {
        long bits = in.compactU32();
        long wordBits = 8L * wordSize;
        in.skip(Codec.saturated((bits + wordBits - 1) / wordBits * wordSize));
    }

    @Override
    public int leastSize() {
        return 1;
    }
}
