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

class SilencesTest {

    private static final Tracked ALICE = new Tracked(Set.of(FactSamples.SUBNET), Set.of(FactSamples.ALICE));
    private static final StorageIndex INDEX = new StorageIndex(FactSamples.SUBNET, MechanismId.MAIN);

    @Test
    void theSilenceCountsFromTheLastSetThatTookEffect() {
        var silences = new Silences(ALICE, 1, 1);
        stored(silences, FactSamples.set(100));
        stored(silences, FactSamples.set(120, FactSamples.ALICE, FactSamples.SUBNET, Outcome.Deferred.DEFERRED));
        head(silences, 460);
        silences.tempo(FactSamples.SUBNET, 360);

        assertThat(silences.all()).singleElement().satisfies(silence -> {
            assertThat(silence).isEqualTo(new Silence(FactSamples.ALICE, INDEX, 100, 360, 360));
            assertThat(silence.tempos()).isEqualTo(1.0);
        });
    }

    @Test
    void whoNeverSetIsSilentSinceTheChainIsFollowed() {
        var silences = new Silences(ALICE, Silence.NEVER, Silence.NEVER);
        silences.stored(Lane.FOLLOW, new BlockRange(50, 50), List.of());
        head(silences, 80);

        assertThat(silences.all())
                .containsExactly(new Silence(FactSamples.ALICE, INDEX, Silence.NEVER, 30, Silence.UNKNOWN));
    }

    @Test
    void aBackfillDoesNotMakeTheLastSetOlder() {
        var silences = new Silences(ALICE, 1, 1);
        silences.set(FactSamples.ALICE, INDEX, 200);
        silences.stored(Lane.BACKFILL, new BlockRange(1, 50), List.of(FactSamples.set(30)));
        head(silences, 210);

        assertThat(silences.all()).extracting(Silence::lastSet).containsExactly(200L);
    }

    @Test
    void whoNamedNoSubnetHearsOfEveryPlaceTheLongestSilenceFirst() {
        var silences = new Silences(new Tracked(Set.of(), Set.of(FactSamples.ALICE)), 1, 1);
        assertThat(silences.all()).isEmpty();
        stored(silences, FactSamples.set(100));
        stored(silences, FactSamples.set(50, FactSamples.ALICE, new Netuid(7), Outcome.Success.SUCCESS));
        head(silences, 110);

        assertThat(silences.all()).extracting(Silence::blocks).containsExactly(60L, 10L);
        assertThat(silences.netuids()).containsExactlyInAnyOrder(FactSamples.SUBNET, new Netuid(7));
    }

    @Test
    void whoFollowsEverybodyHearsOfWhoeverSetLast() {
        var silences = new Silences(new Tracked(Set.of(FactSamples.SUBNET), Set.of()), 1, 1);
        stored(silences, FactSamples.set(10));
        stored(silences, FactSamples.set(100, FactSamples.BOB, FactSamples.SUBNET, Outcome.Success.SUCCESS));
        head(silences, 110);

        assertThat(silences.all()).extracting(Silence::hotkey).containsExactly(FactSamples.BOB);
    }

    @Test
    void whatIsStillToBeCaughtUpWithIsNoSilence() {
        var silences = new Silences(ALICE, 1, 120);
        silences.set(FactSamples.ALICE, INDEX, 100);

        assertThat(silences.all()).extracting(Silence::blocks).containsExactly(20L);
    }

    private static void stored(Silences silences, WeightFact fact) {
        long block = fact.block().number();
        silences.stored(Lane.FOLLOW, new BlockRange(block, block), List.of(fact));
    }

    private static void head(Silences silences, long number) {
        silences.stored(Lane.FOLLOW, new BlockRange(number, number), List.of());
    }
}
