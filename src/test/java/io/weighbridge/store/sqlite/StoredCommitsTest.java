package io.weighbridge.store.sqlite;

import static io.weighbridge.store.FactSamples.ALICE;
import static io.weighbridge.store.FactSamples.BOB;
import static io.weighbridge.store.FactSamples.SUBNET;
import static io.weighbridge.store.FactSamples.hash;
import static org.assertj.core.api.Assertions.assertThat;

import io.weighbridge.calls.Outcome;
import io.weighbridge.chain.AccountId;
import io.weighbridge.chain.BlockRange;
import io.weighbridge.chain.MechanismId;
import io.weighbridge.chain.StorageIndex;
import io.weighbridge.runtime.DispatchError;
import io.weighbridge.scale.Bytes;
import io.weighbridge.store.CommitSummary;
import io.weighbridge.store.FactQuery;
import io.weighbridge.store.FactSamples;
import io.weighbridge.store.Store.Increment;
import io.weighbridge.store.Store.OpenedCommit;
import io.weighbridge.store.Store.StoredCommit;
import io.weighbridge.store.Store.StoredFact;
import io.weighbridge.weights.Payload;
import io.weighbridge.weights.Position;
import io.weighbridge.weights.RevealWindow;
import io.weighbridge.weights.Tracked;
import io.weighbridge.weights.WeightFact;
import io.weighbridge.weights.WeightFact.Kind;
import io.weighbridge.weights.commit.CommitState;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commits and reveals that come into the store in any order. */
class StoredCommitsTest {

    private static final StorageIndex MAIN = new StorageIndex(SUBNET, MechanismId.MAIN);
    private static final StorageIndex SECOND = new StorageIndex(SUBNET, new MechanismId(1));
    private static final Tracked TRACKED = new Tracked(Set.of(SUBNET), Set.of());
    private static final Payload.Weights WEIGHTS = new Payload.Weights(List.of(1, 2), List.of(10, 20), 7);
    private static final Payload.Stored STORED = new Payload.Stored(List.of(3), List.of(65535));

    /** Every state at least once, for two hotkeys and two mechanisms. */
    private static final List<WeightFact> FACTS = List.of(
            commit(100, ALICE, MAIN, "dropped", 200, 220),
            commit(101, ALICE, MAIN, "opened", 200, 220),
            commit(102, ALICE, SECOND, "opened", 200, 220),
            commit(103, BOB, MAIN, "opened", 200, 220),
            timelocked(110, ALICE, MAIN, "first", 300, 320),
            timelocked(111, ALICE, MAIN, "lost", 321, 341),
            timelocked(112, ALICE, MAIN, "one of two", 342, 362),
            timelocked(113, ALICE, MAIN, "other of two", 342, 362),
            reveal(210, ALICE, MAIN, "opened"),
            chainReveal(303, ALICE, MAIN),
            chainReveal(345, ALICE, MAIN),
            timelocked(390, ALICE, MAIN, "waits", 390, 420),
            commit(395, BOB, MAIN, "no window"));

    private static final Map<String, String> STATES = new TreeMap<>(Map.ofEntries(
            Map.entry("100", "overwritten"),
            Map.entry("101", "revealed by 210"),
            Map.entry("102", "expired"),
            Map.entry("103", "expired"),
            Map.entry("110", "revealed by 303"),
            Map.entry("111", "lost"),
            Map.entry("112", "revealed by 345?"),
            Map.entry("113", "lost?"),
            Map.entry("390", "pending"),
            Map.entry("395", "unknown")));

    @TempDir
    private Path folder;

    private SqliteStore store;

    @BeforeEach
    void open() {
        store = SqliteStore.open(folder.resolve("w.db"), SqliteOptions.DEFAULTS);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void whatBecameOfThemDoesNotDependOnTheOrderOfBlocks(long seed) {
        var shuffled = new ArrayList<>(FACTS);
        Collections.shuffle(shuffled, new Random(seed));
        shuffled.forEach(fact -> cover(fact.block().number(), fact.block().number(), List.of(fact)));
        cover(1, 400, List.of());

        assertThat(states()).isEqualTo(STATES);
        assertThat(links()).isEqualTo(Map.of(210L, 101L, 303L, 110L));
    }

    @Test
    void storingThemAgainChangesNothing() {
        cover(1, 400, FACTS);
        cover(1, 400, FACTS);

        assertThat(states()).isEqualTo(STATES);
        assertThat(links()).isEqualTo(Map.of(210L, 101L, 303L, 110L));
    }

    @Test
    void aLinkThatHasBecomeDoubtfulIsTakenBack() {
        cover(100, 400, List.of(timelocked(110, ALICE, MAIN, "a", 300, 320), chainReveal(303, ALICE, MAIN)));
        assertThat(links()).isEqualTo(Map.of(303L, 110L));

        cover(1, 99, List.of(timelocked(90, ALICE, MAIN, "b", 300, 320)));
        assertThat(links()).isEmpty();
        assertThat(store.openedCommits(TRACKED)).isEmpty();
    }

    @Test
    void linksFarFromNewFactsStayAsTheyAre() {
        cover(1, 400, FACTS);
        cover(1_000_000, 1_000_000, List.of(chainReveal(1_000_000, ALICE, MAIN)));
        cover(60_000, 60_000, List.of(chainReveal(60_000, ALICE, MAIN)));

        assertThat(links()).containsEntry(210L, 101L).containsEntry(303L, 110L);
    }

    @Test
    void aFailedCommitIsNone() {
        var failed = FactSamples.fact(
                100,
                Position.ofCall(4, List.of()),
                Kind.COMMIT,
                ALICE,
                MAIN,
                new Outcome.Failed(new DispatchError("SubtensorModule.CommittingWeightsTooFast", "")),
                new Payload.HashCommit(hash("a")));
        cover(1, 400, List.of(failed));

        assertThat(store.commits(TRACKED)).isEmpty();
    }

    @Test
    void revealedCommitsComeWithTheirWeightsUnlessTheyAreInDoubt() {
        cover(1, 400, FACTS);

        assertThat(store.openedCommits(TRACKED))
                .containsExactly(
                        new OpenedCommit(FACTS.get(1).block(), FACTS.get(1).position(), WEIGHTS),
                        new OpenedCommit(FACTS.get(4).block(), FACTS.get(4).position(), STORED));
        assertThat(store.openedCommits(new Tracked(Set.of(SUBNET), Set.of(BOB))))
                .isEmpty();
    }

    @Test
    void commitsAreCountedAndTheOldestPendingIsNamed() {
        cover(1, 400, FACTS);
        CommitSummary summary = CommitSummary.of(store.commits(TRACKED));

        assertThat(summary.total()).isEqualTo(10);
        assertThat(summary.count(CommitState.REVEALED)).isEqualTo(3);
        assertThat(summary.lost()).isEqualTo(4);
        assertThat(summary.oldestPending()).hasSize(1);
        assertThat(CommitSummary.lastBlock(summary.oldestPending().get(0))).isEqualTo(420);
    }

    @Test
    void thousandsOfCommitsAreUnderstoodInOneGo() {
        var many = new ArrayList<WeightFact>();
        for (int n = 0; n < 13_000; n++) {
            long block = 10 + 21L * n;
            many.add(timelocked(block, ALICE, MAIN, "commit " + n, block + 21, block + 41));
            many.add(chainReveal(block + 23, ALICE, MAIN));
        }
        cover(1, 300_000, many);

        assertThat(store.commits(TRACKED))
                .hasSize(13_000)
                .allSatisfy(commit -> assertThat(commit.state()).isEqualTo(CommitState.REVEALED));
        assertThat(store.openedCommits(TRACKED)).hasSize(13_000);
    }

    @Test
    void commitsOfSomeBlocksAreThoseAmongAll() {
        var apart = new ArrayList<>(FACTS);
        for (int n = 1; n <= 40; n++) {
            long block = 1_000 + 20_000L * n;
            apart.add(timelocked(block, ALICE, MAIN, "commit " + n, block + 40_000, block + 40_020));
            if (n % 7 != 0) {
                apart.add(chainReveal(block + 40_010, ALICE, MAIN));
            }
        }
        cover(1, 1_000_000, apart);
        List<StoredCommit> all = store.commits(TRACKED);

        for (var blocks : List.of(
                new BlockRange(0, 99),
                new BlockRange(101, 111),
                new BlockRange(112, 300_000),
                new BlockRange(141_000, 141_000),
                new BlockRange(700_000, FactQuery.ALL_BLOCKS.last()))) {
            assertThat(store.commits(TRACKED, blocks))
                    .isEqualTo(all.stream()
                            .filter(commit ->
                                    blocks.contains(commit.life().commit().block()))
                            .toList());
        }
        assertThat(store.commits(TRACKED, new BlockRange(141_000, 141_000)))
                .singleElement()
                .satisfies(commit -> assertThat(commit.state()).isEqualTo(CommitState.LOST));
    }

    private void cover(long first, long last, List<WeightFact> facts) {
        store.commit(new Increment(TRACKED, new BlockRange(first, last), "scan", facts));
    }

    private Map<String, String> states() {
        Map<Long, StoredFact> facts = facts();
        return store.commits(TRACKED).stream()
                .collect(Collectors.toMap(
                        commit -> String.valueOf(commit.life().commit().block()),
                        commit -> {
                            StoredFact reveal = facts.get(commit.life().revealedBy());
                            return commit.state().word()
                                    + (reveal == null
                                            ? ""
                                            : " by " + reveal.fact().block().number())
                                    + (commit.life().ambiguous() ? "?" : "");
                        },
                        (one, other) -> one + other,
                        TreeMap::new));
    }

    /** The blocks of reveals and their commits, by the column that links them. */
    private Map<Long, Long> links() {
        return store
                .file()
                .read(
                        "reading links",
                        handle -> handle.createQuery("SELECT r.block_number AS reveal, c.block_number AS made "
                                        + "FROM facts r JOIN facts c ON c.id = r.commit_fact_id")
                                .map((row, context) -> Map.entry(row.getLong("reveal"), row.getLong("made")))
                                .list())
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private Map<Long, StoredFact> facts() {
        return store.facts(FactQuery.of(TRACKED, FactQuery.ALL_BLOCKS)).stream()
                .collect(Collectors.toMap(StoredFact::id, Function.identity()));
    }

    private static WeightFact commit(long block, AccountId hotkey, StorageIndex index, String name, long... window) {
        return success(block, Kind.COMMIT, hotkey, index, new Payload.HashCommit(hash(name), window(window)));
    }

    private static WeightFact timelocked(
            long block, AccountId hotkey, StorageIndex index, String name, long... window) {
        return success(
                block,
                Kind.COMMIT,
                hotkey,
                index,
                new Payload.TimelockedCommit(hash(name), Bytes.EMPTY, 1000, 4, window(window)));
    }

    private static WeightFact reveal(long block, AccountId hotkey, StorageIndex index, String name) {
        return success(block, Kind.REVEAL, hotkey, index, new Payload.Revealed(WEIGHTS, hash(name)));
    }

    private static WeightFact chainReveal(long block, AccountId hotkey, StorageIndex index) {
        return success(block, Kind.AUTO_REVEAL, hotkey, index, STORED);
    }

    private static RevealWindow window(long... blocks) {
        return blocks.length == 0 ? RevealWindow.Unknown.UNKNOWN : new RevealWindow.Blocks(blocks[0], blocks[1]);
    }

    private static WeightFact success(long block, Kind kind, AccountId hotkey, StorageIndex index, Payload payload) {
        return FactSamples.fact(
                block, Position.ofCall(4, List.of()), kind, hotkey, index, Outcome.Success.SUCCESS, payload);
    }
}
