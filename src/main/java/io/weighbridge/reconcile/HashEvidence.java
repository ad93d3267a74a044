package io.weighbridge.reconcile;

import io.weighbridge.chain.Hash;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/** Finds the fact that a row names by an extrinsic's hash, a block's hash, or a place in a block. */
final class HashEvidence {

    /** What a row's hash cell names. */
    sealed interface Target {

        /** It names no extrinsic at all. */
        enum None implements Target {
            /** The only one. */
            NONE
        }

        /** It names an extrinsic that is not known. */
        enum Unknown implements Target {
            /** The only one. */
            UNKNOWN
        }

        /** It names an extrinsic of another hotkey, subnet or mechanism. */
        enum Foreign implements Target {
            /** The only one. */
            FOREIGN
        }

        /** It names one fact. */
        record One(ChainFact fact) implements Target {}

        /** It may name any of these facts. */
        record Several(List<ChainFact> facts) implements Target {}

        /** It names the block of these facts; weaker evidence has to choose between them. */
        record Block(List<ChainFact> facts) implements Target {}
    }

    private final Lags lags;
    private final long margin;
    private final Map<Hash, List<ChainFact>> byExtrinsic = new HashMap<>();
    private final Map<Hash, List<ChainFact>> byBlock = new HashMap<>();
    private final Map<Long, List<ChainFact>> byNumber = new HashMap<>();
    private final Set<ChainFact> foreign = new LinkedHashSet<>();

    HashEvidence(Rules rules, ScopedFacts facts, Lags lags) {
        this.lags = lags;
        this.margin = Lags.micros(rules.worth().margin());
        this.foreign.addAll(facts.foreign());
        for (List<ChainFact> some : List.of(facts.own(), facts.foreign())) {
            for (ChainFact fact : some) {
                if (fact.hasExtrinsic()) {
                    byExtrinsic
                            .computeIfAbsent(fact.extrinsicHash(), hash -> new ArrayList<>())
                            .add(fact);
                }
                byBlock.computeIfAbsent(fact.block().hash(), hash -> new ArrayList<>())
                        .add(fact);
                byNumber.computeIfAbsent(fact.block().number(), number -> new ArrayList<>())
                        .add(fact);
            }
        }
    }

    Target of(LoggedRow row) {
        if (row.hash() instanceof HashCell.Bare bare) {
            return ofHashes(row, List.of(bare.hash()));
        }
        if (row.hash() instanceof HashCell.Dump dump) {
            return ofHashes(row, dump.hashes());
        }
        if (row.hash() instanceof HashCell.Identifier place) {
            return judge(
                    row,
                    byNumber.getOrDefault(place.block(), List.of()).stream()
                            .filter(fact -> fact.extrinsicIndex() == place.index())
                            .toList());
        }
        return Target.None.NONE;
    }

    private Target ofHashes(LoggedRow row, List<Hash> hashes) {
        var named = new LinkedHashSet<ChainFact>();
        hashes.forEach(hash -> named.addAll(byExtrinsic.getOrDefault(hash, List.of())));
        if (named.isEmpty()) {
            for (Hash hash : hashes) {
                List<ChainFact> own = byBlock.getOrDefault(hash, List.of()).stream()
                        .filter(fact -> !foreign.contains(fact))
                        .toList();
                named.addAll(own);
            }
            if (named.size() > 1) {
                return new Target.Block(List.copyOf(named));
            }
        }
        return judge(row, List.copyOf(named));
    }

    private Target judge(LoggedRow row, List<ChainFact> named) {
        List<ChainFact> own =
                named.stream().filter(fact -> !foreign.contains(fact)).toList();
        if (own.isEmpty()) {
            return named.isEmpty() ? Target.Unknown.UNKNOWN : Target.Foreign.FOREIGN;
        }
        return own.size() == 1 ? new Target.One(own.get(0)) : nearest(row, own);
    }

    private Target nearest(LoggedRow row, List<ChainFact> named) {
        record Distance(ChainFact fact, long value) {}
        var distances = new ArrayList<Distance>();
        for (ChainFact fact : named) {
            OptionalLong lag = lags.of(row, fact);
            if (lag.isEmpty()) {
                return new Target.Several(named);
            }
            distances.add(new Distance(fact, Math.abs(lag.getAsLong())));
        }
        distances.sort(Comparator.comparingLong(Distance::value));
        return distances.get(1).value() - distances.get(0).value() >= margin
                ? new Target.One(distances.get(0).fact())
                : new Target.Several(named);
    }
}
