package io.weighbridge.runtime;

import io.weighbridge.scale.DecodeException;
import io.weighbridge.scale.DecodeException.Reason;
import io.weighbridge.scale.ScaleReader;
import io.weighbridge.scale.ScaleWriter;

/**
 * {@code sp_runtime::generic::Era}: a zero byte for an immortal era, else 16 bits, little-endian: the lower four are
 * log2(period) − 1, the upper twelve the phase in steps of {@link Era.Mortal#quantum}. In metadata it is an enum of 256
 * variants, which describes the same bytes.
 */
enum EraCodec implements Codec {
    ERA;

    private static final Value IMMORTAL = new Value.OfEra(Era.Immortal.IMMORTAL);

    @Override
    public Value decode(ScaleReader in) {
        int offset = in.offset();
        if (in.peek() == 0) {
            in.skip(1);
            return IMMORTAL;
        }
        int bits = in.u16();
        long period = 2L << (bits & 15);
        long phase = (bits >> 4) * Era.Mortal.quantum(period);
        if (period < Era.Mortal.LEAST_PERIOD || phase >= period) {
            throw DecodeException.at(offset, Reason.INVALID, "no era has period " + period + " and phase " + phase);
        }
        return new Value.OfEra(new Era.Mortal(period, phase));
    }

    @Override
    public void encode(Value value, ScaleWriter out) {
        if (!(value instanceof Value.OfEra ofEra)) {
            throw DecodeException.of(
                    Reason.INVALID, "expected an era, found " + value.getClass().getSimpleName());
        }
        if (ofEra.era() instanceof Era.Mortal mortal) {
            long steps = mortal.phase() / Era.Mortal.quantum(mortal.period());
            out.u16((int) (steps << 4) | (Long.numberOfTrailingZeros(mortal.period()) - 1));
        } else {
            out.u8(0);
        }
    }

    @Override
    public int leastSize() {
        return 1;
    }
}
