package io.weighbridge.devnet.actor;

import io.weighbridge.chain.Netuid;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * All parameters of a chain: the same scenario gives the same blocks with the same hashes, as long as no client submits
 * an extrinsic.
 *
 * @param seed the seed of all random choices
 * @param netuids the subnets, at least one, neither root (0) nor twice the same
 * @param hotkeyCount neurons that a subnet has room for, 8 to 1024; three quarters are there from the start
 * @param validatorCount how many of them have a validator permit, 2 to a half of {@code hotkeyCount}
 * @param tempo how often a validator sets weights, in blocks, at least 8
 * @param rateLimit the least number of blocks between two updates of the same weights, less than {@code tempo}
 * @param upgradeAt the block whose code update brings the second runtime; 0 for never
 * @param genesisTime the time of block 0
 * @param slot the time between two blocks on the chain's own clock; slots can be missed
 * @param commitReveal the subnets on which weights have to be committed to, all of them among {@code netuids}
 * @param sealEvery after how many blocks that ends there, and begins again after as many; 0 for never
 * @param restless whether hyperparameters change, neurons are removed, and validators spend their whole balance
 */
public record Scenario(
        long seed,
        List<Netuid> netuids,
        int hotkeyCount,
        int validatorCount,
        int tempo,
        int rateLimit,
        long upgradeAt,
        Instant genesisTime,
        Duration slot,
        Set<Netuid> commitReveal,
        long sealEvery,
        boolean restless) {

    /** The runtime from genesis on. */
    public static final int FIRST_SPEC = 393;

    /** The runtime after the upgrade. */
    public static final int SECOND_SPEC = 424;

    /** Checks the ranges and copies the netuids. */
    public Scenario {
        netuids = List.copyOf(netuids);
        commitReveal = Set.copyOf(commitReveal);
        check(
                netuids.containsAll(commitReveal),
                "commit-reveal on " + commitReveal + ", of which not all are in " + netuids);
        check(!netuids.isEmpty(), "a devnet needs at least one netuid");
        check(netuids.stream().distinct().count() == netuids.size(), "a netuid appears twice in " + netuids);
        check(
                netuids.stream().allMatch(netuid -> netuid.value() < Netuid.LIMIT),
                "netuids " + netuids + " are not all below " + Netuid.LIMIT);
        check(netuids.stream().allMatch(netuid -> netuid.value() > 0), "netuid 0 is root: nobody sets weights there");
        check(hotkeyCount >= 8 && hotkeyCount <= 1024, "hotkey count " + hotkeyCount + " is not within 8 to 1024");
        check(
                validatorCount >= 2 && validatorCount <= hotkeyCount / 2,
                "validator count " + validatorCount + " is not within 2 to " + hotkeyCount / 2);
        check(tempo >= 8 && tempo <= 65535, "tempo " + tempo + " is not within 8 to 65535");
        check(rateLimit >= 2 && rateLimit < tempo, "rate limit " + rateLimit + " is not within 2 to " + (tempo - 1));
        check(sealEvery >= 0, "commit-reveal cannot change after " + sealEvery + " blocks");
        check(upgradeAt >= 0, "upgrade block " + upgradeAt + " is negative");
        check(slot.toMillis() >= 1, "a slot lasts at least a millisecond");
        check(genesisTime.toEpochMilli() >= 0, "genesis time " + genesisTime + " lies before 1970");
    }

    /** Three subnets of 32 neurons with six validators each, tempo 60, an upgrade in block 300. */
    public static Scenario withSeed(long seed) {
        return new Scenario(
                seed,
                List.of(new Netuid(1), new Netuid(2), new Netuid(19)),
                32,
                6,
                60,
                20,
                300,
                Instant.parse("2026-01-01T00:00:00Z"),
                Duration.ofSeconds(12),
                Set.of(),
                0,
                false);
    }

    /** The same scenario with other subnets, and commit-reveal on those of them that had it before. */
    public Scenario withNetuids(List<Netuid> others) {
        return with(copy -> {
            copy.netuids = others;
            copy.commitReveal = commitReveal.stream().filter(others::contains).collect(Collectors.toSet());
        });
    }

    /** The same scenario with subnets of another size, and no more validators than these have room for. */
    public Scenario withHotkeyCount(int count) {
        return with(copy -> {
            copy.hotkeyCount = count;
            copy.validatorCount = Math.max(2, Math.min(validatorCount, count / 2));
        });
    }

    /** The same scenario with another rhythm. */
    public Scenario withTempo(int blocks, int leastBetween) {
        return with(copy -> {
            copy.tempo = blocks;
            copy.rateLimit = leastBetween;
        });
    }

    /** The same scenario with its upgrade in another block; 0 for never. */
    public Scenario withUpgradeAt(long block) {
        return with(copy -> copy.upgradeAt = block);
    }

    /** The same scenario on another clock. */
    public Scenario withClock(Instant start, Duration slotLength) {
        return with(copy -> {
            copy.genesisTime = start;
            copy.slot = slotLength;
        });
    }

    /** The same scenario with commit-reveal on those subnets and no others. */
    public Scenario withCommitReveal(Set<Netuid> sealed) {
        return with(copy -> copy.commitReveal = sealed);
    }

    /** The same scenario, where commit-reveal ends after so many blocks and begins again after as many; 0 for never. */
    public Scenario withSealEvery(long blocks) {
        return with(copy -> copy.sealEvery = blocks);
    }

    /** The same scenario with {@code restless} set. */
    public Scenario inRestlessTimes() {
        return with(copy -> copy.restless = true);
    }

    private Scenario with(Consumer<Copy> change) {
        var copy = new Copy(this);
        change.accept(copy);
        return copy.made();
    }

    /** The chance of this scenario. */
    public Dice dice() {
        return new Dice(seed);
    }

    private static void check(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }

    /** A mutable copy of a scenario. */
    private static final class Copy {

        private final long seed;
        private List<Netuid> netuids;
        private int hotkeyCount;
        private int validatorCount;
        private int tempo;
        private int rateLimit;
        private long upgradeAt;
        private Instant genesisTime;
        private Duration slot;
        private Set<Netuid> commitReveal;
        private long sealEvery;
        private boolean restless;

        Copy(Scenario scenario) {
            seed = scenario.seed;
            netuids = scenario.netuids;
            hotkeyCount = scenario.hotkeyCount;
            validatorCount = scenario.validatorCount;
            tempo = scenario.tempo;
            rateLimit = scenario.rateLimit;
            upgradeAt = scenario.upgradeAt;
            genesisTime = scenario.genesisTime;
            slot = scenario.slot;
            commitReveal = scenario.commitReveal;
            sealEvery = scenario.sealEvery;
            restless = scenario.restless;
        }

        Scenario made() {
            return new Scenario(
                    seed,
                    netuids,
                    hotkeyCount,
                    validatorCount,
                    tempo,
                    rateLimit,
                    upgradeAt,
                    genesisTime,
                    slot,
                    commitReveal,
                    sealEvery,
                    restless);
        }
    }
}
