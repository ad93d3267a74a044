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
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * {@code weight_transactions} in SQLite: in the validator's own file, or in the store when there is none. Reads are
 * safe for many threads; writes come from one thread.
 */
public final class SqliteLedger implements EditableLedger {

    private final PacedFile paced;
    private final MissingRows missing;

    SqliteLedger(LedgerHome home, SqliteOptions options) {
        this.paced = new PacedFile(home, options);
        this.missing = new MissingRows(paced);
    }

    /** The table in the store, for use without a validator; closing it leaves the store open. */
    public static SqliteLedger inStore(SqliteStore store) {
        return new SqliteLedger(new StoreHome(store.file()), store.file().options());
    }

    /** The same in a store that is open to write; the table is made at once, so that whoever asks it finds it, empty or not. */
    public static SqliteLedger madeInStore(SqliteStore store) {
        SqliteLedger ledger = inStore(store);
        ledger.paced.prepare();
        return ledger;
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
        return missing.insert(facts);
    }

    @Override
    public int showOpened(List<StoredFact> commits, List<OpenedCommit> opened) {
        var rows = new OpenedRows(commits, opened);
        List<List<LedgerChange>> changes = paced.file().readConsistently("looking for rows of commits", handle -> {
            Optional<WeightTable> table = WeightTable.find(handle);
            return table.isPresent() && Links.exist(handle) ? rows.changes(handle, table.get()) : List.of();
        });
        // Where somebody else writes in between, the next look goes on from there.
        return apply(changes, 0).complete() ? changes.size() : 0;
    }

    @Override
    public List<LedgerRow> rows(FactQuery query) {
        return paced.file()
                .readConsistently(
                        "reading rows",
                        handle -> WeightTable.find(handle)
                                .map(table -> RowSelect.list(handle, table, query))
                                .orElse(List.of()));
    }

    @Override
    public Optional<LedgerSnapshot> snapshot() {
        Path path = paced.file().path();
        return paced.file().readConsistently("reading rows and links", handle -> {
            Optional<WeightTable> table = WeightTable.find(handle);
            table.ifPresent(present -> present.check(path));
            if (table.isPresent()) {
                return Optional.of(LedgerReading.of(handle, table.get()));
            }
            return paced.createsTable() ? Optional.of(LedgerReading.ofNoTable(handle)) : Optional.empty();
        });
    }

    @Override
    public Optional<LedgerSnapshot> snapshot(LedgerScope scope) {
        return paced.file().readConsistently("reading some rows and links", handle -> {
            Optional<WeightTable> table = WeightTable.find(handle);
            return table.isPresent() && Links.exist(handle)
                    ? LedgerPart.of(handle, table.get(), scope)
                    : Optional.empty();
        });
    }

    @Override
    public Applied apply(List<List<LedgerChange>> steps, long run) {
        if (steps.isEmpty() || !paced.prepare()) {
            return new Applied(run, 0, steps.isEmpty());
        }
        long number = run == 0 ? paced.file().read("numbering the run", LedgerWriting::nextRun) : run;
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
        return paced.write("reconciling rows", handle -> {
            Optional<WeightTable> table = WeightTable.find(handle);
            if (table.isEmpty()) {
                return new Made(0, 0, false);
            }
            Instant began = paced.options().clock().instant();
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
        return changes + step.size() <= PacedFile.MOST_ROWS && !paced.isOver(began);
    }

    @Override
    public void note(Map<Long, String> rows, Map<String, String> facts) {
        List<VerdictNotes.Note> missing =
                paced.file().readConsistently("reading verdicts", handle -> VerdictNotes.missing(handle, rows, facts));
        if (missing.isEmpty() || !paced.prepare()) {
            return;
        }
        for (int from = 0; from < missing.size(); from += PacedFile.MOST_ROWS) {
            List<VerdictNotes.Note> some = missing.subList(from, Math.min(missing.size(), from + PacedFile.MOST_ROWS));
            paced.write("noting verdicts", handle -> {
                VerdictNotes.write(handle, some);
                return some;
            });
        }
    }

    @Override
    public String rowsMark() {
        return paced.rowsMark();
    }

    @Override
    public long newestRun() {
        return paced.file()
                .readConsistently(
                        "looking for the newest run",
                        handle -> Links.exist(handle) ? LedgerWriting.nextRun(handle) - 1 : 0);
    }

    @Override
    public Set<Long> rowsOfRun(long run) {
        return paced.file()
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
        return paced.file()
                .readConsistently(
                        "counting rows",
                        handle -> WeightTable.find(handle).isPresent() ? RowSelect.countByTier(handle) : Map.of());
    }

    @Override
    public Map<String, Long> countVerdicts() {
        return paced.file().readConsistently("counting verdicts", RowSelect::countByVerdict);
    }

    @Override
    public Map<String, Long> countAgreement() {
        return paced.file().readConsistently("counting what was filled", RowStories::countAgreement);
    }

    @Override
    public Optional<RowStory> story(long row) {
        return paced.file().readConsistently("looking at a row's link", handle -> RowStories.of(handle, row));
    }

    @Override
    public void close() {
        paced.close();
    }

    private record Made(int steps, int changes, boolean complete) {}
}
