package io.weighbridge.runtime;

import io.weighbridge.scale.DecodeException;
import io.weighbridge.scale.DecodeException.Reason;
import io.weighbridge.scale.ScaleReader;
import io.weighbridge.scale.ScaleWriter;
import java.math.BigInteger;

/**
 * An unsigned integer in compact form, which must be the shortest one.
 *
 * @param bits how many bits the integer's type has
 */
record CompactCodec(int bits) implements Codec {

    @Override
    public Value decode(ScaleReader in) {
        int offset = in.offset();
        if (bits <= Integer.SIZE) {
            long number = in.compactU32();
            check(number >>> bits == 0, offset, number);
            return new Value.Int(number);
        }
        if (bits == Long.SIZE) {
            return new Value.Wide(WideCodec.unsigned(in.compactU64()));
        }
        BigInteger number = in.compact();
        check(number.bitLength() <= bits, offset, number);
        return new Value.Wide(number);
    }

    @Override
    public void encode(Value value, ScaleWriter out) {
        BigInteger number = value.asBigInteger();
        if (number.bitLength() > bits) {
            throw new IllegalArgumentException(number + " does not fit " + bits + " bits");
        }
        out.compact(number);
    }

    @Override
    public void skip(ScaleReader in) {
        if (bits == Long.SIZE) {
            in.compactU64();
        } else {
            decode(in);
        }
    }

    @Override
    public int leastSize() {
        return 1;
    }

    private void check(boolean fits, int offset, Object number) {
        if (!fits) {
            throw DecodeException.at(
                    offset, Reason.OUT_OF_RANGE, "compact " + number + " does not fit " + bits + " bits");
        }
    }
}
