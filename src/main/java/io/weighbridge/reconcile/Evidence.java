package io.weighbridge.reconcile;

import io.weighbridge.store.Tier;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Judges, without a hash, whether a row and a fact may belong together, and scores the pair. */
final class Evidence {

    private final Rules rules;
    private final Lags lags;

    Evidence(Rules rules, Lags lags) {
        this.rules = rules;
        this.lags = lags;
    }

    /** The score of the pair on that evidence, in microseconds; empty if the pair is impossible. */
    OptionalLong score(LoggedRow row, ChainFact fact, Tier tier) {
        OptionalLong lag = lags.of(row, fact);
        if (lag.isEmpty()
                || !rules.window(row.kind(), tier).allows(lag.getAsLong(), lags.blockTime())
                || !speaks(row, fact, tier)) {
            return OptionalLong.empty();
        }
        long worth = Lags.micros(rules.worth().link());
        Optional<Boolean> success = row.success();
        if (row.kind() != RowKind.EMPTY && success.isPresent() && success.get() == fact.success()) {
            worth += Lags.micros(rules.worth().agreement());
        }
        return OptionalLong.of(worth
                - Math.min(Math.abs(lag.getAsLong()), Lags.micros(rules.worth().distance())));
    }

    /** Whether the pair is possible on any evidence. */
    boolean possible(LoggedRow row, ChainFact fact) {
        return score(row, fact, Tier.ROUND).isPresent()
                || score(row, fact, Tier.WEIGHTS).isPresent()
                || score(row, fact, Tier.TIME).isPresent();
    }

    /** The evidence for a pair, in words. */
    String inWords(LoggedRow row, ChainFact fact, Tier tier) {
        return switch (tier) {
            case HASH -> hashInWords(row.hash(), fact);
            case ROUND -> "the round of its commit, " + distance(row, fact);
            case WEIGHTS ->
                "weights " + grade(row, fact).map(Grade::word).orElse("unknown") + ", " + distance(row, fact);
            case TIME -> "nothing but the time, " + distance(row, fact);
            case INSERTED -> "our own row";
        };
    }

    private static String hashInWords(HashCell cell, ChainFact fact) {
        if (cell instanceof HashCell.Identifier) {
            return "the block and the index of its extrinsic";
        }
        if (cell instanceof HashCell.Dump) {
            return "the hash inside a text";
        }
        return cell instanceof HashCell.Bare bare && bare.hash().equals(fact.extrinsicHash())
                ? "the extrinsic's hash"
                : "the hash of its block";
    }

    private String distance(LoggedRow row, ChainFact fact) {
        double seconds = lags.of(row, fact).orElse(0) / 1e6;
        return String.format(
                Locale.ROOT, "logged %.1f s %s its block", Math.abs(seconds), seconds < 0 ? "before" : "after");
    }

    private boolean speaks(LoggedRow row, ChainFact fact, Tier tier) {
        return switch (tier) {
            case ROUND -> sameRound(row, fact);
            case WEIGHTS -> grade(row, fact).map(Grade::agrees).orElse(false);
            case TIME -> timeAlone(row, fact);
            case HASH, INSERTED -> false;
        };
    }

    private static boolean sameRound(LoggedRow row, ChainFact fact) {
        return row.hash() instanceof HashCell.Round logged
                && fact.content() instanceof ChainFact.Content.Timelocked commit
                && commit.round() == logged.round();
    }

    /** How well the weights agree; empty if one side has none. */
    Optional<Grade> grade(LoggedRow row, ChainFact fact) {
        return fact.content() instanceof ChainFact.Content.Open open
                ? row.weights().map(weights -> weights.grade(open.byUid(), rules.extraUids()))
                : Optional.empty();
    }

    private boolean timeAlone(LoggedRow row, ChainFact fact) {
        if (row.success().orElse(false) && !fact.success()) {
            return false;
        }
        if (row.hash() instanceof HashCell.Round && !sameRound(row, fact)) {
            return false;
        }
        Optional<Grade> grade = grade(row, fact);
        return (grade.isEmpty() || grade.get() == Grade.ZERO) && uidsFit(row, fact);
    }

    private boolean uidsFit(LoggedRow row, ChainFact fact) {
        if (row.uids().isEmpty() || !(fact.content() instanceof ChainFact.Content.Open open)) {
            return true;
        }
        Set<Integer> known = new LinkedHashSet<>(row.uids().get());
        known.addAll(rules.extraUids());
        return known.containsAll(open.uids());
    }
}
