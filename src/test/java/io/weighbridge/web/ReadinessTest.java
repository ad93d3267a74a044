package io.weighbridge.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.weighbridge.chain.BlockRange;
import io.weighbridge.chain.BlockRef;
import io.weighbridge.chain.Hash;
import io.weighbridge.ingest.ProgressListener.Lane;
import io.weighbridge.testing.StillClock;
import io.weighbridge.watch.LagCause;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReadinessTest {

    private final StillClock clock = new StillClock(Instant.EPOCH);
    private final Readiness readiness = new Readiness(-1, () -> LagCause.NONE, clock);

    @Test
    void withoutAFinalizedHeadNothingIsReady() {
        assertThat(readiness.verdict())
                .isEqualTo(new Readiness.Verdict(false, "no endpoint has told of a finalized head yet"));
    }

    @Test
    void aHeadAloneIsNotEnough() {
        readiness.finalizedHead(head(500));

        assertThat(readiness.verdict().ready()).isFalse();
        assertThat(readiness.verdict().reason()).endsWith("501 blocks behind, expected at most 10");
    }

    @Test
    void verifiedBlocksUpToTheHeadMakeItReady() {
        readiness.finalizedHead(head(500));
        readiness.stored(Lane.FOLLOW, new BlockRange(400, 490), List.of());

        assertThat(readiness.verdict())
                .isEqualTo(new Readiness.Verdict(true, "finalized head 500 (0 s old), verified up to 490"));
    }

    @Test
    void aStoreThatIsOutOfServiceIsNotReadyThoughItKeepsUp() {
        var out = new LagCause(LagCause.Kind.STORE_UNAVAILABLE, false, "the disk is full");
        var held = new Readiness(-1, () -> out, clock);
        held.finalizedHead(head(500));
        held.stored(Lane.FOLLOW, new BlockRange(400, 500), List.of());

        assertThat(held.verdict())
                .isEqualTo(new Readiness.Verdict(
                        false, "finalized head 500 (0 s old), verified up to 500: the disk is full"));
    }

    @Test
    void elevenBlocksBehindIsNotReady() {
        readiness.finalizedHead(head(501));
        readiness.stored(Lane.FOLLOW, new BlockRange(400, 490), List.of());

        assertThat(readiness.verdict().ready()).isFalse();
    }

    @Test
    void blocksOfABackfillDoNotCount() {
        readiness.finalizedHead(head(500));
        readiness.stored(Lane.BACKFILL, new BlockRange(400, 500), List.of());

        assertThat(readiness.verdict().ready()).isFalse();
    }

    @Test
    void whatAnEarlierRunVerifiedCounts() {
        var restarted = new Readiness(495, () -> LagCause.NONE, clock);
        restarted.finalizedHead(head(500));

        assertThat(restarted.verdict().ready()).isTrue();
    }

    @Test
    void aHeadThatGrowsOldIsNotReady() {
        readiness.finalizedHead(head(500));
        readiness.stored(Lane.FOLLOW, new BlockRange(400, 500), List.of());
        clock.pass(Duration.ofSeconds(61));

        assertThat(readiness.verdict())
                .isEqualTo(new Readiness.Verdict(
                        false,
                        "finalized head 500 (61 s old), verified up to 500: expected a new head at least every 60 s"));
    }

    @Test
    void theSameHeadAgainIsNoNews() {
        readiness.finalizedHead(head(500));
        readiness.stored(Lane.FOLLOW, new BlockRange(400, 500), List.of());
        clock.pass(Duration.ofSeconds(61));
        readiness.finalizedHead(head(500));

        assertThat(readiness.verdict().ready()).isFalse();
        readiness.finalizedHead(head(501));
        assertThat(readiness.verdict().ready()).isTrue();
    }

    @Test
    void whoIsNotReadySaysWhatHoldsItUp() {
        var slow = new LagCause(LagCause.Kind.ENDPOINT_SLOW, false, "ws://node takes 3.0 s for an answer");
        var held = new Readiness(100, () -> slow, clock);
        held.finalizedHead(head(500));

        assertThat(held.verdict().reason()).endsWith("expected at most 10: ws://node takes 3.0 s for an answer");
        held.stored(Lane.FOLLOW, new BlockRange(101, 500), List.of());
        assertThat(held.verdict().reason()).isEqualTo("finalized head 500 (0 s old), verified up to 500");
    }

    private static BlockRef head(long number) {
        return new BlockRef(number, Hash.ZERO);
    }
}
