package io.weighbridge.weights;

import io.weighbridge.chain.AccountId;
import io.weighbridge.chain.Netuid;
import java.util.Set;

/**
 * Whose weights are wanted, and where.
 *
 * @param netuids the subnets; empty for all
 * @param hotkeys the hotkeys; empty for all
 */
public record Tracked(Set<Netuid> netuids, Set<AccountId> hotkeys) {

    /** Every hotkey on every subnet. */
    public static final Tracked EVERYTHING = new Tracked(Set.of(), Set.of());

    /** Copies the sets. */
    public Tracked {
        netuids = Set.copyOf(netuids);
        hotkeys = Set.copyOf(hotkeys);
    }

    /** Whether that subnet is wanted, whoever's weights are there. */
    public boolean includes(Netuid netuid) {
        return netuids.isEmpty() || netuids.contains(netuid);
    }

    /** Whether weights of that hotkey on that subnet are wanted. */
    public boolean includes(Netuid netuid, AccountId hotkey) {
        return includes(netuid) && (hotkeys.isEmpty() || hotkeys.contains(hotkey));
    }

    /** Whether that fact is wanted. */
    public boolean includes(WeightFact fact) {
        return includes(fact.index().netuid(), fact.hotkey());
    }
}
