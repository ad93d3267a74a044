package io.weighbridge.backfill.jump;

import static org.assertj.core.api.Assertions.assertThat;

import io.weighbridge.chain.BlockRange;
import org.junit.jupiter.api.Test;

class HunchTest {

    private final Hunch hunch = new Hunch(new BlockRange(101, 500));

    @Test
    void halvesWhereNothingIsKnown() {
        assertThat(hunch.middle()).isEqualTo(300);
        assertThat(hunch.likeliest()).isEmpty();
    }

    @Test
    void tellsWhereTheNextTwoLooksWouldBe() {
        assertThat(hunch.next()).containsExactly(200L, 150L, 250L, 400L, 350L, 450L);
    }

    @Test
    void takesABlockThatIsMeantByNameForTheOne() {
        hunch.near(222, 8);

        assertThat(hunch.likeliest()).hasValue(222);
    }

    @Test
    void looksInAWindowFirst() {
        hunch.among(new BlockRange(450, 600), 3);

        assertThat(hunch.middle()).isBetween(455L, 480L);
    }

    @Test
    void doesNotCareForWhatLiesElsewhere() {
        hunch.near(90, 8);
        hunch.among(new BlockRange(600, 700), 8);

        assertThat(hunch.middle()).isEqualTo(300);
    }

    @Test
    void neverPutsTheMiddleAtTheEnd() {
        hunch.near(500, 1000);

        assertThat(hunch.middle()).isBetween(101L, 499L);
    }
}
