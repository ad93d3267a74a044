package io.weighbridge.reconcile;

import io.weighbridge.chain.BlockRange;
import io.weighbridge.chain.RangeSet;
import io.weighbridge.store.RowLink;
import io.weighbridge.store.TableRow;
import io.weighbridge.store.Tier;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** The final verdicts of rows without a link and of all facts. */
final class Verdicts {

    private final Rules rules;
    private final Head head;
    private final PlannedTable planned;
    private final Candidates candidates;
    private final ScopedFacts facts;
    private final OwnRows ownRows;
    private final UnlinkedFindings unlinked;

    Verdicts(
            Rules rules,
            Head head,
            PlannedTable planned,
            Candidates candidates,
            ScopedFacts facts,
            OwnRows ownRows,
            UnlinkedFindings unlinked) {
        this.rules = rules;
        this.head = head;
        this.planned = planned;
        this.candidates = candidates;
        this.facts = facts;
        this.ownRows = ownRows;
        this.unlinked = unlinked;
    }

    Map<Long, RowVerdict> ofRows() {
        var verdicts = new HashMap<Long, RowVerdict>();
        for (TableRow row : planned.rows()) {
            if (planned.linkOf(row.id()).isEmpty()) {
                verdicts.put(row.id(), of(planned.logged(row)));
            }
        }
        return verdicts;
    }

    private RowVerdict of(LoggedRow row) {
        if (!candidates.isOfThisSubnet(row)) {
            return RowVerdict.OUT_OF_SCOPE;
        }
        if (planned.isSuppressed(row.id())) {
            return RowVerdict.SUPPRESSED;
        }
        Optional<RowVerdict> said = unlinked.saidOf(row);
        if (said.isPresent()) {
            return said.get();
        }
        OptionalLong at = head.blockOf(row, rules.blockTime());
        if (at.isEmpty()) {
            return RowVerdict.UNPLACEABLE;
        }
        if (head.finalized() < at.getAsLong() + rules.distances().lifetime()) {
            return RowVerdict.PENDING;
        }
        return followed(at.getAsLong()) ? absence(row) : RowVerdict.UNKNOWN_COVERAGE;
    }

    /** Whether every block that may hold the row's submission is known. */
    private boolean followed(long at) {
        long last = Math.max(0, at + rules.distances().lifetime());
        var span =
                new BlockRange(Math.min(last, Math.max(0, at - rules.distances().lookBack())), last);
        return RangeSet.of(span).minus(head.followed()).isEmpty();
    }

    private static RowVerdict absence(LoggedRow row) {
        return switch (row.kind()) {
            case FAILURE -> RowVerdict.NOT_SUBMITTED;
            case EMPTY -> RowVerdict.NO_SUBMISSION;
            case WAITED, NO_WAIT, OTHER -> RowVerdict.ABSENT_ON_CHAIN;
        };
    }

    Map<String, FactVerdict> ofFacts() {
        var verdicts = new HashMap<String, FactVerdict>();
        facts.foreign().forEach(fact -> verdicts.put(fact.key(), FactVerdict.OUT_OF_SCOPE));
        facts.own().forEach(fact -> verdicts.put(fact.key(), of(fact)));
        return verdicts;
    }

    private FactVerdict of(ChainFact fact) {
        List<RowLink> links = planned.linksOf(fact.key());
        if (links.stream().anyMatch(link -> link.tier() != Tier.INSERTED)) {
            return FactVerdict.LINKED;
        }
        if (planned.isSuppressed(fact.key())) {
            return FactVerdict.SUPPRESSED;
        }
        if (unlinked.isDoubtful(fact)) {
            return FactVerdict.AMBIGUOUS;
        }
        if (!links.isEmpty()) {
            return FactVerdict.INSERTED;
        }
        if (planned.isBuried(fact.key())) {
            return FactVerdict.TOMBSTONE;
        }
        if (!facts.settled(fact) || unlinked.waits(fact)) {
            return FactVerdict.HELD;
        }
        if (!fact.success() && !rules.insertFailed()) {
            return FactVerdict.SUPPRESSED;
        }
        return ownRows.mayBeInserted(fact) ? FactVerdict.INSERTED : FactVerdict.NOT_INSERTED;
    }
}
