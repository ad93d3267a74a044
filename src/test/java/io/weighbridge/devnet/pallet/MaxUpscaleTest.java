package io.weighbridge.devnet.pallet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MaxUpscaleTest {

    /** Values of the chain itself (subtensor: epoch/math.rs). */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1 1 1         | 65535 65535 65535",
                "10 20 30      | 21845 43690 65535",
                "100 50 1      | 65535 32768 655",
                "50000 25000   | 65535 32767",
                "40000 20000 1 | 65535 32767 2",
                "32768 16384 1 | 65535 32768 2",
                "65535 0 13107 | 65535 0 13107",
                "0 0           | 0 0"
            })
    void scalesAsTheChainDoes(String submitted, String stored) {
        assertThat(MaxUpscale.scale(list(submitted))).isEqualTo(list(stored));
    }

    @Test
    void nothingStaysNothing() {
        assertThat(MaxUpscale.scale(List.of())).isEmpty();
    }

    private static List<Integer> list(String text) {
        return Arrays.stream(text.strip().split(" ")).map(Integer::valueOf).toList();
    }
}
