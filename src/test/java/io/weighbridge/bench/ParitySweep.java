package io.weighbridge.bench;

import io.reactivex.rxjava3.core.Scheduler;
import io.reactivex.rxjava3.schedulers.Schedulers;
import io.weighbridge.backfill.Backfill;
import io.weighbridge.backfill.BackfillResult;
import io.weighbridge.backfill.Strategies;
import io.weighbridge.backfill.jump.Proof;
import io.weighbridge.chain.BlockRange;
import io.weighbridge.chain.Netuid;
import io.weighbridge.devnet.actor.Cast;
import io.weighbridge.devnet.actor.Scenario;
import io.weighbridge.devnet.node.DevChain;
import io.weighbridge.ingest.BlockDecoder;
import io.weighbridge.ingest.Ingest;
import io.weighbridge.ingest.IngestOptions;
import io.weighbridge.ingest.IngestSchedulers;
import io.weighbridge.ingest.ProgressListener;
import io.weighbridge.testing.DevSource;
import io.weighbridge.testing.MemoryStore;
import io.weighbridge.weights.Tracked;
import io.weighbridge.weights.WeightFact;
import io.weighbridge.weights.WeightReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Compares what a jump finds with what a scan finds, on chains of many seeds; prints each seed where they differ. */
public final class ParitySweep {

    private static final int BLOCKS = 400;

    private ParitySweep() {}

    /** Arguments: first seed, last seed. */
    public static void main(String[] args) {
        long first = args.length > 0 ? Long.parseLong(args[0]) : 1;
        long last = args.length > 1 ? Long.parseLong(args[1]) : 100;
        long facts = 0;
        int wrong = 0;
        for (long seed = first; seed <= last; seed++) {
            Scenario scenario = scenario(seed);
            DevChain chain = chain(scenario);
            Netuid netuid =
                    scenario.netuids().get((int) (seed % scenario.netuids().size()));
            var hotkey = new Cast(seed).validator(1 + (int) (seed % 4));
            Set<Netuid> netuids = seed % 5 == 0 ? Set.of() : Set.of(netuid);
            var tracked = new Tracked(netuids, Set.of(hotkey));
            var range = new BlockRange(1 + seed % 13, BLOCKS - seed % 17);
            List<WeightFact> scanned = facts(Strategies.SCAN, chain, tracked, range);
            List<WeightFact> jumped = facts(Strategies.JUMP, chain, tracked, range);
            facts += scanned.size();
            if (!jumped.equals(scanned)) {
                wrong++;
                System.out.printf(Locale.ROOT, "seed %d, %s: %s%n", seed, tracked, difference(scanned, jumped));
            }
        }
        System.out.printf(
                Locale.ROOT,
                "seeds %d to %d: %d facts, %d chains where jump and scan differ%n",
                first,
                last,
                facts,
                wrong);
        if (wrong > 0) {
            System.exit(1);
        }
    }

    /** Small subnets in which slots change hands; on every other chain all subnets are under commit-reveal. */
    private static Scenario scenario(long seed) {
        int tempo = 8 + (int) (seed % 40);
        Scenario scenario = Scenario.withSeed(seed)
                .withHotkeyCount(8)
                .withTempo(tempo, tempo / 3)
                .withUpgradeAt(60 + seed % 150);
        return seed % 2 == 0 ? scenario.withCommitReveal(new HashSet<>(scenario.netuids())) : scenario;
    }

    private static DevChain chain(Scenario scenario) {
        var chain = new DevChain(scenario);
        for (int i = 0; i < BLOCKS; i++) {
            var unused = chain.produce();
        }
        return chain;
    }

    private static List<WeightFact> facts(Strategies strategy, DevChain chain, Tracked tracked, BlockRange range) {
        var store = new MemoryStore();
        Scheduler here = Schedulers.trampoline();
        var ingest = new Ingest(
                new DevSource(chain),
                store,
                store,
                BlockDecoder.of(new WeightReader(tracked)),
                IngestOptions.DEFAULT,
                new IngestSchedulers(here, here, here),
                ProgressListener.NONE);
        BackfillResult result = new Backfill(ingest, strategy).run(range).blockingGet();
        if (!result.proofs().stream().allMatch(Proof::holds)) {
            System.out.println("seed " + chain.scenario().seed() + ": not proved: " + result.proofs());
        }
        return store.facts();
    }

    private static String difference(List<WeightFact> scanned, List<WeightFact> jumped) {
        var lost = new ArrayList<>(scanned);
        lost.removeAll(jumped);
        var made = new ArrayList<>(jumped);
        made.removeAll(scanned);
        return lost.size() + " lost " + lost.stream().limit(3).toList() + ", " + made.size() + " made up "
                + made.stream().limit(3).toList();
    }
}
