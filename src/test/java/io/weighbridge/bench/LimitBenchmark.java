package io.weighbridge.bench;

import io.weighbridge.backfill.Backfill;
import io.weighbridge.backfill.PrunedBlocks;
import io.weighbridge.backfill.Strategies;
import io.weighbridge.backfill.jump.ProofLevel;
import io.weighbridge.chain.BlockRange;
import io.weighbridge.chain.Netuid;
import io.weighbridge.devnet.Devnet;
import io.weighbridge.devnet.DevnetOptions;
import io.weighbridge.devnet.actor.Scenario;
import io.weighbridge.devnet.rpc.Manners;
import io.weighbridge.ingest.BlockDecoder;
import io.weighbridge.ingest.Ingest;
import io.weighbridge.ingest.IngestOptions;
import io.weighbridge.ingest.IngestSchedulers;
import io.weighbridge.ingest.ProgressListener;
import io.weighbridge.ingest.Rows;
import io.weighbridge.source.SourceListener;
import io.weighbridge.source.rpc.Endpoint;
import io.weighbridge.source.rpc.RpcOptions;
import io.weighbridge.source.rpc.RpcSource;
import io.weighbridge.testing.MemoryStore;
import io.weighbridge.weights.Tracked;
import io.weighbridge.weights.WeightFact;
import io.weighbridge.weights.WeightReader;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Jumps along a devnet over its socket, under its limit, which nobody tells in advance: how much of the limit is used, how
 * soon the first piece is stored, and how long a year would take at that rate.
 */
public final class LimitBenchmark {

    private static final Netuid NETUID = new Netuid(19);
    private static final int TEMPO = 360;
    private static final int YEAR = 2_628_000;

    private LimitBenchmark() {}

    /** Arguments: blocks, requests a minute that the devnet takes, latency in milliseconds. */
    public static void main(String[] args) {
        int blocks = args.length > 0 ? Integer.parseInt(args[0]) : 40_000;
        int limit = args.length > 1 ? Integer.parseInt(args[1]) : 100;
        var latency = Duration.ofMillis(args.length > 2 ? Integer.parseInt(args[2]) : 50);
        Scenario scenario = Scenario.withSeed(1)
                .withNetuids(List.of(NETUID))
                .withTempo(TEMPO, TEMPO / 3)
                .withUpgradeAt(0);
        var manners = Manners.KIND.withLatency(latency).withLimit(new Manners.Limit(limit, Duration.ofMinutes(1)));
        try (var devnet =
                Devnet.start(DevnetOptions.still(scenario, blocks + 10L).withManners(manners))) {
            measure(devnet, blocks, limit);
        }
    }

    private static void measure(Devnet devnet, int blocks, int limit) {
        var heard = new Heard();
        ExecutorService writer = Executors.newSingleThreadExecutor();
        try (var source = RpcSource.of(RpcOptions.of(List.of(new Endpoint(devnet.uri()))), heard)) {
            var store = new MemoryStore();
            var tracked = new Tracked(Set.of(NETUID), Set.of(devnet.trackedHotkey()));
            var ingest = new Ingest(
                    source,
                    store,
                    Rows.inserted(store, store, tracked),
                    BlockDecoder.of(new WeightReader(tracked)),
                    IngestOptions.DEFAULT,
                    IngestSchedulers.of(writer),
                    heard);
            var unused = new Backfill(ingest, Strategies.JUMP, ProofLevel.PROVED, List.of(), PrunedBlocks.REFUSED)
                    .run(new BlockRange(1, blocks))
                    .blockingGet();
            heard.print(blocks, limit, store.facts().size());
        } finally {
            writer.shutdown();
        }
    }

    /** Counts answers and refusals, and notes when something was stored first. */
    private static final class Heard implements SourceListener, ProgressListener {

        private final long began = System.nanoTime();
        private final AtomicLong answered = new AtomicLong();
        private final AtomicLong refused = new AtomicLong();
        private final AtomicLong firstStored = new AtomicLong();

        @Override
        public void requestEnded(String endpoint, String method, String result, Duration took) {
            (result.equals("ok") ? answered : refused).incrementAndGet();
        }

        @Override
        public void stored(Lane lane, BlockRange covered, List<WeightFact> facts) {
            firstStored.compareAndSet(0, System.nanoTime() - began);
        }

        void print(int blocks, int limit, int facts) {
            double minutes = (System.nanoTime() - began) / 60e9;
            double rate = answered.get() / minutes;
            System.out.printf(
                    Locale.ROOT,
                    "%d blocks, %d facts: %d requests answered, %d refused, %.2f a fact, in %.1f minutes%n",
                    blocks,
                    facts,
                    answered.get(),
                    refused.get(),
                    (double) answered.get() / facts,
                    minutes);
            System.out.printf(
                    Locale.ROOT,
                    "%.1f requests a minute, %.0f %% of the limit; %.0f blocks a second; first piece stored after %.1f minutes%n",
                    rate,
                    100 * rate / limit,
                    blocks / minutes / 60,
                    firstStored.get() / 60e9);
            System.out.printf(
                    Locale.ROOT,
                    "a year (%d blocks) of such blocks at that rate: %.1f hours%n",
                    YEAR,
                    minutes / 60 * YEAR / blocks);
        }
    }
}
