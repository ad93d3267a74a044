package io.weighbridge.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weighbridge.chain.AccountId;
import io.weighbridge.chain.Netuid;
import io.weighbridge.store.Tier;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RulesTest {

    private static final Rules RULES =
            Rules.defaults(new Netuid(30), AccountId.fromSs58("5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY"));

    @Test
    void onAChainOfAnotherPaceWhatIsWorthTimeChangesWithIt() {
        Rules fast = RULES.paced(Duration.ofMillis(250));

        assertThat(fast.blockTime()).isEqualTo(Duration.ofMillis(250));
        assertThat(fast.worth())
                .isEqualTo(new Rules.Worth(
                        Duration.ofSeconds(15),
                        Duration.parse("PT14.583333333S"),
                        Duration.ofMillis(2500),
                        Duration.ofMillis(750)));
        assertThat(fast.reach()).as("in blocks it stays what it was").isEqualTo(RULES.reach());
    }

    @Test
    void whatIsCountedInBlocksOrChosenByPeopleStaysAtAnyPace() {
        Rules fast = RULES.paced(Duration.ofSeconds(1));

        assertThat(fast.distances()).isEqualTo(RULES.distances());
        assertThat(fast.settle()).isEqualTo(RULES.settle());
        assertThat(fast.paced(RULES.blockTime()).worth().link())
                .isEqualTo(RULES.worth().link());
    }

    @Test
    void operatorsChooseThreeThings() {
        Rules chosen = RULES.with(Duration.ZERO, false, Set.of(1));

        assertThat(chosen.settle()).isZero();
        assertThat(chosen.correct()).isFalse();
        assertThat(chosen.extraUids()).containsExactly(1);
        assertThat(chosen.with(RULES.settle(), RULES.correct(), RULES.extraUids()))
                .isEqualTo(RULES);
    }

    @Test
    void nothingReachesFartherThanTheWidestWindowAndTheMargin() {
        assertThat(RULES.reach()).isEqualTo(136 + 1 + 3);
    }

    @Test
    void whereTheTimeAloneSpeaksForAPairItsWindowIsCutButForFailures() {
        assertThat(RULES.window(RowKind.NO_WAIT, Tier.WEIGHTS)).isEqualTo(new Window(136, 2));
        assertThat(RULES.window(RowKind.NO_WAIT, Tier.TIME)).isEqualTo(new Window(25, 2));
        assertThat(RULES.window(RowKind.FAILURE, Tier.TIME)).isEqualTo(new Window(5, 55));
    }

    @Test
    void everyKindOfRowNeedsItsWindow() {
        var some = new EnumMap<>(RULES.distances().windows());
        some.remove(RowKind.EMPTY);

        assertThatThrownBy(() -> new Rules.Distances(some, new Window(1, 1), 1, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("EMPTY");
    }
}
