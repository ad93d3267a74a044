package io.weighbridge.scale;

import io.weighbridge.scale.DecodeException.Reason;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A cursor that reads SCALE values from bytes, strictly. Not thread safe.
 *
 * <p>Every read first checks that enough bytes are left; integers are little-endian. {@link #count} refuses a count
 * that the bytes that are left cannot hold, so a false count cannot make a caller allocate memory.
 */
public final class ScaleReader {

    /**
     * Levels of nesting that a value may reach: four for each of the 256 calls within calls that a runtime takes
     * ({@code sp_runtime}, MAX_EXTRINSIC_DEPTH), and four for what the innermost holds.
     */
    public static final int MAX_DEPTH = 4 * 256 + 4;

    private final Bytes source;
    private final byte[] array;
    private final int start;
    private final int end;
    private int at;
    private int depth;
    private int emptyElements;

    /** A cursor at the first of the given bytes. */
    public ScaleReader(Bytes source) {
        this.source = source;
        this.array = source.backingArray();
        this.start = source.backingOffset();
        this.end = start + source.size();
        this.at = start;
    }

    /** The number of bytes read so far. */
    public int offset() {
        return at - start;
    }

    /** The number of bytes that are left. */
    public int remaining() {
        return end - at;
    }

    /** Checks that nothing is left. */
    public void expectEnd() {
        if (at != end) {
            throw fail(
                    Reason.TRAILING_BYTES, "expected the end, found " + remaining() + " more bytes (" + ahead() + ")");
        }
    }

    /** Counts one level of nesting; every {@code enter} needs its {@link #leave}. */
    public void enter() {
        if (++depth > MAX_DEPTH) {
            throw fail(Reason.TOO_DEEP, "more than " + MAX_DEPTH + " levels of nesting");
        }
    }

    /** Ends the level that {@link #enter} began. */
    public void leave() {
        depth--;
    }

    /** An unsigned byte, 0 to 255. */
    public int u8() {
        need(1);
        return array[at++] & 0xff;
    }

    /** The next byte without taking it, 0 to 255. */
    public int peek() {
        need(1);
        return array[at] & 0xff;
    }

    /** An unsigned 16-bit integer. */
    public int u16() {
        need(2);
        int value = (array[at] & 0xff) | (array[at + 1] & 0xff) << 8;
        at += 2;
        return value;
    }

    /** An unsigned 32-bit integer. */
    public long u32() {
        need(4);
        return littleEndian(4);
    }

    /** A 64-bit integer as its two's complement; read it as unsigned with {@link Long#toUnsignedString(long)}. */
    public long u64() {
        need(8);
        return littleEndian(8);
    }

    /** An unsigned integer of {@code size} bytes. */
    public BigInteger unsigned(int size) {
        return new BigInteger(1, bigEndian(size));
    }

    /** A two's complement integer of {@code size} bytes. */
    public BigInteger signed(int size) {
        return new BigInteger(bigEndian(size));
    }

    /** A boolean: 0 or 1, nothing else. */
    public boolean bool() {
        int value = u8();
        if (value > 1) {
            throw failBack(1, Reason.BAD_BOOL, "expected a boolean (0 or 1), found " + value);
        }
        return value == 1;
    }

    /** An option's tag: whether a value follows. */
    public boolean option() {
        int value = u8();
        if (value > 1) {
            throw failBack(1, Reason.BAD_OPTION, "expected an option (0 or 1), found " + value);
        }
        return value == 1;
    }

    /** A compact integer of at most 32 bits. */
    public long compactU32() {
        long value = compactU64();
        if (value >>> 32 != 0) {
            throw fail(Reason.OUT_OF_RANGE, "compact " + Long.toUnsignedString(value) + " does not fit 32 bits");
        }
        return value;
    }

    /** A compact integer of at most 64 bits, as its two's complement. */
    public long compactU64() {
        int first = peek();
        switch (first & 3) {
            case 0 -> {
                at++;
                return first >> 2;
            }
            case 1 -> {
                return canonical(u16() >> 2, 1L << 6, 2);
            }
            case 2 -> {
                return canonical(u32() >> 2, 1L << 14, 4);
            }
            default -> {
                int size = (first >> 2) + 4;
                if (size > 8) {
                    throw fail(Reason.OUT_OF_RANGE, "a compact integer of " + size + " bytes does not fit 64 bits");
                }
                at++;
                need(size);
                long value = littleEndian(size);
                long least = size == 4 ? 1L << 30 : 1L << (8 * (size - 1));
                if (Long.compareUnsigned(value, least) < 0) {
                    throw notCanonical(size + 1);
                }
                return value;
            }
        }
    }

    /** A compact integer of any size up to 536 bits. */
    public BigInteger compact() {
        int first = peek();
        int size = (first >> 2) + 4;
        if ((first & 3) != 3 || size <= 8) {
            long value = compactU64();
            return value >= 0 ? BigInteger.valueOf(value) : new BigInteger(Long.toUnsignedString(value));
        }
        at++;
        byte[] digits = bigEndian(size);
        if (digits[0] == 0) {
            throw notCanonical(size + 1);
        }
        return new BigInteger(1, digits);
    }

    /**
     * A compact count of elements that follow, each of at least {@code leastElementSize} bytes.
     *
     * @throws DecodeException if that many elements cannot fit the bytes that are left. Elements of no size at all are
     *     allowed as many as there are bytes in the input, in all lists together
     */
    public int count(int leastElementSize) {
        int before = at;
        long claimed = compactU32();
        long most = leastElementSize == 0 ? source.size() - emptyElements : remaining() / leastElementSize;
        if (claimed > most) {
            at = before;
            throw fail(
                    Reason.BAD_LENGTH,
                    "claims " + claimed + " elements of at least " + leastElementSize + " bytes, room for " + most);
        }
        if (leastElementSize == 0) {
            emptyElements += (int) claimed;
        }
        return (int) claimed;
    }

    /** The next {@code size} bytes, without copying them. */
    public Bytes bytes(int size) {
        need(size);
        var taken = source.slice(at - start, at - start + size);
        at += size;
        return taken;
    }

    /** Bytes behind a compact length, without copying them. */
    public Bytes byteVector() {
        return bytes(count(1));
    }

    /** UTF-8 text behind a compact length. */
    public String text() {
        Bytes utf8 = byteVector();
        var text = new String(utf8.backingArray(), utf8.backingOffset(), utf8.size(), StandardCharsets.UTF_8);
        // Invalid bytes became U+FFFD. Only a text that contains U+FFFD needs the slower, strict decoder.
        return text.indexOf('\uFFFD') < 0 ? text : strictText(utf8);
    }

    /** Passes over {@code size} bytes. */
    public void skip(int size) {
        need(size);
        at += size;
    }

    /** All bytes from an earlier {@link #offset()} up to here, without copying them. */
    public Bytes since(int offset) {
        return source.slice(offset, offset());
    }

    /** A fault at the present offset, for the caller to throw. */
    public DecodeException fail(Reason reason, String what) {
        return DecodeException.at(offset(), reason, what);
    }

    private String strictText(Bytes utf8) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(utf8.backingArray(), utf8.backingOffset(), utf8.size()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw failBack(utf8.size(), Reason.BAD_TEXT, "not UTF-8: " + utf8);
        }
    }

    private DecodeException failBack(int bytes, Reason reason, String what) {
        return DecodeException.at(offset() - bytes, reason, what);
    }

    private long canonical(long value, long least, int size) {
        if (value < least) {
            throw notCanonical(size);
        }
        return value;
    }

    private DecodeException notCanonical(int size) {
        return failBack(size, Reason.NON_CANONICAL, "a compact integer in " + size + " bytes that needs fewer");
    }

    private void need(int size) {
        if (size > end - at) {
            throw fail(Reason.TRUNCATED, "need " + size + " bytes, " + remaining() + " left (" + ahead() + ")");
        }
    }

    /** The bytes around the cursor, in hexadecimal; a bar marks the cursor. */
    private String ahead() {
        int offset = offset();
        String before = source.slice(Math.max(0, offset - 4), offset).hex().substring(2);
        String after =
                source.slice(offset, Math.min(source.size(), offset + 4)).hex().substring(2);
        return "…" + before + "|" + after + (remaining() > 4 ? "…" : "");
    }

    private long littleEndian(int size) {
        long value = 0;
        for (int i = size - 1; i >= 0; i--) {
            value = (value << 8) | (array[at + i] & 0xff);
        }
        at += size;
        return value;
    }

    private byte[] bigEndian(int size) {
        need(size);
        byte[] digits = Arrays.copyOfRange(array, at, at + size);
        at += size;
        for (int i = 0, j = size - 1; i < j; i++, j--) {
            byte swapped = digits[i];
            digits[i] = digits[j];
            digits[j] = swapped;
        }
        return digits;
    }
}
