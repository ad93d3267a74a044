package io.weighbridge.weights;

import io.weighbridge.chain.AccountId;
import io.weighbridge.chain.Netuid;
import java.util.Set;

/**
 * The hotkeys and subnets whose weights are indexed.
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

    /** Whether that subnet is tracked, for any hotkey. */
    public boolean includes(Netuid netuid) {
        return netuids.isEmpty() || netuids.contains(netuid);
    }

    /** Whether that hotkey is tracked on that subnet. */
    public boolean includes(Netuid netuid, AccountId hotkey) {
        return includes(netuid) && (hotkeys.isEmpty() || hotkeys.contains(hotkey));
    }

    /** Whether the fact is of a tracked hotkey on a tracked subnet. */
    public boolean includes(WeightFact fact) {
        return includes(fact.index().netuid(), fact.hotkey());
    }
}
