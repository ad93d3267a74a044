package io.weighbridge.reconcile;

import io.weighbridge.reconcile.View.RunInput;
import io.weighbridge.store.TableRow;
import io.weighbridge.store.Tier;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** The rows and facts of one run, sorted, and how far apart a row and a fact may lie. Not thread safe. */
final class MatchContext {

    private final Rules rules;
    private final Head head;
    private final PlannedTable planned;
    private final ScopedFacts facts;
    private final Candidates candidates;
    private final Lags lags;

    MatchContext(Rules rules, RunInput input) {
        this.rules = rules;
        this.head = input.head();
        this.planned = new PlannedTable(input.ledger());
        this.facts = new ScopedFacts(rules, head, input.chain().facts());
        this.candidates = new Candidates(rules, planned, facts);
        this.lags = new Lags(rules.blockTime());
    }

    ScopedFacts facts() {
        return facts;
    }

    /** The facts that rows name; building it takes one pass over all facts. */
    HashEvidence hashes() {
        return new HashEvidence(rules, facts, lags);
    }

    boolean isLinked(LoggedRow row) {
        return planned.linkOf(row.id()).isPresent();
    }

    /** The newest block when the row was written; empty if it cannot be determined. */
    OptionalLong blockOf(LoggedRow row) {
        return head.blockOf(row, rules.blockTime());
    }

    /** The rows without a link that may still get one. */
    List<LoggedRow> unlinked() {
        return planned.rows().stream()
                .filter(row -> planned.linkOf(row.id()).isEmpty())
                .map(planned::logged)
                .filter(candidates::mayLink)
                .toList();
    }

    /** The rows, in their original form, that may still get a link or a better one. */
    Stream<LoggedRow> mayBeLinked() {
        return planned.rows().stream()
                .map(TableRow::id)
                .filter(id -> planned.linkOf(id)
                        .filter(link -> link.tier() == Tier.HASH)
                        .isEmpty())
                .flatMap(id -> planned.unfilled(id).stream())
                .filter(candidates::mayLink);
    }

    /** The highest block, {@code depth} below the head or deeper, that no possible pair of these rows spans. */
    long border(List<LoggedRow> unlinked, long depth) {
        record Span(long low, long high) {}
        List<Span> spans = unlinked.stream()
                .flatMap(row -> candidates.within(row).stream().map(fact -> {
                    long at = blockOf(row).orElse(fact.block().number());
                    return new Span(
                            Math.min(at, fact.block().number()) - 1,
                            Math.max(at, fact.block().number()) + 1);
                }))
                .sorted(Comparator.comparingLong(Span::high).reversed())
                .toList();
        long border = Math.max(0, head.finalized() - depth);
        for (Span span : spans) {
            if (span.low() < border && border <= span.high()) {
                border = Math.max(0, span.low());
            }
        }
        return border;
    }

    /** Whether a row is so far above a block that no fact in or below that block can be the row's. */
    boolean isOutOfReachOf(long block, LoggedRow row) {
        OptionalLong at = blockOf(row);
        return at.isPresent() && at.getAsLong() - rules.reach() > block;
    }

    /** Whether a row is nearer to a fact than to anything beyond {@link Rules#reach}. */
    boolean isWithinReach(LoggedRow row, ChainFact fact) {
        long far = rules.reach() * lags.blockTime() - Lags.micros(rules.worth().margin());
        return Math.abs(lags.of(row, fact).orElse(far)) < far;
    }
}
