package io.weighbridge.scale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScaleWriterTest {

    @Test
    void writesIntegersLittleEndian() {
        Bytes written =
                new ScaleWriter().u8(255).u16(0x0201).u32(0x04030201L).u64(-1).toBytes();

        assertThat(written.hex()).isEqualTo("0xff" + "0102" + "01020304" + "ff".repeat(8));
    }

    @Test
    void writesWideIntegers() {
        Bytes written = new ScaleWriter()
                .unsigned(BigInteger.TWO.pow(128).subtract(BigInteger.ONE), 16)
                .unsigned(BigInteger.ONE, 16)
                .signed(BigInteger.TWO.negate(), 16)
                .toBytes();

        assertThat(written.hex()).isEqualTo("0x" + "ff".repeat(16) + "01" + "00".repeat(15) + "fe" + "ff".repeat(15));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0x00",
        "63, 0xfc",
        "64, 0x0101",
        "16383, 0xfdff",
        "16384, 0x02000100",
        "1073741823, 0xfeffffff",
        "1073741824, 0x0300000040",
        "4294967295, 0x03ffffffff",
        "4294967296, 0x070000000001",
        "1099511627775, 0x07ffffffffff",
        "1099511627776, 0x0b000000000001",
        "72057594037927935, 0x0fffffffffffffff",
        "72057594037927936, 0x130000000000000001",
        "9223372036854775808, 0x130000000000000080",
        "18446744073709551615, 0x13ffffffffffffffff",
        "18446744073709551616, 0x17000000000000000001",
    })
    void writesCompactIntegersInTheFewestBytes(BigInteger value, String hex) {
        assertThat(new ScaleWriter().compact(value).toBytes().hex()).isEqualTo(hex);
        if (value.bitLength() <= 64) {
            assertThat(new ScaleWriter().compact(value.longValue()).toBytes().hex())
                    .isEqualTo(hex);
        }
    }

    @Test
    void writesBooleansTextAndByteVectors() {
        Bytes written = new ScaleWriter()
                .bool(true)
                .bool(false)
                .text("Höd")
                .byteVector(Bytes.fromHex("0x0102"))
                .bytes(Bytes.fromHex("0x03"))
                .toBytes();

        assertThat(written.hex()).isEqualTo("0x01" + "00" + "1048c3b664" + "080102" + "03");
    }

    @Test
    void growsWithWhatIsWritten() {
        var out = new ScaleWriter();
        for (int i = 0; i < 1_000; i++) {
            out.u8(i & 0xff);
        }

        assertThat(out.toBytes().size()).isEqualTo(1_000);
        assertThat(out.toBytes().get(999)).isEqualTo(999 & 0xff);
    }

    @Test
    void doesNotWriteIntoBytesThatItGaveAway() {
        var out = new ScaleWriter().u8(1);
        Bytes before = out.toBytes();
        out.u8(2);

        assertThat(before.hex()).isEqualTo("0x01");
        assertThat(out.toBytes().hex()).isEqualTo("0x0102");
    }

    @Test
    void refusesIntegersThatDoNotFit() {
        var out = new ScaleWriter();

        assertRefused(() -> out.u8(256));
        assertRefused(() -> out.u8(-1));
        assertRefused(() -> out.u16(65536));
        assertRefused(() -> out.u32(1L << 32));
        assertRefused(() -> out.u32(-1));
        assertRefused(() -> out.unsigned(BigInteger.TWO.pow(128), 16));
        assertRefused(() -> out.unsigned(BigInteger.ONE.negate(), 16));
        assertRefused(() -> out.signed(BigInteger.TWO.pow(127), 16));
        assertRefused(() -> out.signed(BigInteger.TWO.pow(127).negate().subtract(BigInteger.ONE), 16));
        assertRefused(() -> out.compact(BigInteger.TWO.pow(536)));
        assertRefused(() -> out.compact(BigInteger.ONE.negate()));
        assertThat(out.toBytes().isEmpty()).isTrue();
    }

    private static void assertRefused(org.assertj.core.api.ThrowableAssert.ThrowingCallable write) {
        assertThatThrownBy(write).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("does not fit");
    }
}
