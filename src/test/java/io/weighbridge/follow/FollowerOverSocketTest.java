package io.weighbridge.follow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.reactivex.rxjava3.observers.TestObserver;
import io.weighbridge.backfill.Backfill;
import io.weighbridge.backfill.Strategies;
import io.weighbridge.chain.AccountId;
import io.weighbridge.chain.BlockRange;
import io.weighbridge.chain.Netuid;
import io.weighbridge.ingest.Backoff;
import io.weighbridge.ingest.BlockDecoder;
import io.weighbridge.ingest.FaultPolicy;
import io.weighbridge.ingest.Ingest;
import io.weighbridge.ingest.IngestOptions;
import io.weighbridge.ingest.IngestSchedulers;
import io.weighbridge.ingest.ProgressListener;
import io.weighbridge.ingest.Rows;
import io.weighbridge.source.ChainSource;
import io.weighbridge.source.SourceListener;
import io.weighbridge.source.replay.Recording;
import io.weighbridge.source.replay.ReplaySource;
import io.weighbridge.source.rpc.Endpoint;
import io.weighbridge.source.rpc.RetryPolicy;
import io.weighbridge.source.rpc.RpcOptions;
import io.weighbridge.source.rpc.RpcSource;
import io.weighbridge.testing.FakeChain;
import io.weighbridge.testing.FakeNode;
import io.weighbridge.testing.Fault;
import io.weighbridge.testing.MemoryStore;
import io.weighbridge.testing.Patience;
import io.weighbridge.testing.SharedData;
import io.weighbridge.weights.Tracked;
import io.weighbridge.weights.WeightReader;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A recorded chain, followed over a real socket while the node does everything wrong. */
class FollowerOverSocketTest {

    private static final Tracked TRACKED = new Tracked(
            Set.of(new Netuid(8)), Set.of(AccountId.fromSs58("5GNB69niNuFK2to21oTBrvAaiwC1yyT6tqmYtGuGHo9QFvcZ")));

    private final ExecutorService writer = Executors.newSingleThreadExecutor();
    private final Recording recording = Recording.read(SharedData.path("recordings/spec-103-119-143.jsonl.gz"));
    private final FakeNode node = FakeNode.serving(FakeChain.of(recording), 20);
    private final ChainSource source = RpcSource.of(
            RpcOptions.of(List.of(new Endpoint(node.uri())))
                    .withTrustBodies(true)
                    .withRetry(new RetryPolicy(
                            Duration.ofMillis(5), Duration.ofMillis(5), Duration.ofMillis(20), 0, 2, 100))
                    .withDeadlines(new RpcOptions.Deadlines(
                            Duration.ofSeconds(3), Duration.ofMinutes(1), Duration.ofMinutes(1))),
            SourceListener.NONE);
    private final MemoryStore store = new MemoryStore();

    @AfterEach
    void close() throws InterruptedException {
        source.close();
        node.close();
        writer.shutdown();
        assertThat(writer.awaitTermination(Patience.SECONDS, TimeUnit.SECONDS)).isTrue();
    }

    private Ingest ingest(ChainSource from, MemoryStore into) {
        var soon = new FaultPolicy(new Backoff(Duration.ofMillis(5), Duration.ofMillis(50)), 5);
        return new Ingest(
                from,
                into,
                Rows.inserted(into, into, TRACKED),
                BlockDecoder.of(new WeightReader(TRACKED)),
                IngestOptions.DEFAULT.withFaults(soon),
                IngestSchedulers.of(writer),
                ProgressListener.NONE);
    }

    private void awaitCovered(long block) {
        await().until(() -> store.coverage(TRACKED).contains(block));
    }

    @Test
    void storesTheSameAsABackfillOfTheRecordingWhateverTheNodeDoes() {
        long last = recording.last().number();
        var undisturbed = new MemoryStore();
        new Backfill(ingest(new ReplaySource(recording), undisturbed), Strategies.SCAN)
                .run(new BlockRange(0, last))
                .test()
                .awaitDone(Patience.SECONDS, TimeUnit.SECONDS)
                .assertComplete();
        var follower = new Follower(ingest(source, store), FollowOptions.DEFAULT.from(0));
        TestObserver<Void> running = follower.run().test();
        awaitCovered(20);

        node.inject("chain_getBlock", 3, new Fault.Close());
        node.inject("state_getStorage", 2, new Fault.CloseMidFrame());
        node.finalizeTo(60);
        awaitCovered(60);
        node.inject("chain_getBlockHash", 2, new Fault.ZeroHash());
        node.inject("chain_getBlock", 2, new Fault.LyingParent());
        node.inject("state_getRuntimeVersion", new Fault.Stall());
        node.finalizeEachTo(80);
        awaitCovered(80);
        node.stop();
        node.restart();
        node.dropConnections();
        node.announce(3);
        node.finalizeTo(130);
        awaitCovered(130);
        node.inject("state_getMetadata", 2, Fault.Refusal.throttled());
        node.announce(90);
        node.finalizeTo(last);
        awaitCovered(last);
        follower.stop();

        running.awaitDone(Patience.SECONDS, TimeUnit.SECONDS).assertComplete();
        assertThat(store.results()).isEqualTo(undisturbed.results());
        assertThat(store.facts()).isNotEmpty();
    }
}
