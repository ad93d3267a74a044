package io.weighbridge.reconcile;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** The facts of a run: those of the tracked hotkey, subnet and mechanism, by block and time, and the others. */
final class ScopedFacts {

    private final Rules rules;
    private final Head head;
    private final List<ChainFact> own;
    private final List<ChainFact> foreign;
    private final Map<String, ChainFact> byKey = new HashMap<>();
    private final NavigableMap<Long, List<ChainFact>> byBlock = new TreeMap<>();
    private final NavigableMap<Instant, List<ChainFact>> byTime = new TreeMap<>();

    /** Sorts {@code facts}, which are in chain order. */
    ScopedFacts(Rules rules, Head head, List<ChainFact> facts) {
        this.rules = rules;
        this.head = head;
        own = facts.stream().filter(this::inScope).toList();
        foreign = facts.stream().filter(fact -> !inScope(fact)).toList();
        for (ChainFact fact : own) {
            byKey.put(fact.key(), fact);
            byBlock.computeIfAbsent(fact.block().number(), block -> new ArrayList<>())
                    .add(fact);
            byTime.computeIfAbsent(fact.time(), time -> new ArrayList<>()).add(fact);
        }
    }

    private boolean inScope(ChainFact fact) {
        return fact.content() != ChainFact.Content.Opening.OPENING
                && fact.hotkey().equals(rules.hotkey())
                && fact.index().netuid().equals(rules.netuid())
                && fact.index().mechanism().equals(rules.mechanism());
    }

    /** The submissions that rows may be about, in chain order. */
    List<ChainFact> own() {
        return own;
    }

    /** Facts of other hotkeys, subnets and mechanisms, and facts that are no submissions. */
    List<ChainFact> foreign() {
        return foreign;
    }

    Optional<ChainFact> find(String key) {
        return Optional.ofNullable(byKey.get(key));
    }

    /** Whether a fact is old enough for evidence other than its hash. */
    boolean settled(ChainFact fact) {
        return (head.finalized() - fact.block().number()) * Lags.micros(rules.blockTime())
                >= Lags.micros(rules.settle());
    }

    /** The facts that any window could reach from a row, in chain order. */
    List<ChainFact> near(LoggedRow row) {
        Window window = rules.widest(row.kind());
        if (row.block().isPresent()) {
            long block = row.block().getAsLong();
            return flat(byBlock.subMap(block - window.before(), true, block + window.after(), true));
        }
        return row.time()
                .map(time -> flat(byTime.subMap(
                        time.minus(rules.blockTime().multipliedBy(window.before())),
                        true,
                        time.plus(rules.blockTime().multipliedBy(window.after())),
                        true)))
                .orElse(List.of());
    }

    private static List<ChainFact> flat(NavigableMap<?, List<ChainFact>> some) {
        return some.values().stream().flatMap(List::stream).toList();
    }
}
