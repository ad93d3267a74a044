package io.weighbridge.watch;

import io.weighbridge.calls.Outcome;
import io.weighbridge.chain.AccountId;
import io.weighbridge.chain.BlockRange;
import io.weighbridge.chain.MechanismId;
import io.weighbridge.chain.Netuid;
import io.weighbridge.chain.StorageIndex;
import io.weighbridge.ingest.ProgressListener;
import io.weighbridge.weights.Tracked;
import io.weighbridge.weights.WeightFact;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Remembers when each tracked hotkey last set weights, from the facts that go by. The time since counts to the newest verified
 * block: what a run has to catch up with may hold a set. Safe for many threads.
 *
 * <p>Who named hotkeys and subnets hears of each of these pairs, also of one that never set; who named hotkeys alone, of
 * each place where they did; who follows everybody, only of whoever set last: somebody always has gone away.
 */
public final class LastSetTracker implements ProgressListener {

    private final Tracked tracked;
    private final Map<Whose, Long> lastSets = new HashMap<>();
    private final Map<Netuid, Integer> tempos = new HashMap<>();
    private long followedFrom;
    private long verified;

    /**
     * Begins with what an earlier run has seen.
     *
     * @param tracked whose weights are wanted
     * @param followedFrom the first block of those that are verified without a gap up to the newest; {@link SinceLastSet#NEVER}
     *     for none
     * @param verified the newest of them
     */
    public LastSetTracker(Tracked tracked, long followedFrom, long verified) {
        this.tracked = tracked;
        this.followedFrom = followedFrom;
        this.verified = verified;
        for (AccountId hotkey : tracked.hotkeys()) {
            for (Netuid netuid : tracked.netuids()) {
                lastSets.put(new Whose(hotkey, new StorageIndex(netuid, MechanismId.MAIN)), SinceLastSet.NEVER);
            }
        }
    }

    /** A set took effect in that block. */
    public synchronized void set(AccountId hotkey, StorageIndex index, long block) {
        lastSets.merge(new Whose(hotkey, index), block, Math::max);
    }

    /** An epoch of that subnet has so many blocks. */
    public synchronized void tempo(Netuid netuid, int blocks) {
        tempos.put(netuid, blocks);
    }

    @Override
    public synchronized void stored(Lane lane, BlockRange covered, List<WeightFact> facts) {
        if (lane == Lane.FOLLOW) {
            followedFrom = followedFrom == SinceLastSet.NEVER ? covered.first() : followedFrom;
            verified = Math.max(verified, covered.last());
        }
        for (WeightFact fact : facts) {
            if (tookEffect(fact)) {
                set(fact.hotkey(), fact.index(), fact.block().number());
            }
        }
    }

    /** The subnets whose tempo matters. */
    public synchronized Set<Netuid> netuids() {
        return lastSets.keySet().stream().map(whose -> whose.index().netuid()).collect(Collectors.toSet());
    }

    /** The tempos that are known, in blocks. */
    public synchronized Map<Netuid, Integer> tempos() {
        return Map.copyOf(tempos);
    }

    /** What there is to say now, the longest silence first. */
    public synchronized List<SinceLastSet> all() {
        List<SinceLastSet> all = lastSets.entrySet().stream()
                .map(entry -> sinceLastSet(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparingLong(SinceLastSet::blocks).reversed())
                .toList();
        return tracked.hotkeys().isEmpty() && !all.isEmpty() ? all.subList(all.size() - 1, all.size()) : all;
    }

    private SinceLastSet sinceLastSet(Whose whose, long lastSet) {
        long since = lastSet == SinceLastSet.NEVER ? followedFrom : lastSet;
        long blocks = since == SinceLastSet.NEVER ? 0 : Math.max(0, verified - since);
        int tempo = tempos.getOrDefault(whose.index().netuid(), SinceLastSet.UNKNOWN);
        return new SinceLastSet(whose.hotkey(), whose.index(), lastSet, blocks, tempo);
    }

    /** A commit has set nothing yet; its reveal does. */
    private static boolean tookEffect(WeightFact fact) {
        return fact.outcome() instanceof Outcome.Success && fact.kind() != WeightFact.Kind.COMMIT;
    }

    private record Whose(AccountId hotkey, StorageIndex index) {}
}
