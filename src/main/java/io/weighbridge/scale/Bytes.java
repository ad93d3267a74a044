package io.weighbridge.scale;

import java.util.Arrays;
import java.util.HexFormat;

/**
 * An immutable string of bytes, with value equality. Slices share the array they came from, so a slice costs nothing
 * and keeps its source alive.
 */
public final class Bytes implements Comparable<Bytes> {

    /** No bytes at all. */
    public static final Bytes EMPTY = new Bytes(new byte[0], 0, 0);

    private static final HexFormat HEX = HexFormat.of();

    private final byte[] array;
    private final int start;
    private final int size;

    private Bytes(byte[] array, int start, int size) {
        this.array = array;
        this.start = start;
        this.size = size;
    }

    /** The given bytes, copied. */
    public static Bytes copyOf(byte... bytes) {
        return bytes.length == 0 ? EMPTY : wrap(bytes.clone());
    }

    /** The given bytes, not copied: the caller hands the array over and must not write to it again. */
    public static Bytes wrap(byte[] bytes) {
        return new Bytes(bytes, 0, bytes.length);
    }

    /**
     * Reads hexadecimal digits of any case, with or without a leading {@code 0x}.
     *
     * @throws IllegalArgumentException if the digits are odd in number or one of them is not hexadecimal; says which
     */
    public static Bytes fromHex(CharSequence hex) {
        int from = hex.length() >= 2 && hex.charAt(0) == '0' && (hex.charAt(1) | 0x20) == 'x' ? 2 : 0;
        try {
            return wrap(HEX.parseHex(hex, from, hex.length()));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(slip(hex, from), e);
        }
    }

    private static String slip(CharSequence hex, int from) {
        for (int i = from; i < hex.length(); i++) {
            if (!HexFormat.isHexDigit(hex.charAt(i))) {
                return "expected 0 to 9 and a to f, found '" + hex.charAt(i) + "' as digit " + (i - from + 1);
            }
        }
        return "expected two digits a byte, found " + (hex.length() - from) + " in all";
    }

    /** All parts, one after another. */
    public static Bytes concat(Bytes... parts) {
        int total = 0;
        for (Bytes part : parts) {
            total = Math.addExact(total, part.size);
        }
        var joined = new byte[total];
        int at = 0;
        for (Bytes part : parts) {
            System.arraycopy(part.array, part.start, joined, at, part.size);
            at += part.size;
        }
        return wrap(joined);
    }

    /** The number of bytes. */
    public int size() {
        return size;
    }

    /** Whether there is no byte. */
    public boolean isEmpty() {
        return size == 0;
    }

    /**
     * The byte at {@code index}, 0 to 255.
     *
     * @throws IndexOutOfBoundsException if {@code index} is not within {@code [0, size)}
     */
    public int get(int index) {
        if (index < 0 || index >= size) {
            throw new IndexOutOfBoundsException("byte " + index + " of " + size);
        }
        return array[start + index] & 0xff;
    }

    /**
     * The bytes from {@code from} (inclusive) to {@code to} (exclusive), without copying.
     *
     * @throws IndexOutOfBoundsException if the range does not lie within these bytes
     */
    public Bytes slice(int from, int to) {
        if (from < 0 || to < from || to > size) {
            throw new IndexOutOfBoundsException("bytes " + from + " to " + to + " of " + size);
        }
        return from == to ? EMPTY : new Bytes(array, start + from, to - from);
    }

    /** The bytes from {@code from} to the end, without copying. */
    public Bytes slice(int from) {
        return slice(from, size);
    }

    /** Whether these bytes begin with {@code prefix}. */
    public boolean startsWith(Bytes prefix) {
        return regionEquals(0, prefix);
    }

    /** Whether {@code part} is found at {@code offset}; false if it would reach beyond the end. */
    public boolean regionEquals(int offset, Bytes part) {
        return offset >= 0
                && part.size <= size - offset
                && Arrays.equals(
                        array,
                        start + offset,
                        start + offset + part.size,
                        part.array,
                        part.start,
                        part.start + part.size);
    }

    /** A copy as an array. */
    public byte[] toArray() {
        return Arrays.copyOfRange(array, start, start + size);
    }

    /** Copies all bytes into {@code target}, beginning at {@code offset}. */
    public void copyTo(byte[] target, int offset) {
        System.arraycopy(array, start, target, offset, size);
    }

    /** Lower-case hexadecimal digits behind {@code 0x}. */
    public String hex() {
        return "0x" + HEX.formatHex(array, start, start + size);
    }

    /** Compares as unsigned bytes, a prefix before what it is a prefix of. */
    @Override
    public int compareTo(Bytes other) {
        return Arrays.compareUnsigned(array, start, start + size, other.array, other.start, other.start + other.size);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bytes that && size == that.size && regionEquals(0, that);
    }

    @Override
    public int hashCode() {
        int hash = 1;
        for (int i = start; i < start + size; i++) {
            hash = 31 * hash + array[i];
        }
        return hash;
    }

    /** The hexadecimal digits, cut after 64 bytes. */
    @Override
    public String toString() {
        return size <= 64 ? hex() : slice(0, 64).hex() + "… (" + size + " bytes)";
    }

    byte[] backingArray() {
        return array;
    }

    int backingOffset() {
        return start;
    }
}
