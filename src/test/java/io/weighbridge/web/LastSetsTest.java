package io.weighbridge.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.weighbridge.calls.Outcome;
import io.weighbridge.chain.BlockRange;
import io.weighbridge.store.FactSamples;
import io.weighbridge.store.Store.Increment;
import io.weighbridge.store.sqlite.SqliteOptions;
import io.weighbridge.store.sqlite.SqliteStore;
import io.weighbridge.weights.Tracked;
import io.weighbridge.weights.WeightFact;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LastSetsTest {

    private static final Tracked BOTH =
            new Tracked(Set.of(FactSamples.SUBNET), Set.of(FactSamples.ALICE, FactSamples.BOB));

    @TempDir
    private Path folder;

    @Test
    void whoeverFellSilentLongAgoIsFoundBehindManySetsOfOthers() {
        var facts = new ArrayList<WeightFact>();
        facts.add(FactSamples.set(7, FactSamples.BOB, FactSamples.SUBNET, Outcome.Success.SUCCESS));
        for (long block = 8; block < 1100; block++) {
            facts.add(FactSamples.set(block));
        }
        facts.add(FactSamples.set(1100, FactSamples.BOB, FactSamples.SUBNET, Outcome.Deferred.DEFERRED));

        try (var store = SqliteStore.open(folder.resolve("w.db"), SqliteOptions.DEFAULTS)) {
            store.commit(new Increment(BOTH, new BlockRange(1, 1100), "follow", facts));
            List<StatusReport.LastSet> last = LastSets.of(store, BOTH, 1100);

            assertThat(last).extracting(StatusReport.LastSet::block).containsExactly(1099L, 7L);
            assertThat(last).extracting(StatusReport.LastSet::blocksSince).containsExactly(1L, 1093L);
        }
    }
}
