package io.weighbridge.backfill;

import static org.assertj.core.api.Assertions.assertThat;

import io.weighbridge.backfill.jump.Proof;
import io.weighbridge.backfill.jump.ProofLevel;
import io.weighbridge.chain.BlockRange;
import io.weighbridge.testing.Ingests;
import io.weighbridge.testing.LongChain;
import io.weighbridge.testing.LongChain.Way;
import io.weighbridge.testing.MemoryStore;
import io.weighbridge.testing.Meter;
import io.weighbridge.weights.Tracked;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a jump asks for on a long chain, one request after the other, so that no two hashes are asked for at once. */
class JumpCostTest {

    private static final int BLOCKS = 40_000;

    private static double requestsForAFact(Strategies strategy, ProofLevel proofLevel, int every, Way way, int blocks) {
        var chain = new LongChain(7, blocks, every, 2, Duration.ZERO, 1, way);
        var meter = new Meter(chain);
        var store = new MemoryStore();
        var ingest = Ingests.here(meter, store, new Tracked(Set.of(LongChain.NETUID), Set.of(LongChain.HOTKEY)));
        BackfillResult result = new Backfill(ingest, strategy, proofLevel, List.of(), PrunedBlocks.REFUSED)
                .run(new BlockRange(1, blocks))
                .blockingGet();
        assertThat(result.proofs()).allMatch(Proof::holds);
        if (proofLevel == ProofLevel.PROVED) {
            assertThat(store.facts()).hasSize((int) chain.facts(blocks));
        }
        return (double) meter.total() / store.facts().size();
    }

    @Test
    void takesAtMostSixRequestsForASetWithItsProof() {
        assertThat(requestsForAFact(Strategies.JUMP, ProofLevel.PROVED, 360, Way.SET, BLOCKS))
                .isLessThan(6);
    }

    @Test
    void takesAtMostFiveRequestsForASetWithoutProof() {
        assertThat(requestsForAFact(Strategies.JUMP, ProofLevel.EFFECTS, 360, Way.SET, BLOCKS))
                .isLessThan(5);
    }

    @Test
    void takesAtMostEightRequestsForACommitOrItsRevealByTheChain() {
        assertThat(requestsForAFact(Strategies.JUMP, ProofLevel.PROVED, 360, Way.TIMELOCKED, BLOCKS))
                .isLessThan(8);
    }

    @Test
    void takesAtMostTenRequestsForACommitOrItsRevealInAnyBlockOfAnEpoch() {
        assertThat(requestsForAFact(Strategies.JUMP, ProofLevel.PROVED, 360, Way.BY_HASH, BLOCKS))
                .isLessThan(10);
    }

    @Test
    void costsNoMoreThanAScanWhereWeightsAreSetEveryFewBlocks() {
        double scanned = requestsForAFact(Strategies.SCAN, ProofLevel.PROVED, 5, Way.SET, 2000);

        assertThat(requestsForAFact(Strategies.JUMP, ProofLevel.PROVED, 5, Way.SET, 2000))
                .isLessThan(scanned);
    }
}
