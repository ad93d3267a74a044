package io.weighbridge.web;

import io.weighbridge.reconcile.FactVerdict;
import io.weighbridge.reconcile.RowVerdict;
import io.weighbridge.store.Ledger;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** How a row of {@code weight_transactions} and the chain stand to each other, in the words for people. */
public enum RowStanding {
    /** It was logged as it happened. */
    AGREED,
    /** Cells that were missing were filled. */
    FILLED,
    /** Cells that the chain proves wrong were corrected. */
    CORRECTED,
    /** There is more than one match, or the row cannot be read. */
    IN_DOUBT,
    /** It was logged, and nothing reached the chain. */
    NEVER_SUBMITTED,
    /** It is on the chain, and the row is Weighbridge's own. */
    NEVER_LOGGED,
    /** It is too young, or has not been looked at. */
    WAITING;

    private static final String OWN = "inserted";
    private static final String UNLINKED = "none";

    /** The word in JSON. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The word in tables. */
    public String text() {
        return word().replace('_', ' ');
    }

    /** How many rows, and facts without a row, stand how; those without any are there with 0. */
    public static Map<RowStanding, Long> count(Ledger ledger) {
        return count(ledger.countRows(), ledger.countAgreement(), ledger.countVerdicts());
    }

    /** The same from what the ledger counted: rows by tier, by agreement, and both rows and facts by verdict. */
    static Map<RowStanding, Long> count(
            Map<String, Long> rows, Map<String, Long> agreement, Map<String, Long> verdicts) {
        Map<RowStanding, Long> counts = new EnumMap<>(RowStanding.class);
        for (RowStanding standing : values()) {
            counts.put(standing, 0L);
        }
        for (RowStanding standing : List.of(AGREED, FILLED, CORRECTED)) {
            counts.put(standing, agreement.getOrDefault(standing.word(), 0L));
        }
        counts.put(NEVER_LOGGED, rows.getOrDefault(OWN, 0L));
        boolean judged = false;
        for (var verdict : verdicts.entrySet()) {
            Optional<RowStanding> standing = ofVerdict(verdict.getKey());
            standing.ifPresent(it -> counts.merge(it, verdict.getValue(), Long::sum));
            judged |= standing.isPresent();
        }
        // Nobody has judged yet: a row without a fact waits.
        if (!judged) {
            counts.put(WAITING, rows.getOrDefault(UNLINKED, 0L));
        }
        return counts;
    }

    private static Optional<RowStanding> ofVerdict(String word) {
        for (RowVerdict verdict : RowVerdict.values()) {
            if (verdict.word().equals(word)) {
                return of(verdict);
            }
        }
        for (FactVerdict verdict : FactVerdict.values()) {
            if (verdict.word().equals(word)) {
                return of(verdict);
            }
        }
        return Optional.empty();
    }

    private static Optional<RowStanding> of(RowVerdict verdict) {
        return switch (verdict) {
            case AMBIGUOUS, HASH_CONFLICT, UNPLACEABLE -> Optional.of(IN_DOUBT);
            case ABSENT_ON_CHAIN, NOT_SUBMITTED, NO_SUBMISSION -> Optional.of(NEVER_SUBMITTED);
            case PENDING, UNKNOWN_COVERAGE -> Optional.of(WAITING);
            case OUT_OF_SCOPE, SUPPRESSED -> Optional.empty();
        };
    }

    private static Optional<RowStanding> of(FactVerdict verdict) {
        return switch (verdict) {
            case AMBIGUOUS, NOT_INSERTED -> Optional.of(IN_DOUBT);
            case HELD -> Optional.of(WAITING);
            case LINKED, INSERTED, TOMBSTONE, SUPPRESSED, OUT_OF_SCOPE -> Optional.empty();
        };
    }
}
