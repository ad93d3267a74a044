package io.weighbridge.scale;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Builds SCALE bytes, the inverse of {@link ScaleReader}. Not thread safe. Integers that do not fit are refused. */
public final class ScaleWriter {

    private byte[] array = new byte[64];
    private int size;

    /** All bytes written so far, copied. */
    public Bytes toBytes() {
        return Bytes.wrap(Arrays.copyOf(array, size));
    }

    /** An unsigned byte. */
    public ScaleWriter u8(int value) {
        return littleEndian(inRange(value, 8), 1);
    }

    /** An unsigned 16-bit integer. */
    public ScaleWriter u16(int value) {
        return littleEndian(inRange(value, 16), 2);
    }

    /** An unsigned 32-bit integer. */
    public ScaleWriter u32(long value) {
        return littleEndian(inRange(value, 32), 4);
    }

    /** A 64-bit integer, given as its two's complement. */
    public ScaleWriter u64(long value) {
        return littleEndian(value, 8);
    }

    /** An unsigned integer of {@code bytes} bytes. */
    public ScaleWriter unsigned(BigInteger value, int bytes) {
        if (value.signum() < 0 || value.bitLength() > 8 * bytes) {
            throw new IllegalArgumentException(value + " does not fit " + bytes + " unsigned bytes");
        }
        return bigLittleEndian(value, bytes);
    }

    /** A two's complement integer of {@code bytes} bytes. */
    public ScaleWriter signed(BigInteger value, int bytes) {
        if (value.bitLength() > 8 * bytes - 1) {
            throw new IllegalArgumentException(value + " does not fit " + bytes + " signed bytes");
        }
        return bigLittleEndian(value, bytes);
    }

    /** A boolean, or the tag of an option. */
    public ScaleWriter bool(boolean value) {
        return u8(value ? 1 : 0);
    }

    /** A compact integer of up to 64 bits, given as its two's complement. */
    public ScaleWriter compact(long value) {
        if (value >= 0 && value < 1L << 6) {
            return u8((int) value << 2);
        }
        if (value >= 0 && value < 1L << 14) {
            return u16(((int) value << 2) | 1);
        }
        if (value >= 0 && value < 1L << 30) {
            return u32((value << 2) | 2);
        }
        int bits = Long.SIZE - Long.numberOfLeadingZeros(value);
        int bytes = Math.max(4, (bits + 7) / 8);
        return u8(((bytes - 4) << 2) | 3).littleEndian(value, bytes);
    }

    /** A compact integer of up to 536 bits. */
    public ScaleWriter compact(BigInteger value) {
        if (value.signum() < 0 || value.bitLength() > 536) {
            throw new IllegalArgumentException(value + " does not fit a compact integer");
        }
        if (value.bitLength() <= 64) {
            return compact(value.longValue());
        }
        int bytes = (value.bitLength() + 7) / 8;
        return u8(((bytes - 4) << 2) | 3).bigLittleEndian(value, bytes);
    }

    /** Bytes as they are. */
    public ScaleWriter bytes(Bytes value) {
        reserve(value.size());
        value.copyTo(array, size);
        size += value.size();
        return this;
    }

    /** Bytes behind their compact length. */
    public ScaleWriter byteVector(Bytes value) {
        return compact(value.size()).bytes(value);
    }

    /** UTF-8 text behind its compact length in bytes. */
    public ScaleWriter text(String value) {
        return byteVector(Bytes.wrap(value.getBytes(StandardCharsets.UTF_8)));
    }

    private static long inRange(long value, int bits) {
        if (value < 0 || value >>> bits != 0) {
            throw new IllegalArgumentException(value + " does not fit " + bits + " bits");
        }
        return value;
    }

    private ScaleWriter littleEndian(long value, int bytes) {
        reserve(bytes);
        for (int i = 0; i < bytes; i++) {
            array[size++] = (byte) (value >>> (8 * i));
        }
        return this;
    }

    private ScaleWriter bigLittleEndian(BigInteger value, int bytes) {
        byte[] digits = value.toByteArray();
        byte fill = (byte) (value.signum() < 0 ? 0xff : 0);
        reserve(bytes);
        for (int i = 0; i < bytes; i++) {
            int from = digits.length - 1 - i;
            array[size++] = from >= 0 ? digits[from] : fill;
        }
        return this;
    }

    private void reserve(int more) {
        if (more > array.length - size) {
            array = Arrays.copyOf(array, Math.max(Math.addExact(size, more), 2 * array.length));
        }
    }
}
