package io.weighbridge.backfill.jump;

import static org.assertj.core.api.Assertions.assertThat;

import io.weighbridge.chain.BlockRange;
import org.junit.jupiter.api.Test;

class BlockLikelihoodTest {

    private final BlockLikelihood likelihood = new BlockLikelihood(new BlockRange(101, 500));

    @Test
    void halvesWhereNothingIsKnown() {
        assertThat(likelihood.middle()).isEqualTo(300);
        assertThat(likelihood.likeliest()).isEmpty();
    }

    @Test
    void tellsWhereTheNextTwoLooksWouldBe() {
        assertThat(likelihood.next()).containsExactly(200L, 150L, 250L, 400L, 350L, 450L);
    }

    @Test
    void takesABlockThatIsMeantByNameForTheOne() {
        likelihood.near(222, 8);

        assertThat(likelihood.likeliest()).hasValue(222);
    }

    @Test
    void looksInAWindowFirst() {
        likelihood.among(new BlockRange(450, 600), 3);

        assertThat(likelihood.middle()).isBetween(455L, 480L);
    }

    @Test
    void doesNotCareForWhatLiesElsewhere() {
        likelihood.near(90, 8);
        likelihood.among(new BlockRange(600, 700), 8);

        assertThat(likelihood.middle()).isEqualTo(300);
    }

    @Test
    void neverPutsTheMiddleAtTheEnd() {
        likelihood.near(500, 1000);

        assertThat(likelihood.middle()).isBetween(101L, 499L);
    }
}
