package io.weighbridge.follow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weighbridge.backfill.Backfill;
import io.weighbridge.backfill.Strategies;
import io.weighbridge.chain.AccountId;
import io.weighbridge.chain.BlockRange;
import io.weighbridge.chain.Netuid;
import io.weighbridge.reconcile.Reconciling;
import io.weighbridge.reconcile.Rules;
import io.weighbridge.reconcile.StoredChain;
import io.weighbridge.source.replay.Recording;
import io.weighbridge.source.replay.ReplaySource;
import io.weighbridge.store.FactQuery;
import io.weighbridge.store.Ledger;
import io.weighbridge.store.LedgerRow;
import io.weighbridge.store.Store.OpenedCommit;
import io.weighbridge.store.Store.StoredCommit;
import io.weighbridge.store.Store.StoredFact;
import io.weighbridge.store.sqlite.SqliteLedger;
import io.weighbridge.store.sqlite.SqliteOptions;
import io.weighbridge.store.sqlite.SqliteStore;
import io.weighbridge.testing.ForwardingLedger;
import io.weighbridge.testing.Ingests;
import io.weighbridge.testing.SharedData;
import io.weighbridge.weights.Tracked;
import io.weighbridge.weights.WeightFact;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The commits of a real runtime: by hash with the queue that was recorded, timelocked without the subnet's tempo. */
class RecordedCommitsTest {

    private static final Tracked TRACKED = new Tracked(
            Set.of(new Netuid(30)), Set.of(AccountId.fromSs58("5GZ3qrcMR5Zr2KPQiMBf5fQ3QaeRqbs6TsWaACq6Yi4gZy2m")));

    /**
     * Commit blocks with what the extrinsics and the queues of the recording show to have become of them. Of the three
     * timelocked ones only the second is a ciphertext at all.
     */
    private static final List<String> TRUTH = List.of(
            "117 expired",
            "159 revealed by 180",
            "159 revealed by 181",
            "183 revealed by 202",
            "183 expired",
            "203 revealed by 222",
            "203 revealed by 222",
            "203 revealed by 222",
            "327 expired",
            "369 revealed by 390",
            "369 revealed by 391",
            "393 revealed by 412",
            "393 expired",
            "413 revealed by 432",
            "413 revealed by 432",
            "413 revealed by 432",
            "437 unknown",
            "438 revealed by 451",
            "439 unknown");

    private final ExecutorService writer = Executors.newSingleThreadExecutor();

    @TempDir
    private Path folder;

    @AfterEach
    void stopTheWriter() {
        writer.shutdownNow();
    }

    @Test
    void theRecordedCommitsEndAsTheChainSaysWhateverTheOrderOfBlocks() {
        Recording recording = Recording.read(SharedData.path("recordings/spec-218-293.jsonl.gz"));
        long last = recording.last().number();

        assertThat(commits("forth", recording, List.of(new BlockRange(0, last))))
                .containsExactlyElementsOf(TRUTH);
        assertThat(commits("back", recording, List.of(new BlockRange(400, last), new BlockRange(0, 399))))
                .containsExactlyElementsOf(TRUTH);
    }

    @Test
    void rowsOfCommitsShowTheirWeightsFromTheRevealOnWhateverTheOrderOfBlocks() {
        Recording recording = Recording.read(SharedData.path("recordings/spec-218-293.jsonl.gz"));
        long last = recording.last().number();
        List<BlockRange> back = List.of(
                new BlockRange(425, last),
                new BlockRange(400, 424),
                new BlockRange(190, 399),
                new BlockRange(170, 189),
                new BlockRange(0, 169));

        Map<String, String> forth = rows("forth", recording, List.of(new BlockRange(0, last)));

        assertThat(forth.values().stream()
                        .filter(row -> !row.endsWith(" [] {}"))
                        .toList())
                .hasSize(13)
                .contains("413 [24, 38, 45, 55] {\"24\": 0.3, \"38\": 0.2, \"45\": 0.3, \"55\": 0.2}");
        assertThat(rows("back", recording, back)).isEqualTo(forth);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 6})
    void rowsThatACrashLeftBehindAreMadeUpForAtTheNextStart(int calls) {
        Recording recording = Recording.read(SharedData.path("recordings/spec-218-293.jsonl.gz"));
        var all = List.of(new BlockRange(0, recording.last().number()));
        try (var store = SqliteStore.open(folder.resolve("crashed.db"), SqliteOptions.DEFAULTS);
                var ledger = SqliteLedger.inStore(store);
                var source = new ReplaySource(recording)) {
            var dying = new DyingLedger(ledger, calls);
            assertThatThrownBy(() -> index(source, store, dying, all)).hasMessage("died");
        }

        assertThat(rows("crashed", recording, all)).isEqualTo(rows("whole", recording, all));
    }

    /** Dies before it shows what came into the open. */
    private static final class DyingLedger extends ForwardingLedger {

        private int callsLeft;

        DyingLedger(Ledger ledger, int calls) {
            super(ledger);
            this.callsLeft = calls;
        }

        @Override
        public int showOpened(List<StoredFact> commits, List<OpenedCommit> opened) {
            if (callsLeft-- <= 0) {
                throw new IllegalStateException("died");
            }
            return super.showOpened(commits, opened);
        }
    }

    /** The rows of commits, by fact. */
    private Map<String, String> rows(String name, Recording recording, List<BlockRange> parts) {
        try (var store = SqliteStore.open(folder.resolve(name + ".db"), SqliteOptions.DEFAULTS);
                var ledger = SqliteLedger.inStore(store);
                var source = new ReplaySource(recording)) {
            index(source, store, ledger, parts);
            Set<String> commits = store.facts(FactQuery.of(TRACKED, FactQuery.ALL_BLOCKS)).stream()
                    .filter(stored -> stored.fact().kind() == WeightFact.Kind.COMMIT)
                    .map(stored -> stored.fact().key())
                    .collect(Collectors.toSet());
            assertThat(whatReconcilingWouldStillDo(store, ledger)).isEmpty();
            return ledger.rows(FactQuery.of(TRACKED, FactQuery.ALL_BLOCKS)).stream()
                    .filter(row -> commits.contains(row.fact()))
                    .collect(Collectors.toMap(
                            LedgerRow::fact,
                            row -> row.blockNumber() + " " + row.uidsJson() + " " + row.weightsJson()));
        }
    }

    private static List<?> whatReconcilingWouldStillDo(SqliteStore store, SqliteLedger ledger) {
        StoredChain chain = StoredChain.of(store, TRACKED, Instant.EPOCH);
        Rules rules = Rules.defaults(
                TRACKED.netuids().iterator().next(),
                TRACKED.hotkeys().iterator().next());
        return new Reconciling(ledger, rules)
                .plan(chain.head(), chain.knowledge())
                .steps();
    }

    private void index(ReplaySource source, SqliteStore store, Ledger ledger, List<BlockRange> parts) {
        var ingest = Ingests.of(source, store, ledger, TRACKED, writer);
        parts.forEach(part ->
                new Backfill(ingest, Strategies.SCAN).run(part).ignoreElement().blockingAwait());
    }

    private List<String> commits(String name, Recording recording, List<BlockRange> parts) {
        try (var store = SqliteStore.open(folder.resolve(name + ".db"), SqliteOptions.DEFAULTS);
                var ledger = SqliteLedger.inStore(store);
                var source = new ReplaySource(recording)) {
            index(source, store, ledger, parts);
            Map<Long, StoredFact> facts = store.facts(FactQuery.of(TRACKED, FactQuery.ALL_BLOCKS)).stream()
                    .collect(Collectors.toMap(StoredFact::id, Function.identity()));
            assertThat(store.openedCommits(TRACKED)).hasSize((int) TRUTH.stream()
                    .filter(line -> line.contains("revealed") && !line.contains("ambiguous"))
                    .count());
            return store.commits(TRACKED).stream()
                    .map(commit -> line(commit, facts))
                    .toList();
        }
    }

    private static String line(StoredCommit commit, Map<Long, StoredFact> facts) {
        StoredFact reveal = facts.get(commit.life().revealedBy());
        return commit.life().commit().block() + " " + commit.state().word()
                + (reveal == null ? "" : " by " + reveal.fact().block().number())
                + (commit.life().ambiguous() ? ", ambiguous" : "");
    }
}
