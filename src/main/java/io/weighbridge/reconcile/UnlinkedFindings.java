package io.weighbridge.reconcile;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a run finds out about rows and facts that it does not link. Not thread safe. */
final class UnlinkedFindings {

    private final Map<Long, RowVerdict> said = new HashMap<>();
    private final Set<Long> reservedRows = new HashSet<>();
    private final Set<String> reservedFacts = new HashSet<>();
    private final Set<String> doubtfulFacts = new HashSet<>();
    private final Set<String> waitingFacts = new HashSet<>();

    /** Sets the verdict of a row. */
    void say(LoggedRow row, RowVerdict verdict) {
        said.put(row.id(), verdict);
    }

    /** The fact may belong to one row or another: it takes part in no weaker tier, and nothing is written. */
    void doubt(ChainFact fact) {
        doubtfulFacts.add(fact.key());
        reservedFacts.add(fact.key());
    }

    /** The row may be about one fact or another. */
    void doubt(LoggedRow row, ChainFact fact) {
        say(row, RowVerdict.AMBIGUOUS);
        reservedRows.add(row.id());
        doubt(fact);
    }

    /** The row was assigned a fact that has not settled: both take part in no weaker tier. */
    void reserve(LoggedRow row, ChainFact fact) {
        say(row, RowVerdict.PENDING);
        reservedRows.add(row.id());
        reservedFacts.add(fact.key());
    }

    /** The fact may belong to a row that may also belong to a younger fact. */
    void hold(ChainFact fact) {
        waitingFacts.add(fact.key());
    }

    Optional<RowVerdict> saidOf(LoggedRow row) {
        return Optional.ofNullable(said.get(row.id()));
    }

    boolean isReserved(LoggedRow row) {
        return reservedRows.contains(row.id());
    }

    boolean isReserved(ChainFact fact) {
        return reservedFacts.contains(fact.key());
    }

    boolean isDoubtful(ChainFact fact) {
        return doubtfulFacts.contains(fact.key());
    }

    boolean waits(ChainFact fact) {
        return waitingFacts.contains(fact.key()) || reservedFacts.contains(fact.key());
    }
}
