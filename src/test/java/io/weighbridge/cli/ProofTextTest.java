package io.weighbridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.weighbridge.backfill.jump.Proof;
import io.weighbridge.backfill.jump.ProofLevel;
import io.weighbridge.chain.BlockRange;
import io.weighbridge.chain.RangeSet;
import io.weighbridge.store.Evidence;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProofTextTest {

    @Test
    void sumsUpWhatHoldsInARow() {
        assertThat(ProofText.of(List.of(proof(1, 100, List.of()), proof(101, 200, List.of()))))
                .containsExactly("  proved 1–200: nonces moved by 4, 4 signed extrinsics found;"
                        + " LastUpdate moved 2 times, each explained; 6 blocks visited, each linked to its parent;"
                        + " 10 states compared; 2 blocks scanned");
    }

    @Test
    void keepsApartWhatLiesApart() {
        assertThat(ProofText.of(List.of(proof(1, 100, List.of()), proof(150, 200, List.of()))))
                .hasSize(2);
    }

    @Test
    void namesTheBlocksWhereAProofFails() {
        assertThat(ProofText.of(List.of(proof(1, 100, List.of()), proof(101, 200, List.of(142L)))))
                .hasSize(2)
                .last()
                .asString()
                .startsWith("  NOT PROVED 101–200")
                .endsWith("scanned, as what the endpoint tells of the state contradicts the extrinsics, or itself, at"
                        + " block [142]");
    }

    private static Proof proof(long first, long last, List<Long> unexplained) {
        return new Proof(
                new BlockRange(first, last),
                ProofLevel.PROVED,
                new Evidence(5, 0, 3, 2, 2, 1),
                RangeSet.of(new BlockRange(first, first)),
                List.of(),
                List.of(),
                List.of(),
                unexplained);
    }
}
