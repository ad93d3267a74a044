package io.weighbridge.store;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The table {@code weight_transactions}, in the validator's file or in the store. Plain and blocking, writes from one
 * thread. It never waits a lock out by force, and it leaves what others wrote alone.
 */
public interface Ledger extends AutoCloseable {

    /**
     * Inserts one row for each submission that has none yet, in chain order, in short transactions with pauses between
     * them. Facts that are no submission on the main mechanism, that have a row, or had one that was deleted since, are
     * passed over; all are while there is no table to insert into.
     *
     * @return how many rows were inserted
     */
    int insertMissing(List<Store.StoredFact> facts);

    /**
     * Brings our own rows that stand for commits in line with what is known of the commits' weights: a row gets them where
     * the commit was opened, and loses them where that has become doubtful. What somebody else changed stays as it is.
     *
     * @param commits the commits
     * @param opened those among them that were opened
     * @return how many rows were changed
     */
    int showOpened(List<Store.StoredFact> commits, List<Store.OpenedCommit> opened);

    /** Rows, newest first, those that match {@code query} as far as rows can. */
    List<LedgerRow> rows(FactQuery query);

    /**
     * How many rows there are, by how they came to their fact: {@code inserted} by us, or the tier of evidence that links
     * a row of the validator's; {@code none} for rows without a fact. Words without rows are left out.
     */
    Map<String, Long> countRows();

    /** How many rows, and facts without a row, there are by the verdict on them; nothing before there are verdicts. */
    Map<String, Long> countVerdicts();

    /**
     * How many of the validator's rows that are linked with a fact {@code agreed} with it as they were, had cells
     * {@code filled} that were empty, or {@code corrected} that were wrong; words without rows are left out.
     */
    Map<String, Long> countAgreement();

    /** Why a row is linked with its fact and what was written into it; empty for a row without a link. */
    Optional<RowStory> story(long row);

    /** Closes every connection. */
    @Override
    void close();
}
