package io.weighbridge.backfill.jump;

import io.reactivex.rxjava3.core.Single;
import io.weighbridge.chain.AccountId;
import io.weighbridge.chain.Netuid;
import io.weighbridge.ingest.StateReader;
import io.weighbridge.runtime.Value;
import io.weighbridge.scale.Bytes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Finds on which subnets hotkeys are registered in a state. Netuids have gaps, but the chain says how many subnets there
 * are: the search goes on until all of them were seen.
 *
 * @param hotkeys the hotkeys to look for
 * @param all whether all subnets are wanted; else those that are found are a help, and a few may be missing
 */
record RegistrationSearch(Set<AccountId> hotkeys, boolean all) {

    private static final String PALLET = "SubtensorModule";

    private static final String TOTAL = "TotalNetworks";

    private static final String ADDED = "NetworksAdded";

    /** Subnets that are looked for in one request: more than the chain has (128 in 2026). */
    private static final int SUBNETS = 256;

    RegistrationSearch {
        hotkeys = Set.copyOf(hotkeys);
    }

    /** The keys of the first subnets, which usually are all. */
    List<Bytes> keys(StateReader.State empty) {
        return keys(empty, 0);
    }

    /** The subnets with the hotkeys on them, given a state in which those keys are known. */
    Single<Set<SubnetHotkey>> registered(StateReader states, StateReader.State state) {
        return registered(states, state, 0, 0);
    }

    private Single<Set<SubnetHotkey>> registered(StateReader states, StateReader.State state, int from, long seen) {
        int to = Math.min(Netuid.LIMIT, from + SUBNETS);
        Set<SubnetHotkey> here = registered(state, from, to);
        long counted = seen + count(state, from, to);
        if (counted >= total(state) || to == Netuid.LIMIT) {
            return Single.just(here);
        }
        return states.more(state, keys(state, to))
                .flatMap(more -> registered(states, more, to, counted))
                .map(others -> union(here, others));
    }

    private List<Bytes> keys(StateReader.State state, int from) {
        int to = Math.min(Netuid.LIMIT, from + SUBNETS);
        var keys = new ArrayList<>(registrations(state, from, to).keySet());
        state.runtime().storage(PALLET, TOTAL).ifPresent(total -> keys.add(total.key()));
        state.runtime()
                .storage(PALLET, ADDED)
                .ifPresent(added ->
                        IntStream.range(from, to).forEach(netuid -> keys.add(added.key(new Value.Int(netuid)))));
        return keys.stream().sorted().toList();
    }

    private Map<Bytes, SubnetHotkey> registrations(StateReader.State state, int from, int to) {
        var keys = new HashMap<Bytes, SubnetHotkey>();
        state.runtime().storage(PALLET, "Uids").ifPresent(uids -> {
            for (int netuid = from; netuid < to; netuid++) {
                for (AccountId hotkey : hotkeys) {
                    var pair = new SubnetHotkey(hotkey, new Netuid(netuid));
                    keys.put(uids.key(new Value.Int(netuid), new Value.Account(hotkey)), pair);
                }
            }
        });
        return keys;
    }

    private Set<SubnetHotkey> registered(StateReader.State state, int from, int to) {
        var pairs = new HashSet<SubnetHotkey>();
        registrations(state, from, to).forEach((key, pair) -> {
            if (state.values().getOrDefault(key, Optional.empty()).isPresent()) {
                pairs.add(pair);
            }
        });
        return pairs;
    }

    private static long count(StateReader.State state, int from, int to) {
        var items = new StorageItems(state);
        return IntStream.range(from, to)
                .filter(netuid -> items.read(PALLET, ADDED, new Value.Int(netuid))
                        .filter(added -> added instanceof Value.Bool exists && exists.value())
                        .isPresent())
                .count();
    }

    /** Where the runtime does not say how many there are: as many as there can be, if all are wanted. */
    private long total(StateReader.State state) {
        return new StorageItems(state).read(PALLET, TOTAL).map(Value::asLong).orElse(all ? (long) Netuid.LIMIT : 0L);
    }

    private static Set<SubnetHotkey> union(Set<SubnetHotkey> some, Set<SubnetHotkey> others) {
        var both = new HashSet<>(some);
        both.addAll(others);
        return both;
    }
}
