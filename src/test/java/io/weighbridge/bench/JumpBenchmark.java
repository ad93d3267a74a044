package io.weighbridge.bench;

import io.weighbridge.backfill.Backfill;
import io.weighbridge.backfill.BackfillResult;
import io.weighbridge.backfill.Strategies;
import io.weighbridge.backfill.Unkept;
import io.weighbridge.backfill.jump.Rigour;
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
import java.util.List;
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
                "%-22s %10s %10s %8s %10s %17s %9s %12s%n",
                "",
                "blocks",
                "extrinsics",
                "facts",
                "requests",
                "requests/extrinsic",
                "seconds",
                "blocks/s");
        run("jump", new LongChain(1, blocks, 360, 2, latency), Strategies.JUMP, Rigour.PROVED, blocks);
        run("jump, no proof", new LongChain(1, blocks, 360, 2, latency), Strategies.JUMP, Rigour.EFFECTS, blocks);
        run(
                "jump, one subnet of 16",
                new LongChain(1, blocks, 22, 2, latency, 16),
                Strategies.JUMP,
                Rigour.PROVED,
                blocks);
        run(
                "scan",
                new LongChain(1, blocks, 360, 2, latency),
                Strategies.SCAN,
                Rigour.PROVED,
                Math.min(blocks, SCANNED));
    }

    private static void run(String name, LongChain chain, Strategies strategy, Rigour rigour, int blocks) {
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
            BackfillResult result = new Backfill(ingest, strategy, rigour, List.of(), Unkept.REFUSED)
                    .run(new BlockRange(1, blocks))
                    .blockingGet();
            double seconds = (System.nanoTime() - began) / 1e9;
            long facts = result.progress().facts();
            long extrinsics = result.proofs().stream()
                    .mapToLong(proof -> proof.evidence().extrinsics())
                    .sum();
            long acts = Math.max(extrinsics, facts);
            System.out.printf(
                    Locale.ROOT,
                    "%-22s %10d %10d %8d %10d %17.2f %9.1f %12.0f%n",
                    name,
                    blocks,
                    acts,
                    facts,
                    chain.requests(),
                    (double) chain.requests() / acts,
                    seconds,
                    blocks / seconds);
            check(result, chain, strategy, rigour);
        } finally {
            writer.shutdown();
        }
    }

    private static void check(BackfillResult result, LongChain chain, Strategies strategy, Rigour rigour) {
        boolean proved = result.proofs().stream()
                .allMatch(proof -> proof.holds() && proof.otherWeights().isEmpty());
        long facts = result.progress().facts();
        boolean whole = facts == chain.attemptsOnFirst();
        if (!proved || (strategy == Strategies.JUMP && rigour == Rigour.PROVED && !whole)) {
            throw new IllegalStateException(
                    "expected " + chain.attemptsOnFirst() + " facts with their proof, found " + facts);
        }
    }
}
