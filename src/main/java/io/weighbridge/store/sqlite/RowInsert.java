package io.weighbridge.store.sqlite;

import io.weighbridge.chain.Hash;
import io.weighbridge.store.Tier;
import io.weighbridge.store.sql.Submission;
import io.weighbridge.store.sqlite.WeightTable.Hashed;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;

/**
 * Gives rows to submissions in one short transaction: the row that holds the extrinsic's hash, else a new one. What can
 * be looked up before the lock is; inside only what came since is looked at.
 */
final class RowInsert {

    private final List<Submission> submissions;
    private final boolean othersWrite;
    private final long highestId;
    private final List<Hashed> candidates;

    private RowInsert(List<Submission> submissions, boolean othersWrite, long highestId, List<Hashed> candidates) {
        this.submissions = submissions;
        this.othersWrite = othersWrite;
        this.highestId = highestId;
        this.candidates = candidates;
    }

    /** Looks for rows that hold a hash already, outside any write transaction. */
    static RowInsert plan(Handle handle, List<Submission> submissions, boolean othersWrite) {
        Optional<WeightTable> table = WeightTable.find(handle);
        if (!othersWrite || table.isEmpty()) {
            return new RowInsert(submissions, othersWrite, 0, List.of());
        }
        long highestId = WeightTable.highestId(handle);
        return new RowInsert(submissions, true, highestId, table.get().withHash(handle, hashes(submissions), 0));
    }

    /** Writes, from the front, as many as the time allows; at least one. */
    Result run(Handle handle, WeightTable table, Clock clock) {
        Instant deadline = clock.instant().plus(PacedFile.LONGEST);
        Set<String> linked =
                Links.linked(handle, submissions.stream().map(Submission::key).toList());
        var transaction = new Transaction(handle, table, freeRows(handle, table));
        int done = 0;
        while (done < submissions.size() && (done == 0 || !clock.instant().isAfter(deadline))) {
            Submission next = submissions.get(done++);
            if (!linked.contains(next.key())) {
                transaction.giveRow(next);
            }
        }
        return new Result(transaction.inserted, done, transaction.obstacles);
    }

    /** Rows that hold one of the hashes and belong to no fact yet. */
    private List<Hashed> freeRows(Handle handle, WeightTable table) {
        List<Hashed> rows = new ArrayList<>(candidates);
        if (othersWrite) {
            rows.addAll(table.withHash(handle, hashes(submissions), highestId));
        }
        Set<Long> taken = Links.taken(handle, rows.stream().map(Hashed::id).toList());
        rows.removeIf(row -> taken.contains(row.id()));
        return rows;
    }

    private static List<Hash> hashes(List<Submission> submissions) {
        return submissions.stream()
                .flatMap(submission -> submission.extrinsicHash().stream())
                .distinct()
                .toList();
    }

    /** The transaction that is under way, and what it came to so far. */
    private static final class Transaction {

        private final Handle handle;
        private final WeightTable table;
        private final List<Hashed> freeRows;
        private final Set<String> obstacles = new TreeSet<>();
        private int inserted;

        Transaction(Handle handle, WeightTable table, List<Hashed> freeRows) {
            this.handle = handle;
            this.table = table;
            this.freeRows = freeRows;
        }

        void giveRow(Submission submission) {
            Optional<Hashed> holder =
                    freeRows.stream().filter(row -> holds(row, submission)).findFirst();
            Optional<String> obstacle = table.obstacle(submission.cells());
            if (holder.isPresent()) {
                Hashed row = holder.get();
                freeRows.remove(row);
                Links.add(handle, row.id(), row.fingerprint(), submission.key(), Tier.HASH);
            } else if (obstacle.isPresent()) {
                obstacles.add(obstacle.get());
            } else {
                long id = table.insert(handle, submission.cells());
                Links.add(handle, id, submission.fingerprint(), submission.key(), Tier.INSERTED);
                inserted++;
            }
        }

        private static boolean holds(Hashed row, Submission submission) {
            return row.netuid() == submission.netuid().value()
                    && submission.extrinsicHash().filter(row.hash()::equals).isPresent();
        }
    }

    /**
     * What a transaction came to.
     *
     * @param inserted how many rows were inserted
     * @param done how many submissions were dealt with
     * @param obstacles columns that kept rows out
     */
    record Result(int inserted, int done, Set<String> obstacles) {}
}
