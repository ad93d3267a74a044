package io.weighbridge.devnet.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.weighbridge.devnet.actor.Scenario;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class HistoryClockTest {

    private static final long BLOCKS = 150;

    @Test
    void theSlotsOfAHistoryTellWhenItsLastBlockIsMade() {
        var start = Instant.parse("2026-01-01T00:00:00Z");
        var slot = Duration.ofMillis(500);
        Scenario scenario = Scenario.withSeed(3).withClock(start, slot);
        var chain = new DevChain(scenario);
        for (long number = 1; number <= BLOCKS; number++) {
            assertThat(chain.produce().ref().number()).isEqualTo(number);
        }

        long slots = DevChain.slotsOf(scenario, BLOCKS);
        assertThat(slots).as("some are missed").isGreaterThan(BLOCKS);
        assertThat(chain.time(BLOCKS)).isEqualTo(start.plus(slot.multipliedBy(slots)));
    }
}
