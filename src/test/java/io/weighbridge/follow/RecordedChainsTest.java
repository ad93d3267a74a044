package io.weighbridge.follow;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Single;
import io.weighbridge.backfill.Backfill;
import io.weighbridge.backfill.BackfillResult;
import io.weighbridge.backfill.Strategies;
import io.weighbridge.chain.AccountId;
import io.weighbridge.chain.BlockRange;
import io.weighbridge.chain.BlockRef;
import io.weighbridge.chain.Hash;
import io.weighbridge.chain.Netuid;
import io.weighbridge.ingest.Ingest;
import io.weighbridge.source.ChainSource;
import io.weighbridge.source.ForwardingSource;
import io.weighbridge.source.RuntimeVersion;
import io.weighbridge.source.replay.Recording;
import io.weighbridge.source.replay.ReplaySource;
import io.weighbridge.store.FactQuery;
import io.weighbridge.store.Store.StoredFact;
import io.weighbridge.store.sqlite.SqliteLedger;
import io.weighbridge.store.sqlite.SqliteOptions;
import io.weighbridge.store.sqlite.SqliteStore;
import io.weighbridge.testing.Ingests;
import io.weighbridge.testing.Patience;
import io.weighbridge.testing.SharedData;
import io.weighbridge.weights.Tracked;
import io.weighbridge.weights.WeightFact;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Chains of real runtimes with upgrades in the middle that no header tells of, on real threads, into a real database. */
class RecordedChainsTest {

    private final ExecutorService writer = Executors.newSingleThreadExecutor();

    @TempDir
    private Path folder;

    private Tracked tracked = Tracked.EVERYTHING;

    @AfterEach
    void stopTheWriter() throws InterruptedException {
        writer.shutdown();
        assertThat(writer.awaitTermination(Patience.SECONDS, TimeUnit.SECONDS)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "spec-103-119-143, 8, 5GNB69niNuFK2to21oTBrvAaiwC1yyT6tqmYtGuGHo9QFvcZ",
        "spec-218-293, 30, 5GZ3qrcMR5Zr2KPQiMBf5fQ3QaeRqbs6TsWaACq6Yi4gZy2m"
    })
    void followingAndBackfillingGiveTheSameStoreAndTheSecondTimeChangesNothing(String name, int netuid, String hotkey) {
        tracked = new Tracked(Set.of(new Netuid(netuid)), Set.of(AccountId.fromSs58(hotkey)));
        Recording recording = Recording.read(SharedData.path("recordings/" + name + ".jsonl.gz"));
        long last = recording.last().number();

        Content backfilled = open("backfilled", recordingFrom(recording, last), this::backfill);
        Content again = open("backfilled", recordingFrom(recording, last), this::backfill);
        Content followed = open("followed", recordingFrom(recording, last), this::follow);
        Content step = open("step by step", recordingFrom(recording, 1), this::follow);

        assertThat(backfilled.facts()).isNotEmpty();
        assertThat(backfilled.parked()).isZero();
        assertThat(again).isEqualTo(backfilled);
        assertThat(followed).isEqualTo(backfilled);
        assertThat(step).isEqualTo(backfilled);
        assertThat(backfilled.facts())
                .allSatisfy(stored -> assertThat(stored.fact().specVersion()).isEqualTo(executedBy(recording, stored)));
    }

    private static int executedBy(Recording recording, StoredFact stored) {
        WeightFact fact = stored.fact();
        return recording.runtime(fact.block().number() - 1).version().specVersion();
    }

    private Content open(String name, Counting source, Work work) {
        try (var store = SqliteStore.open(folder.resolve(name + ".db"), SqliteOptions.DEFAULTS);
                var ledger = SqliteLedger.inStore(store)) {
            var ingest = Ingests.of(source, store, ledger, tracked, writer);
            work.with(ingest, source);
            var everything = new BlockRange(0, source.last());
            return new Content(
                    store.facts(FactQuery.of(tracked, everything)),
                    ledger.rows(FactQuery.of(tracked, everything)).size(),
                    store.coverage(tracked).size(),
                    store.parkedBlocks().size());
        }
    }

    private void backfill(Ingest ingest, Counting source) {
        BackfillResult result = new Backfill(ingest, Strategies.SCAN)
                .run(new BlockRange(0, source.last()))
                .blockingGet();
        assertThat(result.gaps().isEmpty()).isTrue();
        assertThat(source.versions.get()).isLessThan(2 + 2 * 11);
    }

    private void follow(Ingest ingest, Counting source) {
        var follower = new Follower(ingest, FollowOptions.DEFAULT.from(0));
        Completable covered = Flowable.interval(5, TimeUnit.MILLISECONDS)
                .onBackpressureDrop()
                .concatMapSingle(tick -> ingest.lookUp(store -> store.coverage(tracked)), 1)
                .filter(coverage -> coverage.contains(source.last()))
                .firstElement()
                .ignoreElement()
                .doOnComplete(follower::stop);
        Completable.mergeArray(follower.run(), covered).blockingAwait();
    }

    private static Counting recordingFrom(Recording recording, long firstHead) {
        return new Counting(new ReplaySource(recording), recording, firstHead);
    }

    /** What has to be done. */
    private interface Work {
        void with(Ingest ingest, Counting source);
    }

    /** What is in a store after it. */
    private record Content(List<StoredFact> facts, int rows, long covered, int parked) {}

    /** Counts questions for the runtime, and finalizes the blocks from a first head on three by three. */
    private static final class Counting extends ForwardingSource {

        private final Recording recording;
        private final long firstHead;
        private final AtomicInteger versions = new AtomicInteger();

        Counting(ChainSource source, Recording recording, long firstHead) {
            super(source);
            this.recording = recording;
            this.firstHead = firstHead;
        }

        long last() {
            return recording.last().number();
        }

        @Override
        public Flowable<BlockRef> finalizedHeads() {
            return Flowable.rangeLong(firstHead, last() - firstHead + 1)
                    .filter(number -> number % 3 == 0 || number == last())
                    .concatMapSingle(number -> Single.just(
                                    recording.blocks().get(number.intValue()).ref())
                            .delay(1, TimeUnit.MILLISECONDS))
                    .concatWith(Flowable.never());
        }

        @Override
        public Single<RuntimeVersion> runtimeVersion(Hash block) {
            versions.incrementAndGet();
            return source().runtimeVersion(block);
        }
    }
}
