package io.weighbridge.store.sqlite;

import io.weighbridge.store.EditableLedger;
import io.weighbridge.store.FactQuery;
import io.weighbridge.store.LedgerChange;
import io.weighbridge.store.LedgerRow;
import io.weighbridge.store.LedgerScope;
import io.weighbridge.store.LedgerSnapshot;
import io.weighbridge.store.RowStory;
import io.weighbridge.store.Store.OpenedCommit;
import io.weighbridge.store.Store.StoredFact;
import io.weighbridge.store.StoreException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code weight_transactions} in SQLite: in the validator's own file, or in the store when there is none. Reads are
 * safe for many threads; writes come from one thread.
 *
 * <p>In a file that is shared, a write transaction holds at most {@value #MOST_ROWS} rows and 100 ms, and 100 ms pass
 * before the next: the validator gives up on a lock after five seconds and loses what it wanted to write.
 */
public final class SqliteLedger implements EditableLedger {

    private static final Logger LOG = LoggerFactory.getLogger(SqliteLedger.class);
    private static final int MOST_ROWS = 50;
    private static final Duration LONGEST = Duration.ofMillis(100);
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final LedgerHome home;
    private final SqliteOptions options;
    private final Set<String> reported = new HashSet<>();
    private Instant lastWrite = Instant.EPOCH;

    /** What {@link #rowsMark()} said at {@link #markedAt}: a connection's data version changes when others write. */
    private String mark = "";

    private String markedAt = "";

    SqliteLedger(LedgerHome home, SqliteOptions options) {
        this.home = home;
        this.options = options;
    }

    /** The table in the store, for use without a validator; closing it leaves the store open. */
    public static SqliteLedger inStore(SqliteStore store) {
        return new SqliteLedger(new StoreHome(store.file()), store.file().options());
    }

    /**
     * The table in the validator's file.
     *
     * @throws StoreException.Unsuitable if it is not a validator's file that can be shared; nothing was written then
     * @throws StoreException.InUse if another Weighbridge writes to it
     */
    public static SqliteLedger inValidatorFile(Path file, LedgerOptions options) {
        return new SqliteLedger(ValidatorFile.open(file, options), options.sqlite());
    }

    /**
     * The table in the validator's file to read only, also while another Weighbridge writes to it.
     *
     * @throws StoreException.Unsuitable if it is not a validator's file
     */
    public static SqliteLedger readValidatorFile(Path file, SqliteOptions options) {
        return new SqliteLedger(ValidatorFile.openToRead(file, options), options);
    }

    @Override
    public int insertMissing(List<StoredFact> facts) {
        List<Submission> submissions = facts.stream()
                .sorted(Comparator.<StoredFact>comparingLong(
                                stored -> stored.fact().block().number())
                        .thenComparingLong(StoredFact::id))
                .map(StoredFact::fact)
                .filter(Submission::is)
                .map(Submission::of)
                .toList();
        List<Submission> missing = withoutRow(submissions);
        if (missing.isEmpty() || !prepare()) {
            return 0;
        }
        int inserted = 0;
        int done = 0;
        while (done < missing.size()) {
            RowInsert.Result step = insertSome(missing.subList(done, Math.min(missing.size(), done + MOST_ROWS)));
            inserted += step.inserted();
            done += step.done();
        }
        return inserted;
    }

    @Override
    public int showOpened(List<StoredFact> commits, List<OpenedCommit> opened) {
        var rows = new OpenedRows(commits, opened);
        List<List<LedgerChange>> changes = home.file().readConsistently("looking for rows of commits", handle -> {
            Optional<WeightTable> table = WeightTable.find(handle);
            return table.isPresent() && Links.exist(handle) ? rows.changes(handle, table.get()) : List.of();
        });
        // Where somebody else writes in between, the next look goes on from there.
        return apply(changes, 0).complete() ? changes.size() : 0;
    }

    @Override
    public List<LedgerRow> rows(FactQuery query) {
        return home.file()
                .readConsistently(
                        "reading rows",
                        handle -> WeightTable.find(handle)
                                .map(table -> RowSelect.list(handle, table, query))
                                .orElse(List.of()));
    }

    @Override
    public Optional<LedgerSnapshot> snapshot() {
        Path path = home.file().path();
        return home.file().readConsistently("reading rows and links", handle -> {
            Optional<WeightTable> table = WeightTable.find(handle);
            table.ifPresent(present -> present.check(path));
            if (table.isPresent()) {
                return Optional.of(LedgerReading.of(handle, table.get()));
            }
            return home.createsTable() ? Optional.of(LedgerReading.ofNoTable(handle)) : Optional.empty();
        });
    }

    @Override
    public Optional<LedgerSnapshot> snapshot(LedgerScope scope) {
        return home.file().readConsistently("reading some rows and links", handle -> {
            Optional<WeightTable> table = WeightTable.find(handle);
            return table.isPresent() && Links.exist(handle)
                    ? LedgerPart.of(handle, table.get(), scope)
                    : Optional.empty();
        });
    }

    @Override
    public Applied apply(List<List<LedgerChange>> steps, long run) {
        if (steps.isEmpty() || !prepare()) {
            return new Applied(run, 0, steps.isEmpty());
        }
        long number = run == 0 ? home.file().read("numbering the run", LedgerWriting::nextRun) : run;
        int changes = 0;
        int done = 0;
        while (done < steps.size()) {
            Made made = makeSome(number, steps.subList(done, steps.size()));
            changes += made.changes();
            done += made.steps();
            if (!made.complete()) {
                return new Applied(number, changes, false);
            }
        }
        return new Applied(number, changes, true);
    }

    /** Makes steps from the front in one transaction, which may not come to the end. */
    private Made makeSome(long run, List<List<LedgerChange>> steps) {
        return write("reconciling rows", handle -> {
            Optional<WeightTable> table = WeightTable.find(handle);
            if (table.isEmpty()) {
                return new Made(0, 0, false);
            }
            Instant began = options.clock().instant();
            var writing = new LedgerWriting(handle, table.get(), run, began);
            int changes = 0;
            int done = 0;
            while (done < steps.size() && (done == 0 || hasRoom(changes, steps.get(done), began))) {
                if (!writing.make(steps.get(done))) {
                    return new Made(done, changes, false);
                }
                changes += steps.get(done++).size();
            }
            return new Made(done, changes, true);
        });
    }

    private boolean hasRoom(int changes, List<LedgerChange> step, Instant began) {
        return changes + step.size() <= MOST_ROWS
                && Duration.between(began, options.clock().instant()).compareTo(LONGEST) < 0;
    }

    @Override
    public void note(Map<Long, String> rows, Map<String, String> facts) {
        List<VerdictNotes.Note> missing =
                home.file().readConsistently("reading verdicts", handle -> VerdictNotes.missing(handle, rows, facts));
        if (missing.isEmpty() || !prepare()) {
            return;
        }
        for (int from = 0; from < missing.size(); from += MOST_ROWS) {
            List<VerdictNotes.Note> some = missing.subList(from, Math.min(missing.size(), from + MOST_ROWS));
            write("noting verdicts", handle -> {
                VerdictNotes.write(handle, some);
                return some;
            });
        }
    }

    @Override
    public String rowsMark() {
        SqliteFile file = home.file();
        long version = file.outsideTransaction(
                "asking for changes",
                handle -> handle.select("PRAGMA data_version").mapTo(Long.class).one());
        String now = System.identityHashCode(file) + ":" + version;
        if (!now.equals(markedAt)) {
            mark = file.read(
                    "counting rows",
                    handle -> WeightTable.find(handle).isEmpty()
                            ? ""
                            : handle.select("SELECT count(*) || ':' || coalesce(max(id), 0) FROM weight_transactions")
                                    .mapTo(String.class)
                                    .one());
            markedAt = now;
        }
        return mark;
    }

    @Override
    public long newestRun() {
        return home.file()
                .readConsistently(
                        "looking for the newest run",
                        handle -> Links.exist(handle) ? LedgerWriting.nextRun(handle) - 1 : 0);
    }

    @Override
    public Set<Long> rowsOfRun(long run) {
        return home.file()
                .readConsistently(
                        "looking for a run",
                        handle -> Links.exist(handle)
                                ? handle.select("""
                                                SELECT row_id FROM weighbridge_links
                                                WHERE run = ? AND role IN ('primary', 'duplicate')
                                                UNION
                                                SELECT row_id FROM weighbridge_fills
                                                WHERE run = ? AND taken_back IS NULL
                                                """, run, run).mapTo(Long.class).set()
                                : Set.of());
    }

    @Override
    public Map<String, Long> countRows() {
        return home.file()
                .readConsistently(
                        "counting rows",
                        handle -> WeightTable.find(handle).isPresent() ? RowSelect.countByTier(handle) : Map.of());
    }

    @Override
    public Map<String, Long> countVerdicts() {
        return home.file().readConsistently("counting verdicts", RowSelect::countByVerdict);
    }

    @Override
    public Map<String, Long> countAgreement() {
        return home.file().readConsistently("counting what was filled", RowStories::countAgreement);
    }

    @Override
    public Optional<RowStory> story(long row) {
        return home.file().readConsistently("looking at a row's link", handle -> RowStories.of(handle, row));
    }

    @Override
    public void close() {
        home.close();
    }

    /** The submissions that have no row and never had one; links to a table that is gone are forgotten first. */
    private List<Submission> withoutRow(List<Submission> submissions) {
        if (submissions.isEmpty()) {
            return submissions;
        }
        forgetVoidLinks();
        List<String> keys = submissions.stream().map(Submission::key).toList();
        Set<String> linked = home.file()
                .read(
                        "looking for facts without a row",
                        handle -> Links.exist(handle) ? Links.linked(handle, keys) : Set.of());
        return submissions.stream()
                .filter(submission -> !linked.contains(submission.key()))
                .toList();
    }

    private void forgetVoidLinks() {
        Path path = home.file().path();
        boolean stale = home.isShared()
                && home.file().readConsistently("checking the links", handle -> {
                    Optional<WeightTable> table = WeightTable.find(handle);
                    table.ifPresent(present -> present.check(path));
                    return table.isPresent() && Links.exist(handle) && Links.areVoid(handle);
                });
        if (stale) {
            LOG.warn("{}: weight_transactions was made anew since rows were linked; the links are forgotten", path);
            write("forgetting links", handle -> {
                Links.clear(handle, options.clock().instant());
                return 0;
            });
        }
    }

    /** Makes the tables that are missing; false if the validator's own has to be waited for. */
    private boolean prepare() {
        SqliteFile file = home.file();
        boolean present = file.read(
                "looking for weight_transactions",
                handle -> WeightTable.find(handle).isPresent());
        if (!present && !home.createsTable()) {
            report("the validator has no table weight_transactions yet; it is waited for");
            return false;
        }
        boolean prepared = file.read("looking for our tables", Links::exist);
        if (!prepared) {
            home.beforeFirstWrite();
        }
        if (!present || !prepared) {
            write("creating tables", handle -> {
                home.createTables(handle);
                return 0;
            });
        }
        return true;
    }

    /** Inserts from the front in one transaction, which may not come to the end. */
    private RowInsert.Result insertSome(List<Submission> missing) {
        RowInsert insert = home.file()
                .readConsistently(
                        "looking for rows with the hash", handle -> RowInsert.plan(handle, missing, home.isShared()));
        RowInsert.Result result = write("inserting rows", handle -> {
            Optional<WeightTable> table = WeightTable.find(handle);
            table.ifPresent(present -> present.check(home.file().path()));
            return table.map(present -> insert.run(handle, present, options.clock()))
                    .orElse(new RowInsert.Result(0, missing.size(), Set.of()));
        });
        for (String column : result.obstacles()) {
            report("the column " + column
                    + " of weight_transactions wants a value that Weighbridge does not have; rows "
                    + "that lack it are not inserted. Give the column a default, or update Weighbridge");
        }
        return result;
    }

    private <T> T write(String doing, Function<Handle, T> work) {
        SqliteFile file = home.file();
        if (home.isShared()) {
            pause(doing, Duration.between(lastWrite, options.clock().instant()));
        }
        try {
            return file.write(doing, handle -> {
                home.checkSame();
                return work.apply(handle);
            });
        } finally {
            lastWrite = options.clock().instant();
            markedAt = "";
        }
    }

    private void pause(String doing, Duration sinceLastWrite) {
        if (sinceLastWrite.compareTo(PAUSE) >= 0) {
            return;
        }
        try {
            options.pause().lasting(PAUSE.minus(sinceLastWrite));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreException.Failed(
                    doing + " in " + home.file().path() + ": interrupted; nothing was written", e);
        }
    }

    private void report(String what) {
        if (reported.add(what)) {
            LOG.warn("{}: {}", home.file().path(), what);
        }
    }

    private record Made(int steps, int changes, boolean complete) {}
}
