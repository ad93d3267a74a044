package io.weighbridge.store.sqlite;

import io.weighbridge.store.Store.StoredFact;
import io.weighbridge.store.sql.Submission;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives submissions their rows, in chain order. Used by the thread that writes. */
final class MissingRows {

    private static final Logger LOG = LoggerFactory.getLogger(MissingRows.class);

    private final PacedFile rows;

    MissingRows(PacedFile rows) {
        this.rows = rows;
    }

    /** Inserts a row for each submission that has none and never had one; gives their number. */
    int insert(List<StoredFact> facts) {
        List<Submission> submissions = Submission.among(facts);
        List<Submission> missing = withoutRow(submissions);
        if (missing.isEmpty() || !rows.prepare()) {
            return 0;
        }
        int inserted = 0;
        int done = 0;
        while (done < missing.size()) {
            RowInsert.Result step =
                    insertSome(missing.subList(done, Math.min(missing.size(), done + PacedFile.MOST_ROWS)));
            inserted += step.inserted();
            done += step.done();
        }
        return inserted;
    }

    /** The submissions that have no row and never had one; links to a table that is gone are forgotten first. */
    private List<Submission> withoutRow(List<Submission> submissions) {
        if (submissions.isEmpty()) {
            return submissions;
        }
        forgetVoidLinks();
        List<String> keys = submissions.stream().map(Submission::key).toList();
        Set<String> linked = rows.file()
                .read(
                        "looking for facts without a row",
                        handle -> Links.exist(handle) ? Links.linked(handle, keys) : Set.of());
        return submissions.stream()
                .filter(submission -> !linked.contains(submission.key()))
                .toList();
    }

    private void forgetVoidLinks() {
        Path path = rows.file().path();
        boolean stale = rows.isShared()
                && rows.file().readConsistently("checking the links", handle -> {
                    Optional<WeightTable> table = WeightTable.find(handle);
                    table.ifPresent(present -> present.check(path));
                    return table.isPresent() && Links.exist(handle) && Links.areVoid(handle);
                });
        if (stale) {
            LOG.warn("{}: weight_transactions was made anew since rows were linked; the links are forgotten", path);
            rows.write("forgetting links", handle -> {
                Links.clear(handle, rows.options().clock().instant());
                return 0;
            });
        }
    }

    /** Inserts from the front in one transaction, which may not come to the end. */
    private RowInsert.Result insertSome(List<Submission> missing) {
        RowInsert insert = rows.file()
                .readConsistently(
                        "looking for rows with the hash", handle -> RowInsert.plan(handle, missing, rows.isShared()));
        RowInsert.Result result = rows.write("inserting rows", handle -> {
            Optional<WeightTable> table = WeightTable.find(handle);
            table.ifPresent(present -> present.check(rows.file().path()));
            return table.map(present ->
                            insert.run(handle, present, rows.options().clock()))
                    .orElse(new RowInsert.Result(0, missing.size(), Set.of()));
        });
        for (String column : result.obstacles()) {
            rows.report("the column " + column
                    + " of weight_transactions wants a value that Weighbridge does not have; rows "
                    + "that lack it are not inserted. Give the column a default, or update Weighbridge");
        }
        return result;
    }
}
