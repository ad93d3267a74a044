package io.weighbridge.bench;

import io.weighbridge.backfill.Backfill;
import io.weighbridge.backfill.BackfillResult;
import io.weighbridge.backfill.Strategies;
import io.weighbridge.backfill.jump.Proof;
import io.weighbridge.chain.BlockRange;
import io.weighbridge.ingest.BlockDecoder;
import io.weighbridge.ingest.Ingest;
import io.weighbridge.ingest.IngestOptions;
import io.weighbridge.ingest.IngestSchedulers;
import io.weighbridge.ingest.ProgressListener;
import io.weighbridge.testing.LongChain;
import io.weighbridge.testing.MemoryStore;
import io.weighbridge.weights.Tracked;
import io.weighbridge.weights.WeightReader;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * What it costs to find everything that one validator did: a set every 360 blocks on average of which 2 % fail, noise of
 * others, each answer late by a latency, no limit of requests. Prints jump beside scan; scan is measured on a part.
 */
public final class JumpBenchmark {

    private static final int SCANNED = 5000;

    private JumpBenchmark() {}

    /** Arguments: blocks, latency in milliseconds. */
    public static void main(String[] args) {
        int blocks = args.length > 0 ? Integer.parseInt(args[0]) : 100_000;
        var latency = Duration.ofMillis(args.length > 1 ? Integer.parseInt(args[1]) : 50);
        System.out.printf(
                Locale.ROOT,
                "%-6s %10s %8s %10s %14s %9s %12s%n",
                "",
                "blocks",
                "facts",
                "requests",
                "requests/fact",
                "seconds",
                "blocks/s");
        run(Strategies.JUMP, blocks, blocks, latency);
        run(Strategies.SCAN, blocks, Math.min(blocks, SCANNED), latency);
    }

    private static void run(Strategies strategy, int length, int blocks, Duration latency) {
        var chain = new LongChain(1, length, 360, 2, latency);
        ExecutorService writer = Executors.newSingleThreadExecutor();
        try {
            var store = new MemoryStore();
            var ingest = new Ingest(
                    chain,
                    store,
                    store,
                    BlockDecoder.of(new WeightReader(new Tracked(Set.of(LongChain.NETUID), Set.of(LongChain.HOTKEY)))),
                    IngestOptions.DEFAULT,
                    IngestSchedulers.of(writer),
                    ProgressListener.NONE);
            long began = System.nanoTime();
            BackfillResult result = new Backfill(ingest, strategy)
                    .run(new BlockRange(1, blocks))
                    .blockingGet();
            double seconds = (System.nanoTime() - began) / 1e9;
            long facts = result.progress().facts();
            System.out.printf(
                    Locale.ROOT,
                    "%-6s %10d %8d %10d %14.2f %9.1f %12.0f%n",
                    strategy.word(),
                    blocks,
                    facts,
                    chain.requests(),
                    (double) chain.requests() / facts,
                    seconds,
                    blocks / seconds);
            boolean proved = result.proofs().stream().allMatch(Proof::holds);
            if (strategy == Strategies.JUMP && (!proved || facts != chain.attempts())) {
                throw new IllegalStateException(
                        "expected " + chain.attempts() + " facts with their proof, found " + facts);
            }
        } finally {
            writer.shutdown();
        }
    }
}
