package io.weighbridge.scale;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is written is read again; random bytes are read or refused. */
class ScalePropertyTest {

    private static final int ROUNDS = 2_000;

    @Test
    void whatIsWrittenIsReadAgain() {
        for (long seed = 0; seed < ROUNDS; seed++) {
            var random = new Random(seed);
            long any = random.nextLong() >>> random.nextInt(64);
            var wide = new BigInteger(random.nextInt(537), random);
            var unsigned = new BigInteger(128, random);
            var signed = new BigInteger(127, random).subtract(BigInteger.TWO.pow(126));
            String text = text(random);
            Bytes encoded = new ScaleWriter()
                    .compact(any)
                    .compact(wide)
                    .u64(any)
                    .unsigned(unsigned, 16)
                    .signed(signed, 16)
                    .text(text)
                    .toBytes();

            var in = new ScaleReader(encoded);

            assertThat(in.compactU64()).as("seed %d", seed).isEqualTo(any);
            assertThat(in.compact()).as("seed %d", seed).isEqualTo(wide);
            assertThat(in.u64()).as("seed %d", seed).isEqualTo(any);
            assertThat(in.unsigned(16)).as("seed %d", seed).isEqualTo(unsigned);
            assertThat(in.signed(16)).as("seed %d", seed).isEqualTo(signed);
            assertThat(in.text()).as("seed %d", seed).isEqualTo(text);
            assertThat(in.remaining()).as("seed %d", seed).isZero();
        }
    }

    /** A compact integer has one encoding only: what is read is written again to the same bytes. */
    @Test
    void compactIntegersThatAreReadAreWrittenToTheSameBytes() {
        int read = 0;
        for (long seed = 0; seed < ROUNDS; seed++) {
            byte[] bytes = new byte[70];
            new Random(seed).nextBytes(bytes);
            var in = new ScaleReader(Bytes.wrap(bytes));
            try {
                BigInteger value = in.compact();
                assertThat(new ScaleWriter().compact(value).toBytes())
                        .as("seed %d", seed)
                        .isEqualTo(in.since(0));
                read++;
            } catch (DecodeException refused) {
                assertThat(refused.reason()).as("seed %d", seed).isEqualTo(DecodeException.Reason.NON_CANONICAL);
            }
        }
        assertThat(read).as("values that were read").isGreaterThan(ROUNDS / 2);
    }

    private static String text(Random random) {
        var text = new StringBuilder();
        for (int i = random.nextInt(20); i > 0; i--) {
            int point = random.nextInt(random.nextBoolean() ? 0x80 : 0x11_0000);
            text.appendCodePoint(point >= 0xd800 && point < 0xe000 ? 'x' : point);
        }
        return text.toString();
    }
}
