package io.weighbridge.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.weighbridge.calls.Outcome;
import io.weighbridge.chain.BlockRange;
import io.weighbridge.chain.MechanismId;
import io.weighbridge.chain.Netuid;
import io.weighbridge.chain.StorageIndex;
import io.weighbridge.ingest.ProgressListener.Lane;
import io.weighbridge.store.FactSamples;
import io.weighbridge.weights.Tracked;
import io.weighbridge.weights.WeightFact;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LastSetTrackerTest {

    private static final Tracked ALICE = new Tracked(Set.of(FactSamples.SUBNET), Set.of(FactSamples.ALICE));
    private static final StorageIndex INDEX = new StorageIndex(FactSamples.SUBNET, MechanismId.MAIN);

    @Test
    void theSilenceCountsFromTheLastSetThatTookEffect() {
        var tracker = new LastSetTracker(ALICE, 1, 1);
        stored(tracker, FactSamples.set(100));
        stored(tracker, FactSamples.set(120, FactSamples.ALICE, FactSamples.SUBNET, Outcome.Deferred.DEFERRED));
        head(tracker, 460);
        tracker.tempo(FactSamples.SUBNET, 360);

        assertThat(tracker.all()).singleElement().satisfies(since -> {
            assertThat(since).isEqualTo(new SinceLastSet(FactSamples.ALICE, INDEX, 100, 360, 360));
            assertThat(since.tempos()).isEqualTo(1.0);
        });
    }

    @Test
    void whoNeverSetIsSilentSinceTheChainIsFollowed() {
        var tracker = new LastSetTracker(ALICE, SinceLastSet.NEVER, SinceLastSet.NEVER);
        tracker.stored(Lane.FOLLOW, new BlockRange(50, 50), List.of());
        head(tracker, 80);

        assertThat(tracker.all())
                .containsExactly(
                        new SinceLastSet(FactSamples.ALICE, INDEX, SinceLastSet.NEVER, 30, SinceLastSet.UNKNOWN));
    }

    @Test
    void aBackfillDoesNotMakeTheLastSetOlder() {
        var tracker = new LastSetTracker(ALICE, 1, 1);
        tracker.set(FactSamples.ALICE, INDEX, 200);
        tracker.stored(Lane.BACKFILL, new BlockRange(1, 50), List.of(FactSamples.set(30)));
        head(tracker, 210);

        assertThat(tracker.all()).extracting(SinceLastSet::lastSet).containsExactly(200L);
    }

    @Test
    void whoNamedNoSubnetHearsOfEveryPlaceTheLongestSilenceFirst() {
        var tracker = new LastSetTracker(new Tracked(Set.of(), Set.of(FactSamples.ALICE)), 1, 1);
        assertThat(tracker.all()).isEmpty();
        stored(tracker, FactSamples.set(100));
        stored(tracker, FactSamples.set(50, FactSamples.ALICE, new Netuid(7), Outcome.Success.SUCCESS));
        head(tracker, 110);

        assertThat(tracker.all()).extracting(SinceLastSet::blocks).containsExactly(60L, 10L);
        assertThat(tracker.netuids()).containsExactlyInAnyOrder(FactSamples.SUBNET, new Netuid(7));
    }

    @Test
    void whoFollowsEverybodyHearsOfWhoeverSetLast() {
        var tracker = new LastSetTracker(new Tracked(Set.of(FactSamples.SUBNET), Set.of()), 1, 1);
        stored(tracker, FactSamples.set(10));
        stored(tracker, FactSamples.set(100, FactSamples.BOB, FactSamples.SUBNET, Outcome.Success.SUCCESS));
        head(tracker, 110);

        assertThat(tracker.all()).extracting(SinceLastSet::hotkey).containsExactly(FactSamples.BOB);
    }

    @Test
    void whatIsStillToBeCaughtUpWithIsNoSilence() {
        var tracker = new LastSetTracker(ALICE, 1, 120);
        tracker.set(FactSamples.ALICE, INDEX, 100);

        assertThat(tracker.all()).extracting(SinceLastSet::blocks).containsExactly(20L);
    }

    private static void stored(LastSetTracker tracker, WeightFact fact) {
        long block = fact.block().number();
        tracker.stored(Lane.FOLLOW, new BlockRange(block, block), List.of(fact));
    }

    private static void head(LastSetTracker tracker, long number) {
        tracker.stored(Lane.FOLLOW, new BlockRange(number, number), List.of());
    }
}
