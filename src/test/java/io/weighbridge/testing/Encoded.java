package io.weighbridge.testing;

import io.weighbridge.scale.Bytes;
import io.weighbridge.scale.ScaleWriter;

/** Plain values in SCALE. */
public final class Encoded {

    private Encoded() {}

    /** One byte. */
    public static Bytes u8(int number) {
        return new ScaleWriter().u8(number).toBytes();
    }

    /** Two bytes. */
    public static Bytes u16(int number) {
        return new ScaleWriter().u16(number).toBytes();
    }

    /** Four bytes. */
    public static Bytes u32(long number) {
        return new ScaleWriter().u32(number).toBytes();
    }

    /** Eight bytes. */
    public static Bytes u64(long number) {
        return new ScaleWriter().u64(number).toBytes();
    }

    /** A compact number. */
    public static Bytes compact(long number) {
        return new ScaleWriter().compact(number).toBytes();
    }

    /** Bytes behind their count. */
    public static Bytes vector(Bytes bytes) {
        return new ScaleWriter().byteVector(bytes).toBytes();
    }

    /** Elements behind their count. */
    public static Bytes items(Bytes... elements) {
        return Bytes.concat(compact(elements.length), Bytes.concat(elements));
    }

    /** {@code Vec<u16>}. */
    public static Bytes list(int... numbers) {
        var out = new ScaleWriter().compact(numbers.length);
        for (int number : numbers) {
            out.u16(number);
        }
        return out.toBytes();
    }

    /** A list of compact numbers. */
    public static Bytes compacts(int... numbers) {
        var out = new ScaleWriter().compact(numbers.length);
        for (int number : numbers) {
            out.compact(number);
        }
        return out.toBytes();
    }
}
