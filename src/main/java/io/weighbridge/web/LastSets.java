package io.weighbridge.web;

import io.weighbridge.calls.Outcome;
import io.weighbridge.chain.AccountId;
import io.weighbridge.chain.Netuid;
import io.weighbridge.store.FactOutline;
import io.weighbridge.store.FactQuery;
import io.weighbridge.store.Store;
import io.weighbridge.web.StatusReport.LastSet;
import io.weighbridge.weights.Tracked;
import io.weighbridge.weights.WeightFact;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** When each hotkey last set weights on each subnet and mechanism. */
final class LastSets {

    /** What lets weights take effect. */
    private static final Set<WeightFact.Kind> EFFECTS = EnumSet.complementOf(EnumSet.of(WeightFact.Kind.COMMIT));

    private static final int NEWEST_LOOKED_AT = 1000;

    /** The mechanisms of a subnet are set side by side. */
    private static final int NEWEST_OF_ONE = 64;

    /** So many hotkeys times subnets cost less one by one than all together. */
    private static final int FEW_PAIRS = 8;

    /** More are not asked for one by one. */
    private static final int MOST_PAIRS = 256;

    private LastSets() {}

    /** Newest first. Whoever has been silent for long is found although others have set weights often since. */
    static List<LastSet> of(Store store, Tracked tracked, long newest) {
        Map<String, FactOutline> found = new LinkedHashMap<>();
        List<Tracked> pairs = pairs(tracked);
        if (pairs.isEmpty() || pairs.size() > FEW_PAIRS) {
            newest(store, tracked, NEWEST_LOOKED_AT).forEach(fact -> found.putIfAbsent(whose(fact), fact));
        }
        for (Tracked pair : pairs) {
            if (found.values().stream().noneMatch(fact -> isOf(fact, pair))) {
                newest(store, pair, NEWEST_OF_ONE).forEach(fact -> found.putIfAbsent(whose(fact), fact));
            }
        }
        return found.values().stream()
                .sorted(Comparator.comparingLong(FactOutline::block).reversed())
                .map(fact -> LastSet.of(fact, newest))
                .toList();
    }

    private static List<FactOutline> newest(Store store, Tracked tracked, int most) {
        return store.outlines(new FactQuery(
                tracked,
                FactQuery.ALL_BLOCKS,
                Instant.MIN,
                Instant.MAX,
                Set.of(Outcome.Success.SUCCESS.word()),
                EFFECTS,
                0,
                true,
                0,
                most));
    }

    private static List<Tracked> pairs(Tracked tracked) {
        var pairs = new ArrayList<Tracked>();
        if (tracked.hotkeys().size() * tracked.netuids().size() <= MOST_PAIRS) {
            for (AccountId hotkey : tracked.hotkeys()) {
                for (Netuid netuid : tracked.netuids()) {
                    pairs.add(new Tracked(Set.of(netuid), Set.of(hotkey)));
                }
            }
        }
        return pairs;
    }

    private static boolean isOf(FactOutline fact, Tracked pair) {
        return pair.netuids().contains(new Netuid(fact.netuid()))
                && pair.hotkeys().stream().anyMatch(hotkey -> hotkey.ss58().equals(fact.hotkey()));
    }

    private static String whose(FactOutline fact) {
        return fact.hotkey() + " " + fact.netuid() + " " + fact.mechanism();
    }
}
