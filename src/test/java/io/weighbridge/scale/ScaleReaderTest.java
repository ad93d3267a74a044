package io.weighbridge.scale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weighbridge.scale.DecodeException.Reason;
import java.math.BigInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScaleReaderTest {

    @Test
    void readsIntegersLittleEndian() {
        var in = reader("0xff 0102 ffff 01020304 ffffffff 0100000000000080");

        assertThat(in.u8()).isEqualTo(255);
        assertThat(in.u16()).isEqualTo(0x0201);
        assertThat(in.u16()).isEqualTo(65535);
        assertThat(in.u32()).isEqualTo(0x04030201L);
        assertThat(in.u32()).isEqualTo(0xffffffffL);
        assertThat(Long.toUnsignedString(in.u64())).isEqualTo("9223372036854775809");
        in.expectEnd();
    }

    @Test
    void readsWideIntegers() {
        var in = reader("0x" + "ff".repeat(16) + "ff".repeat(16) + "01" + "00".repeat(30) + "80");

        assertThat(in.unsigned(16)).isEqualTo(BigInteger.TWO.pow(128).subtract(BigInteger.ONE));
        assertThat(in.signed(16)).isEqualTo(BigInteger.ONE.negate());
        assertThat(in.unsigned(32)).isEqualTo(BigInteger.TWO.pow(255).add(BigInteger.ONE));
        in.expectEnd();
    }

    @Test
    void peeksWithoutTaking() {
        var in = reader("0x0708");

        assertThat(in.peek()).isEqualTo(7);
        assertThat(in.offset()).isZero();
        assertThat(in.u8()).isEqualTo(7);
        assertThat(in.remaining()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "0x00, 0",
        "0x04, 1",
        "0xfc, 63",
        "0x0101, 64",
        "0xfdff, 16383",
        "0x02000100, 16384",
        "0xfeffffff, 1073741823",
        "0x0300000040, 1073741824",
        "0x03ffffffff, 4294967295",
        "0x070000000001, 4294967296",
        "0x07ffffffffff, 1099511627775",
        "0x0b000000000001, 1099511627776",
        "0x0fffffffffffffff, 72057594037927935",
        "0x130000000000000001, 72057594037927936",
        "0x13ffffffffffffff7f, 9223372036854775807",
        "0x13ffffffffffffffff, 18446744073709551615",
    })
    void readsCompactIntegersAtEveryBoundary(String hex, String value) {
        assertThat(read(hex, ScaleReader::compact)).isEqualTo(new BigInteger(value));
        assertThat(Long.toUnsignedString(read(hex, ScaleReader::compactU64))).isEqualTo(value);
    }

    @Test
    void readsCompactIntegersOver64Bits() {
        assertThat(read("0x17" + "00".repeat(8) + "01", ScaleReader::compact)).isEqualTo(BigInteger.TWO.pow(64));
        assertThat(read("0xff" + "ff".repeat(67), ScaleReader::compact))
                .isEqualTo(BigInteger.TWO.pow(536).subtract(BigInteger.ONE));
    }

    /** Each could have been written in fewer bytes. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0x0100",
                "0xfd00",
                "0x02000000",
                "0xfeff0000",
                "0x0300000000",
                "0x03ffffff3f",
                "0x07ffffffff00",
                "0x0bffffffffff00",
                "0x0fffffffffffff00",
                "0x13ffffffffffffff00",
                "0x17ffffffffffffffff00",
            })
    void refusesCompactIntegersThatAreTooLong(String hex) {
        assertRefused(hex, ScaleReader::compact, Reason.NON_CANONICAL, 0);
    }

    @ParameterizedTest
    @CsvSource({"0x01", "0x020000", "0x03000000", "0x0700000000", "0x13ffffffffffffff", "0x17ffffffffffffffff", "0x"})
    void refusesCompactIntegersThatAreCut(String hex) {
        assertRefused(hex, ScaleReader::compact, Reason.TRUNCATED);
    }

    @Test
    void refusesCompactIntegersThatDoNotFitTheirType() {
        assertRefused("0x070000000001", ScaleReader::compactU32, Reason.OUT_OF_RANGE);
        assertRefused("0x17000000000000000001", ScaleReader::compactU64, Reason.OUT_OF_RANGE);
        assertThat(read("0x03ffffffff", ScaleReader::compactU32)).isEqualTo(0xffffffffL);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 128, 255})
    void refusesOtherBooleansThanZeroAndOne(int value) {
        String hex = Bytes.copyOf((byte) value).hex();

        assertRefused(hex, ScaleReader::bool, Reason.BAD_BOOL, 0);
        assertRefused(hex, ScaleReader::option, Reason.BAD_OPTION, 0);
    }

    @Test
    void readsBooleansAndOptionTags() {
        assertThat(read("0x00", ScaleReader::bool)).isFalse();
        assertThat(read("0x01", ScaleReader::bool)).isTrue();
        assertThat(read("0x00", ScaleReader::option)).isFalse();
        assertThat(read("0x01", ScaleReader::option)).isTrue();
    }

    @Test
    void readsText() {
        assertThat(read("0x00", ScaleReader::text)).isEmpty();
        assertThat(read("0x1048c3b664", ScaleReader::text)).isEqualTo("Höd");
        assertThat(read("0x10f09f8d8b", ScaleReader::text)).isEqualTo("🍋");
        assertThat(read("0x0cefbfbd", ScaleReader::text)).isEqualTo("\uFFFD");
    }

    /** A lone continuation byte, a cut sequence, an overlong one, a surrogate, too high a code point. */
    @ParameterizedTest
    @ValueSource(strings = {"0x0480", "0x08c341c3", "0x08c0af", "0x0ceda080", "0x10f4908080"})
    void refusesTextThatIsNotUtf8(String hex) {
        assertRefused(hex, ScaleReader::text, Reason.BAD_TEXT);
    }

    @Test
    void countsOnlyWhatCanFollow() {
        assertThat(reader("0x0c010203").count(1)).isEqualTo(3);
        assertRefused("0x10010203", in -> in.count(1), Reason.BAD_LENGTH, 0);
        assertThat(reader("0x0c" + "00".repeat(12)).count(4)).isEqualTo(3);
        assertRefused("0x0c" + "00".repeat(11), in -> in.count(4), Reason.BAD_LENGTH, 0);
        assertRefused("0xfeffffff00", in -> in.count(1), Reason.BAD_LENGTH, 0);
        assertRefused("0x03ffffffff00", in -> in.count(1), Reason.BAD_LENGTH, 0);
    }

    @Test
    void allowsAsManyEmptyElementsAsThereAreBytesInAllListsTogether() {
        var in = reader("0x0c08040000");

        assertThat(in.count(0)).isEqualTo(3);
        assertThat(in.count(0)).isEqualTo(2);
        assertThatThrownBy(() -> in.count(0))
                .isInstanceOf(DecodeException.class)
                .hasMessageContaining("claims 1 elements of at least 0 bytes, room for 0");
    }

    @Test
    void takesBytesWithoutCopying() {
        var in = reader("0x0c010203ff");

        assertThat(in.byteVector()).isEqualTo(Bytes.fromHex("0x010203"));
        assertThat(in.since(1)).isEqualTo(Bytes.fromHex("0x010203"));
        assertThat(in.bytes(1)).isEqualTo(Bytes.fromHex("0xff"));
        assertThat(in.bytes(0)).isEqualTo(Bytes.EMPTY);
    }

    @Test
    void refusesByteVectorsThatAreCut() {
        assertRefused("0x0c0102", ScaleReader::byteVector, Reason.BAD_LENGTH, 0);
    }

    @Test
    void passesOverBytes() {
        var in = reader("0x0102030405");
        in.skip(3);

        assertThat(in.u8()).isEqualTo(4);
        assertThatThrownBy(() -> in.skip(2)).isInstanceOf(DecodeException.class);
    }

    @Test
    void refusesToReadBehindTheEnd() {
        assertRefused("0x", ScaleReader::u8, Reason.TRUNCATED, 0);
        assertRefused("0x", ScaleReader::peek, Reason.TRUNCATED, 0);
        assertRefused("0x01", ScaleReader::u16, Reason.TRUNCATED, 0);
        assertRefused("0x010203", ScaleReader::u32, Reason.TRUNCATED, 0);
        assertRefused("0x01020304050607", ScaleReader::u64, Reason.TRUNCATED, 0);
        assertRefused("0x0102", in -> in.unsigned(16), Reason.TRUNCATED, 0);
        assertRefused("0x0102", in -> in.signed(16), Reason.TRUNCATED, 0);
        assertRefused("0x0102", in -> in.bytes(3), Reason.TRUNCATED, 0);
    }

    @Test
    void neverReadsBehindASlice() {
        var in = new ScaleReader(Bytes.fromHex("0xaabbccdd").slice(1, 2));

        assertThat(in.u8()).isEqualTo(0xbb);
        assertThat(in.remaining()).isZero();
        assertThatThrownBy(in::u8).isInstanceOf(DecodeException.class);
    }

    @Test
    void showsTheBytesAroundAFault() {
        var in = reader("0x0102030405060708");
        in.skip(6);

        assertThatThrownBy(in::u32)
                .isInstanceOf(DecodeException.class)
                .hasMessage("byte 6: need 4 bytes, 2 left (…03040506|0708)");
        assertThatThrownBy(in::expectEnd)
                .isInstanceOfSatisfying(
                        DecodeException.class, e -> assertThat(e.reason()).isEqualTo(Reason.TRAILING_BYTES))
                .hasMessageContaining("found 2 more bytes");
    }

    @Test
    void stopsAtTheDeepestLevel() {
        var in = reader("0x");
        for (int level = 0; level < ScaleReader.MAX_DEPTH; level++) {
            in.enter();
        }

        assertThatThrownBy(in::enter)
                .isInstanceOfSatisfying(
                        DecodeException.class, e -> assertThat(e.reason()).isEqualTo(Reason.TOO_DEEP));
    }

    @Test
    void forgetsTheLevelsThatItLeft() {
        var in = reader("0x");
        for (int i = 0; i < 3 * ScaleReader.MAX_DEPTH; i++) {
            in.enter();
            in.leave();
        }

        assertThat(in.offset()).isZero();
    }

    private static ScaleReader reader(String hex) {
        return new ScaleReader(Bytes.fromHex(hex.replace(" ", "")));
    }

    private static <T> T read(String hex, Function<ScaleReader, T> read) {
        ScaleReader in = reader(hex);
        T value = read.apply(in);
        in.expectEnd();
        return value;
    }

    private static void assertRefused(String hex, Function<ScaleReader, ?> read, Reason reason) {
        assertThatThrownBy(() -> read.apply(reader(hex)))
                .isInstanceOfSatisfying(
                        DecodeException.class, e -> assertThat(e.reason()).isEqualTo(reason));
    }

    private static void assertRefused(String hex, Function<ScaleReader, ?> read, Reason reason, int offset) {
        assertThatThrownBy(() -> read.apply(reader(hex))).isInstanceOfSatisfying(DecodeException.class, e -> {
            assertThat(e.reason()).isEqualTo(reason);
            assertThat(e.offset()).isEqualTo(offset);
        });
    }
}
