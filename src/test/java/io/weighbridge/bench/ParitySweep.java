package io.weighbridge.bench;

import io.weighbridge.backfill.Backfill;
import io.weighbridge.backfill.BackfillResult;
import io.weighbridge.backfill.Strategies;
import io.weighbridge.backfill.jump.Proof;
import io.weighbridge.chain.AccountId;
import io.weighbridge.chain.BlockRange;
import io.weighbridge.chain.Netuid;
import io.weighbridge.chain.RangeSet;
import io.weighbridge.devnet.actor.Cast;
import io.weighbridge.devnet.actor.Scenario;
import io.weighbridge.devnet.node.DevChain;
import io.weighbridge.runtime.Value;
import io.weighbridge.testing.DevSource;
import io.weighbridge.testing.Ingests;
import io.weighbridge.testing.MemoryStore;
import io.weighbridge.weights.Tracked;
import io.weighbridge.weights.WeightFact;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Compares what a jump finds with what a scan finds, on chains of many seeds: slots change hands, uids are trimmed, weights
 * are committed to and revealed, nested in proxies and batches, accounts are reaped, the runtime changes, slots are missed.
 * Prints each seed where something is missing that coverage does not own up to, and how much of the blocks coverage vouches
 * for without reserve.
 */
public final class ParitySweep {

    private static final int BLOCKS = 400;

    /** In such a piece a whole life of the hotkey's account may lie, and coverage says so. */
    private static final String RESERVED = "jump+no-account";

    private final Map<String, Long> blocks = new TreeMap<>();
    private long facts;
    private int owned;
    private int wrong;

    private ParitySweep() {}

    /** Arguments: first seed, last seed. */
    public static void main(String[] args) {
        long first = args.length > 0 ? Long.parseLong(args[0]) : 1;
        long last = args.length > 1 ? Long.parseLong(args[1]) : 100;
        var sweep = new ParitySweep();
        for (long seed = first; seed <= last; seed++) {
            sweep.compare(seed);
        }
        System.out.printf(
                Locale.ROOT,
                "seeds %d to %d: %d facts, %d chains with a silent difference, %d with one that coverage owns up to; blocks by"
                        + " coverage: %s%n",
                first,
                last,
                sweep.facts,
                sweep.wrong,
                sweep.owned,
                sweep.blocks);
        if (sweep.wrong > 0) {
            System.exit(1);
        }
    }

    private void compare(long seed) {
        DevChain chain = chain(scenario(seed));
        var tracked = new Tracked(netuids(chain), hotkeys(chain));
        var range = new BlockRange(1 + seed % 13, BLOCKS - seed % 17);
        List<WeightFact> scanned =
                indexed(Strategies.SCAN, chain, tracked, range).facts();
        MemoryStore jumped = indexed(Strategies.JUMP, chain, tracked, range);
        RangeSet reserved = reserved(jumped);
        facts += scanned.size();
        List<WeightFact> vouched = scanned.stream()
                .filter(fact -> !reserved.contains(fact.block().number())
                        || jumped.facts().contains(fact))
                .toList();
        if (!jumped.facts().equals(vouched)) {
            wrong++;
            System.out.printf(Locale.ROOT, "seed %d, %s: %s%n", seed, tracked, difference(scanned, jumped.facts()));
        } else if (vouched.size() < scanned.size()) {
            owned++;
        }
    }

    private RangeSet reserved(MemoryStore jumped) {
        var hidden = new ArrayList<BlockRange>();
        jumped.increments().forEach(step -> {
            blocks.merge(step.strategy(), step.covered().size(), Long::sum);
            if (step.strategy().equals(RESERVED)) {
                hidden.add(step.covered());
            }
        });
        return new RangeSet(hidden);
    }

    /** Small subnets in which slots change hands; with commit-reveal on all, some or none of them, in quiet times or not. */
    private static Scenario scenario(long seed) {
        int tempo = 8 + (int) (seed % 40);
        Scenario scenario = Scenario.withSeed(seed)
                .withHotkeyCount(8)
                .withTempo(tempo, tempo / 3)
                .withUpgradeAt(60 + seed % 150);
        Set<Netuid> all = new HashSet<>(scenario.netuids());
        return switch ((int) (seed % 4)) {
            case 0 -> scenario.withCommitReveal(all);
            case 1 -> scenario;
            case 2 ->
                scenario.withCommitReveal(Set.of(scenario.netuids().get((int) (seed % 3))))
                        .inRestlessTimes();
            default -> scenario.withCommitReveal(all).inRestlessTimes();
        };
    }

    private static Set<Netuid> netuids(DevChain chain) {
        List<Netuid> all = chain.scenario().netuids();
        long seed = chain.scenario().seed();
        return seed % 5 == 0 ? Set.of() : Set.of(all.get((int) (seed % all.size())));
    }

    /** A validator, several of them, or a miner that holds a slot for a while. */
    private static Set<AccountId> hotkeys(DevChain chain) {
        long seed = chain.scenario().seed();
        var cast = new Cast(seed);
        return switch ((int) (seed / 4 % 4)) {
            case 0 -> Set.of(cast.validator(1), cast.validator(2), cast.validator(3));
            case 1 ->
                holder(chain, 4 + (int) (seed % 3), 20 + seed % 350)
                        .map(Set::of)
                        .orElse(Set.of(cast.validator(0)));
            default -> Set.of(cast.validator(1 + (int) (seed % 3)));
        };
    }

    private static Optional<AccountId> holder(DevChain chain, int uid, long block) {
        Netuid netuid = chain.scenario().netuids().get((int) (chain.scenario().seed() % 3));
        var keys = chain.runtimeAfter(block).storage("SubtensorModule.Keys");
        return chain.storage(keys.key(new Value.Int(netuid.value()), new Value.Int(uid)), block)
                .map(keys::decode)
                .map(Value::asAccount);
    }

    private static DevChain chain(Scenario scenario) {
        var chain = new DevChain(scenario);
        for (int i = 0; i < BLOCKS; i++) {
            var unused = chain.produce();
        }
        return chain;
    }

    private MemoryStore indexed(Strategies strategy, DevChain chain, Tracked tracked, BlockRange range) {
        var store = new MemoryStore();
        var ingest = Ingests.here(new DevSource(chain), store, tracked);
        BackfillResult result = new Backfill(ingest, strategy).run(range).blockingGet();
        if (!result.proofs().stream().allMatch(Proof::holds)) {
            wrong++;
            System.out.println("seed " + chain.scenario().seed() + ": not proved: " + result.proofs());
        }
        return store;
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
