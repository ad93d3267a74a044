package io.weighbridge.runtime;

import io.weighbridge.scale.Bytes;
import io.weighbridge.scale.ScaleReader;
import io.weighbridge.scale.ScaleWriter;

/** {@code u8}, {@code u16}, {@code u32}, {@code i8}, {@code i16}, {@code i32}: little-endian. */
enum IntCodec implements Codec {
    U8(1, false),
    U16(2, false),
    U32(4, false),
    I8(1, true),
    I16(2, true),
    I32(4, true);

    private final int size;
    private final boolean signed;

    IntCodec(int size, boolean signed) {
        this.size = size;
        this.signed = signed;
    }

    @Override
    public Value decode(ScaleReader in) {
        return new Value.Int(
                switch (this) {
                    case U8 -> in.u8();
                    case U16 -> in.u16();
                    case U32 -> in.u32();
                    case I8 -> (byte) in.u8();
                    case I16 -> (short) in.u16();
                    case I32 -> (int) in.u32();
                });
    }

    /** Whether the numbers can be negative. */
    boolean isSigned() {
        return signed;
    }

    /** The number that stands at {@code offset}. */
    long read(Bytes encoded, int offset) {
        long number = 0;
        for (int i = size - 1; i >= 0; i--) {
            number = number << 8 | encoded.get(offset + i);
        }
        int unused = Long.SIZE - 8 * size;
        return signed ? number << unused >> unused : number;
    }

    @Override
    public void encode(Value value, ScaleWriter out) {
        switch (this) {
            case U8 -> out.u8(value.asInt());
            case U16 -> out.u16(value.asInt());
            case U32 -> out.u32(value.asLong());
            case I8, I16, I32 -> out.signed(value.asBigInteger(), size);
        }
    }

    @Override
    public int leastSize() {
        return size;
    }

    @Override
    public boolean isPlain() {
        return true;
    }
}
