package io.weighbridge.watch;

import static io.weighbridge.store.FactSamples.ALICE;
import static io.weighbridge.store.FactSamples.SUBNET;
import static io.weighbridge.store.FactSamples.hash;
import static org.assertj.core.api.Assertions.assertThat;

import io.weighbridge.calls.Outcome;
import io.weighbridge.chain.BlockRange;
import io.weighbridge.chain.MechanismId;
import io.weighbridge.chain.StorageIndex;
import io.weighbridge.ingest.ProgressListener.Lane;
import io.weighbridge.scale.Bytes;
import io.weighbridge.store.CommitSummary;
import io.weighbridge.store.FactSamples;
import io.weighbridge.store.Store;
import io.weighbridge.store.Store.Increment;
import io.weighbridge.store.sqlite.SqliteOptions;
import io.weighbridge.store.sqlite.SqliteStore;
import io.weighbridge.weights.Payload;
import io.weighbridge.weights.Position;
import io.weighbridge.weights.RevealWindow;
import io.weighbridge.weights.Tracked;
import io.weighbridge.weights.WeightFact;
import io.weighbridge.weights.WeightFact.Kind;
import io.weighbridge.weights.commit.CommitState;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Counts of commits that are not read again. */
class CommitTallyTest {

    private static final Tracked TRACKED = new Tracked(Set.of(SUBNET), Set.of(ALICE));
    private static final StorageIndex MAIN = new StorageIndex(SUBNET, MechanismId.MAIN);
    private static final long WEEK = Store.LONGEST_WAIT;
    private static final long STEP = 7_000;

    @TempDir
    private Path folder;

    private SqliteStore store;
    private CommitTally tally;
    private final List<BlockRange> read = new ArrayList<>();

    @BeforeEach
    void open() {
        store = SqliteStore.open(folder.resolve("w.db"), SqliteOptions.DEFAULTS);
        tally = new CommitTally(watched(), TRACKED);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void countsAreThoseOfAllCommitsWhateverIsStoredInWhateverOrder(long seed) {
        var random = new Random(seed);
        for (int i = 0; i < 60; i++) {
            // Mostly upward, as the chain is followed, and now and then far below, as a gap is filled.
            long first = (random.nextInt(4) == 0 ? random.nextInt(i + 1) : i) * STEP + 1;
            boolean commits = random.nextBoolean();
            store(first, first + STEP - 1, commits, commits && random.nextBoolean());

            assertThat(tally.summary()).isEqualTo(CommitSummary.of(store.commits(TRACKED)));
        }
        assertThat(tally.summary().count(CommitState.LOST)).isPositive();
    }

    @Test
    void whatIsSettledIsReadOnce() {
        for (long first = 1; first < 6 * WEEK; first += STEP) {
            store(first, first + STEP - 1, true, false);
        }
        CommitSummary before = tally.summary();
        read.clear();
        store(6 * WEEK + STEP, 6 * WEEK + 2 * STEP, true, false);

        assertThat(tally.summary().total()).isEqualTo(before.total() + 1);
        assertThat(read).allSatisfy(blocks -> assertThat(blocks.first()).isGreaterThan(3 * WEEK));
    }

    @Test
    void whatIsStoredBelowIsCountedAnew() {
        for (long first = STEP + 1; first < 6 * WEEK; first += STEP) {
            store(first, first + STEP - 1, true, false);
        }
        CommitSummary before = tally.summary();
        store(1, STEP, true, false);

        assertThat(tally.summary().total()).isEqualTo(before.total() + 1);
    }

    private void store(long first, long last, boolean commits, boolean reveals) {
        var facts = new ArrayList<WeightFact>();
        if (commits) {
            facts.add(fact(
                    first,
                    Kind.COMMIT,
                    new Payload.TimelockedCommit(
                            hash("commit " + first),
                            Bytes.EMPTY,
                            1000,
                            4,
                            new RevealWindow.Blocks(first + STEP / 2, first + STEP - 1))));
        }
        if (reveals) {
            facts.add(fact(last, Kind.AUTO_REVEAL, new Payload.Stored(List.of(3), List.of(65535))));
        }
        store.commit(new Increment(TRACKED, new BlockRange(first, last), "scan", facts));
        tally.stored(Lane.FOLLOW, new BlockRange(first, last), facts);
    }

    private static WeightFact fact(long block, Kind kind, Payload payload) {
        return FactSamples.fact(
                block, Position.ofCall(4, List.of()), kind, ALICE, MAIN, Outcome.Success.SUCCESS, payload);
    }

    /** The store, with a note of the blocks whose commits are read. */
    private Store watched() {
        return (Store) Proxy.newProxyInstance(
                Store.class.getClassLoader(), new Class<?>[] {Store.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("commits")) {
                        read.add((BlockRange) arguments[1]);
                    }
                    try {
                        return method.invoke(store, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
