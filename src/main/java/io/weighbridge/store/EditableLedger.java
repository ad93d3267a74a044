package io.weighbridge.store;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A ledger whose rows are matched with facts and completed. Writes from one thread. */
public interface EditableLedger extends Ledger {

    /** What the table holds, read in one short transaction; empty while the validator's table has to be waited for. */
    Optional<LedgerSnapshot> snapshot();

    /**
     * What a part of the table holds, read in one short transaction. Empty where a part would not tell the truth: the table is
     * missing, or it seems to be made anew, or somebody deleted rows; then everything has to be looked at.
     */
    Optional<LedgerSnapshot> snapshot(LedgerScope scope);

    /**
     * Makes changes in short transactions with pauses between them, each step as a whole or not at all. It ends at the first
     * step that finds a cell changed since the snapshot.
     *
     * @param steps changes to be made together, one list after the other
     * @param run the number of the run that they belong to; 0 begins a new one
     */
    Applied apply(List<List<LedgerChange>> steps, long run);

    /**
     * Remembers what is to be said of rows and facts without a link, and forgets what was said of others. Nothing is
     * written where nothing changed.
     *
     * @param rows a word for each row, by its key
     * @param facts a word for each fact, by its key
     */
    void note(Map<Long, String> rows, Map<String, String> facts);

    /**
     * Changes whenever somebody else inserted or deleted rows; asked often, so it costs next to nothing while nobody wrote to
     * the file.
     */
    String rowsMark();

    /** The number of the newest run, 0 before the first. */
    long newestRun();

    /** The keys of the rows whose links that run made, or whose cells it wrote. */
    Set<Long> rowsOfRun(long run);

    /**
     * What became of changes.
     *
     * @param run the number that the writes bear; 0 if nothing was written
     * @param changes how many were made
     * @param complete whether all were made; else the table has to be looked at afresh
     */
    record Applied(long run, int changes, boolean complete) {}
}
