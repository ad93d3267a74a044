package io.weighbridge.store.sqlite;

import io.weighbridge.store.Cell;
import io.weighbridge.store.Fill;
import io.weighbridge.store.LedgerChange;
import io.weighbridge.store.RowLink;
import io.weighbridge.store.TableRow;
import io.weighbridge.store.Tier;
import io.weighbridge.store.sql.StoredRow;
import io.weighbridge.store.sql.Times;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Makes changes inside one write transaction, each cell only where it still holds what it held when it was read: a change
 * answers whether it could be made.
 */
final class LedgerWriting implements LedgerChange.Cases<Boolean> {

    private final Handle handle;
    private final WeightTable table;
    private final long run;
    private final Instant now;

    LedgerWriting(Handle handle, WeightTable table, long run, Instant now) {
        this.handle = handle;
        this.table = table;
        this.run = run;
        this.now = now;
    }

    /** The number of the next run. */
    static long nextRun(Handle handle) {
        return handle.createQuery("""
                        SELECT 1 + max(
                          (SELECT coalesce(max(run), 0) FROM weighbridge_links),
                          (SELECT coalesce(max(run), 0) FROM weighbridge_fills))
                        """).mapTo(Long.class).one();
    }

    /** Makes all changes of a step, or none if one of them finds a cell changed. */
    boolean make(List<LedgerChange> step) {
        handle.execute("SAVEPOINT step");
        for (LedgerChange change : step) {
            if (!change.match(this)) {
                handle.execute("ROLLBACK TO step");
                handle.execute("RELEASE step");
                return false;
            }
        }
        handle.execute("RELEASE step");
        return true;
    }

    @Override
    public Boolean write(LedgerChange.Write change) {
        return write(change.fill());
    }

    private boolean write(Fill fill) {
        if (!set(fill.row(), fill.column(), fill.before(), fill.after())) {
            return false;
        }
        handle.execute(
                """
                INSERT INTO weighbridge_fills
                  (run, row_id, column_name, old_value, new_value, tier, evidence, fact, at)
                VALUES (?, ?, ?, ?, ?, ?, coalesce((SELECT evidence FROM weighbridge_links WHERE row_id = ?), ''), ?, ?)
                """,
                run,
                fill.row(),
                fill.column(),
                CellValues.of(fill.before()),
                CellValues.of(fill.after()),
                fill.tier().word(),
                fill.row(),
                fill.fact(),
                Times.millis(now));
        return true;
    }

    @Override
    public Boolean takeBack(LedgerChange.TakeBack change) {
        Fill fill = change.fill();
        if (!set(fill.row(), fill.column(), fill.after(), fill.before())) {
            return false;
        }
        handle.execute("""
                UPDATE weighbridge_fills SET taken_back = ?
                WHERE id = (SELECT max(id) FROM weighbridge_fills
                            WHERE row_id = ? AND column_name = ? AND taken_back IS NULL)
                """, Times.millis(now), fill.row(), fill.column());
        return true;
    }

    /** Compare and set. */
    private boolean set(long row, String column, Cell expected, Cell value) {
        String name = WeightTable.quoted(column);
        return handle.execute(
                        "UPDATE weight_transactions SET " + name + " = ? WHERE id = ? AND " + name + " IS ?",
                        CellValues.of(value),
                        row,
                        CellValues.of(expected))
                == 1;
    }

    @Override
    public Boolean insert(LedgerChange.Insert insert) {
        long id = table.insert(handle, insert.cells());
        var shown = new HashMap<>(insert.cells());
        shown.putAll(insert.revealed());
        long fingerprint = new TableRow(id, shown).fingerprint();
        put(new RowLink(id, insert.fact(), Tier.INSERTED, RowLink.Role.PRIMARY, Map.of(), "our own row", fingerprint));
        insert.revealed()
                .forEach((column, cell) ->
                        write(new Fill(id, column, stored(id, column), cell, Tier.INSERTED, insert.fact())));
        return true;
    }

    /** What a cell holds, which may be its column's default. */
    private Cell stored(long row, String column) {
        return handle.select("SELECT " + WeightTable.quoted(column) + " FROM weight_transactions WHERE id = ?", row)
                .map(StoredRow.of("weight_transactions", "id", found -> CellValues.read(found, column)))
                .one();
    }

    /** Deletes a row that nobody touched since it was read. */
    @Override
    public Boolean delete(LedgerChange.Delete change) {
        TableRow row = change.row();
        var conditions = new StringBuilder("DELETE FROM weight_transactions WHERE id = ?");
        var values = new ArrayList<@Nullable Object>(List.of(row.id()));
        row.cells().forEach((column, cell) -> {
            conditions.append(" AND ").append(WeightTable.quoted(column)).append(" IS ?");
            values.add(CellValues.of(cell));
        });
        boolean deleted = handle.execute(conditions.toString(), values.toArray()) == 1;
        drop(row.id());
        return deleted;
    }

    @Override
    public Boolean putLink(LedgerChange.PutLink change) {
        put(change.link());
        return true;
    }

    private void put(RowLink link) {
        handle.execute("DELETE FROM weighbridge_links WHERE role = 'none' AND fact = ?", link.fact());
        handle.execute(
                """
                INSERT INTO weighbridge_links (run, row_id, row_fingerprint, fact, tier, role, flags, verdict, evidence)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (row_id) DO UPDATE SET
                  run = CASE WHEN fact IS excluded.fact THEN run ELSE excluded.run END,
                  row_fingerprint = excluded.row_fingerprint, fact = excluded.fact, tier = excluded.tier,
                  role = excluded.role, flags = excluded.flags, verdict = excluded.verdict, evidence = excluded.evidence
                """,
                run,
                link.row(),
                link.fingerprint(),
                link.fact(),
                link.tier().word(),
                link.role().word(),
                LedgerReading.words(link.flags()),
                Links.verdict(link.tier()),
                link.evidence());
    }

    @Override
    public Boolean dropLink(LedgerChange.DropLink change) {
        drop(change.row());
        return true;
    }

    private void drop(long row) {
        handle.execute("DELETE FROM weighbridge_links WHERE row_id = ?", row);
        handle.execute(
                "UPDATE weighbridge_fills SET taken_back = ? WHERE row_id = ? AND taken_back IS NULL",
                Times.millis(now),
                row);
    }

    @Override
    public Boolean bury(LedgerChange.Bury change) {
        remember(null, change.fact(), "tombstone");
        return true;
    }

    @Override
    public Boolean suppress(LedgerChange.Suppress change) {
        boolean there = handle.select("SELECT count(*) FROM weight_transactions WHERE id = ?", change.row())
                        .mapTo(Integer.class)
                        .one()
                > 0;
        handle.execute("DELETE FROM weighbridge_links WHERE row_id = ?", change.row());
        remember(there ? change.row() : null, change.fact(), "suppressed");
        return true;
    }

    @Override
    public Boolean voidLinks(LedgerChange.VoidLinks change) {
        Links.clear(handle, now);
        return true;
    }

    /** Notes that a fact, and perhaps a row, is to be left alone; the word is role and verdict. */
    private void remember(@Nullable Long row, String fact, String word) {
        handle.execute("DELETE FROM weighbridge_links WHERE fact = ? AND role IN ('none', 'tombstone')", fact);
        handle.execute("""
                INSERT INTO weighbridge_links (run, row_id, row_fingerprint, fact, tier, role, flags, verdict, evidence)
                VALUES (?, ?, 0, ?, '', ?, '', ?, '')
                """, run, row, fact, word, word);
    }
}
