package io.weighbridge.bench;

import io.weighbridge.backfill.Backfill;
import io.weighbridge.backfill.BackfillResult;
import io.weighbridge.backfill.PrunedBlocks;
import io.weighbridge.backfill.Strategies;
import io.weighbridge.backfill.jump.Proof;
import io.weighbridge.backfill.jump.ProofLevel;
import io.weighbridge.chain.BlockRange;
import io.weighbridge.testing.Ingests;
import io.weighbridge.testing.LongChain;
import io.weighbridge.testing.LongChain.Way;
import io.weighbridge.testing.MemoryStore;
import io.weighbridge.testing.Meter;
import io.weighbridge.weights.Tracked;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * What it costs to find everything that one validator did: an attempt every 360 blocks on average of which 2 % fail, noise
 * of others, each answer late by a latency, no limit of requests. Prints jump beside scan, and what the requests were for;
 * scan is measured on a part.
 */
public final class JumpBenchmark {

    private static final int SCANNED = 5000;
    private static final int EVERY = 360;
    private static final int SUBNETS = 16;

    private JumpBenchmark() {}

    /** Arguments: blocks, latency in milliseconds. */
    public static void main(String[] args) {
        int blocks = args.length > 0 ? Math.max(SCANNED, Integer.parseInt(args[0])) : 100_000;
        var latency = Duration.ofMillis(args.length > 1 ? Integer.parseInt(args[1]) : 50);
        System.out.printf(
                Locale.ROOT,
                "%-24s %9s %7s %9s %8s %8s %9s   %s%n",
                "",
                "blocks",
                "facts",
                "requests",
                "per fact",
                "seconds",
                "blocks/s",
                "for");
        jump("jump", ProofLevel.PROVED, blocks, new LongChain(1, blocks, EVERY, 2, latency, 1, Way.SET));
        jump("jump --no-proof", ProofLevel.EFFECTS, blocks, new LongChain(1, blocks, EVERY, 2, latency, 1, Way.SET));
        jump(
                "jump, timelocked",
                ProofLevel.PROVED,
                blocks,
                new LongChain(1, blocks, EVERY, 2, latency, 1, Way.TIMELOCKED));
        jump(
                "jump, commits by hash",
                ProofLevel.PROVED,
                blocks,
                new LongChain(1, blocks, EVERY, 2, latency, 1, Way.BY_HASH));
        jump(
                "jump, one of 16 subnets",
                ProofLevel.PROVED,
                blocks,
                new LongChain(1, blocks, EVERY / SUBNETS, 2, latency, SUBNETS, Way.SET));
        jump("jump, every 5 blocks", ProofLevel.PROVED, SCANNED, new LongChain(1, blocks, 5, 2, latency, 1, Way.SET));
        var scanned = new LongChain(1, blocks, EVERY, 2, latency, 1, Way.SET);
        run("scan", Strategies.SCAN, ProofLevel.PROVED, SCANNED, scanned);
    }

    private static void jump(String name, ProofLevel proofLevel, int blocks, LongChain chain) {
        BackfillResult result = run(name, Strategies.JUMP, proofLevel, blocks, chain);
        boolean proved = result.proofs().stream()
                .allMatch(proof -> proof.holds() && proof.otherWeights().isEmpty());
        long facts = result.progress().facts();
        if (!proved || (proofLevel == ProofLevel.PROVED && facts != chain.facts(blocks))) {
            throw new IllegalStateException(
                    "expected " + chain.facts(blocks) + " facts with their proof, found " + facts);
        }
    }

    private static BackfillResult run(
            String name, Strategies strategy, ProofLevel proofLevel, int blocks, LongChain chain) {
        ExecutorService writer = Executors.newSingleThreadExecutor();
        try {
            var meter = new Meter(chain);
            var store = new MemoryStore();
            var ingest = Ingests.of(
                    meter, store, store, new Tracked(Set.of(LongChain.NETUID), Set.of(LongChain.HOTKEY)), writer);
            long began = System.nanoTime();
            BackfillResult result = new Backfill(ingest, strategy, proofLevel, List.of(), PrunedBlocks.REFUSED)
                    .run(new BlockRange(1, blocks))
                    .blockingGet();
            double seconds = (System.nanoTime() - began) / 1e9;
            long acts = acts(result);
            System.out.printf(
                    Locale.ROOT,
                    "%-24s %9d %7d %9d %8.2f %8.1f %9.0f   %s%n",
                    name,
                    blocks,
                    acts,
                    meter.total(),
                    (double) meter.total() / acts,
                    seconds,
                    blocks / seconds,
                    meter);
            return result;
        } finally {
            writer.shutdown();
        }
    }

    /** Facts; where a hotkey signs for other subnets too, all extrinsics that were found. */
    private static long acts(BackfillResult result) {
        long extrinsics = result.proofs().stream()
                .map(Proof::evidence)
                .mapToLong(evidence -> evidence.extrinsics())
                .sum();
        return Math.max(extrinsics, result.progress().facts());
    }
}
