package io.weighbridge.timelock;

import static org.assertj.core.api.Assertions.assertThat;

import io.weighbridge.scale.Bytes;
import io.weighbridge.timelock.Timelock.Opened;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A ciphertext that a real runtime took in block 438 of recording spec-218-293 and opened in block 451. */
class TimelockTest {

    private static final Bytes CIPHERTEXT = Bytes.fromHex(
            "98e940bc9ad6146d0579549ea5ba5d33426d2f1262f5dab5925a7638a677fcab66ce9c1b4638d473a2729b043f565ed71328ab193c7d8de9"
                    + "c0879e814393eacc7f256919eccdb2fc574006712c39bfdaafa2f9fcef0fae2d4a840fcdf600fb8f2000000000000000f91c5282e05efc60"
                    + "9cabdcc0a3d082594d031a93a61c2c78c86214912c975b942000000000000000d08a3040292390f1ed3cb4ef270c71b31c485b03f84df3bd"
                    + "4cc1470d9deaa58152000000000000003600000000000000560d282e7503d9966e9d9e4f80af12b052e42083969f3d2543534e4e89155677"
                    + "8c730e7df5fdc6a045b42c35bc35aa7c1c1ca5ea34280c000000000000003dc303ad8cd47caa02ee8fa608000000000000004145535f4743"
                    + "4d5f");

    /** From {@code Drand.Pulses(1000)} of that recording, set in block 436. */
    private static final Bytes SIGNATURE = Bytes.fromHex(
            "ac61a0d32daa3df042c001e917b4264e338178c31659fff14460a44ad0829156881b0f0aa73d004e7afeb7be7a7902d4");

    /** Round 1000 of drand's quicknet itself: another key's. */
    private static final Bytes OF_ANOTHER_KEY = Bytes.fromHex(
            "b44679b9a59af2ec876b1a6b1ad52ea9b1615fc3982b19576350f93447cb1125e342b73a8dd2bacbe47e4b6b63ed5e39");

    @Test
    void theSignatureOfItsRoundOpensACommit() {
        Opened opened = Timelock.open(CIPHERTEXT, SIGNATURE).orElseThrow();

        assertThat(opened.hotkey()).isEmpty();
        assertThat(opened.uids()).containsExactly(12, 21, 26, 40, 41, 54, 56);
        assertThat(opened.values()).containsExactly(59239, 22894, 53742, 61170, 5949, 35165, 55785);
        assertThat(opened.versionKey()).isEqualTo(7);
    }

    @Test
    void itOpensToTheWeightsThatTheChainStoredUpscaled() {
        // 59239 * 65535 / 61170, rounded, and so on: what the recording's Weights hold after block 451.
        List<Integer> stored = List.of(63466, 24528, 57577, 65535, 6374, 37674, 59766);
        List<Integer> values =
                Timelock.open(CIPHERTEXT, SIGNATURE).orElseThrow().values();

        assertThat(values.stream()
                        .map(value -> (int) Math.round(value * 65_535.0 / 61_170))
                        .toList())
                .isEqualTo(stored);
    }

    @Test
    void anotherSignatureOpensNothing() {
        assertThat(Timelock.open(CIPHERTEXT, OF_ANOTHER_KEY)).isEmpty();
    }

    @Test
    void damagedBytesOpenNothingAndBreakNothing() {
        var random = new Random(1);
        for (int round = 0; round < 200; round++) {
            byte[] damaged = CIPHERTEXT.toArray();
            damaged[random.nextInt(258)] ^= (byte) (1 + random.nextInt(255));
            int size = random.nextInt(4) == 0 ? random.nextInt(damaged.length) : damaged.length;
            assertThat(Timelock.open(Bytes.wrap(damaged).slice(0, size), SIGNATURE))
                    .as("round %d", round)
                    .isEmpty();
        }
        assertThat(Timelock.open(Bytes.EMPTY, SIGNATURE)).isEmpty();
        assertThat(Timelock.open(CIPHERTEXT, Bytes.EMPTY)).isEqualTo(Optional.empty());
        assertThat(Timelock.open(CIPHERTEXT, Bytes.wrap(new byte[48]))).isEmpty();
    }
}
