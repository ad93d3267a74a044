package io.weighbridge.reconcile;

import io.weighbridge.store.Cell;
import io.weighbridge.store.Fill;
import io.weighbridge.store.LedgerChange;
import io.weighbridge.store.LedgerSnapshot;
import io.weighbridge.store.RowLink;
import io.weighbridge.store.TableRow;
import io.weighbridge.store.Tier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The table as it will be after the changes decided so far, and those changes. Not thread safe. Changes that must be made
 * together form one step.
 */
final class PlannedTable {

    private final TreeMap<Long, TableRow> rows = new TreeMap<>();
    private final Map<Long, LoggedRow> read = new HashMap<>();
    private final TreeMap<Long, RowLink> links = new TreeMap<>();
    private final Map<String, TreeMap<Long, RowLink>> linksByFact = new HashMap<>();
    private final Set<String> columns;
    private final Set<String> demanded;
    private final Set<String> buried;
    private final Set<Long> suppressedRows;
    private final Set<String> suppressedFacts;
    /** The cells that were written and not taken back, by row, oldest first. */
    private final Map<Long, List<Fill>> fills = new HashMap<>();

    private final List<List<LedgerChange>> steps = new ArrayList<>();
    private List<LedgerChange> step = new ArrayList<>();

    PlannedTable(LedgerSnapshot snapshot) {
        snapshot.rows().forEach(row -> rows.put(row.id(), row));
        snapshot.links().forEach(this::remember);
        columns = snapshot.columns();
        demanded = snapshot.demanded();
        buried = new HashSet<>(snapshot.buried());
        suppressedRows = new HashSet<>(snapshot.suppressedRows());
        suppressedFacts = new HashSet<>(snapshot.suppressedFacts());
        snapshot.fills().forEach(this::remember);
    }

    // What is there.

    Collection<TableRow> rows() {
        return Collections.unmodifiableCollection(rows.values());
    }

    Optional<TableRow> row(long id) {
        return Optional.ofNullable(rows.get(id));
    }

    LoggedRow logged(TableRow row) {
        LoggedRow known = read.get(row.id());
        if (known == null || !known.row().equals(row)) {
            known = LoggedRow.read(row);
            read.put(row.id(), known);
        }
        return known;
    }

    /**
     * The original value of a cell, without writes of this program that are still there; NULL if there is no such row.
     */
    Cell unfilled(long id, String column) {
        TableRow row = rows.get(id);
        Cell cell = row == null ? Cell.Null.NULL : row.cell(column);
        for (Fill fill : fillsOf(id)) {
            if (fill.column().equals(column) && cell.equals(fill.after())) {
                cell = fill.before();
            }
        }
        return cell;
    }

    /** The original row, without writes of this program that are still there. */
    Optional<LoggedRow> unfilled(long id) {
        TableRow row = rows.get(id);
        if (row == null) {
            return Optional.empty();
        }
        List<Fill> own = fillsOf(id);
        for (Fill fill : own) {
            if (row.cell(fill.column()).equals(fill.after())) {
                row = row.with(fill.column(), fill.before());
            }
        }
        return Optional.of(own.isEmpty() ? logged(row) : LoggedRow.read(row));
    }

    Collection<RowLink> links() {
        return List.copyOf(links.values());
    }

    Optional<RowLink> linkOf(long row) {
        return Optional.ofNullable(links.get(row));
    }

    /** The links of a fact, by ascending row. */
    List<RowLink> linksOf(String fact) {
        return List.copyOf(linksByFact.getOrDefault(fact, new TreeMap<>()).values());
    }

    boolean isOwn(long row) {
        return linkOf(row).map(link -> link.tier() == Tier.INSERTED).orElse(false);
    }

    /** Whether the table takes a row with these cells. */
    boolean takes(Map<String, Cell> cells) {
        return demanded.stream().allMatch(column -> cells.getOrDefault(column, Cell.Null.NULL) != Cell.Null.NULL);
    }

    boolean isBuried(String fact) {
        return buried.contains(fact);
    }

    boolean isSuppressed(long row) {
        return suppressedRows.contains(row);
    }

    boolean isSuppressed(String fact) {
        return suppressedFacts.contains(fact);
    }

    // What is changed.

    /** The changes, step by step. */
    List<List<LedgerChange>> steps() {
        endStep();
        return List.copyOf(steps);
    }

    /** Ends a step: what was changed since the last one is made together. */
    void endStep() {
        if (!step.isEmpty()) {
            steps.add(List.copyOf(step));
            step = new ArrayList<>();
        }
    }

    void voidLinks() {
        links.clear();
        linksByFact.clear();
        fills.clear();
        buried.clear();
        suppressedRows.clear();
        step.add(LedgerChange.VoidLinks.VOID_LINKS);
        endStep();
    }

    /** Drops a link, and the record of the writes into its row. */
    void drop(RowLink link) {
        forget(link.row());
        fills.remove(link.row());
        step.add(new LedgerChange.DropLink(link.row()));
    }

    void bury(String fact) {
        if (buried.add(fact)) {
            step.add(new LedgerChange.Bury(fact));
        }
    }

    void put(RowLink link) {
        remember(link);
        step.add(new LedgerChange.PutLink(link));
    }

    private void remember(RowLink link) {
        forget(link.row());
        links.put(link.row(), link);
        linksByFact.computeIfAbsent(link.fact(), fact -> new TreeMap<>()).put(link.row(), link);
    }

    private void remember(Fill fill) {
        fills.computeIfAbsent(fill.row(), row -> new ArrayList<>()).add(fill);
    }

    /** The writes into a row that were not taken back, newest first. */
    private List<Fill> fillsOf(long row) {
        var own = new ArrayList<>(fills.getOrDefault(row, List.of()));
        Collections.reverse(own);
        return own;
    }

    private void forget(long row) {
        RowLink link = links.remove(row);
        if (link != null) {
            linksByFact.getOrDefault(link.fact(), new TreeMap<>()).remove(row);
        }
    }

    void write(long row, String column, Cell value, Tier tier, String fact) {
        TableRow present = rows.get(row);
        if (present == null || !present.has(column) || present.cell(column).equals(value)) {
            return;
        }
        var fill = new Fill(row, column, present.cell(column), value, tier, fact);
        rows.put(row, present.with(column, value));
        remember(fill);
        step.add(new LedgerChange.Write(fill));
    }

    /** Inserts a row of this program, and writes the cells that a reveal tells over it. */
    void insert(String fact, Map<String, Cell> cells, Map<String, Cell> shown) {
        var known = new HashMap<>(cells);
        known.keySet().retainAll(columns);
        var revealed = new HashMap<>(shown);
        revealed.keySet().retainAll(columns);
        revealed.entrySet().removeAll(known.entrySet());
        step.add(new LedgerChange.Insert(fact, known, revealed));
    }

    /** Deletes a row of our own. */
    void delete(TableRow row) {
        rows.remove(row.id());
        forget(row.id());
        fills.remove(row.id());
        step.add(new LedgerChange.Delete(row));
    }

    /**
     * Takes back the writes into a row, newest first; returns the columns that were changed since by others, which are
     * left.
     */
    List<String> takeBack(long row) {
        var kept = new ArrayList<String>();
        for (Fill fill : fillsOf(row)) {
            TableRow present = rows.get(row);
            if (present == null || !present.cell(fill.column()).equals(fill.after())) {
                kept.add(fill.column());
                continue;
            }
            rows.put(row, present.with(fill.column(), fill.before()));
            step.add(new LedgerChange.TakeBack(fill));
        }
        fills.remove(row);
        kept.sort(Comparator.naturalOrder());
        return kept.stream().distinct().toList();
    }

    void suppress(long row, String fact) {
        suppressedRows.add(row);
        suppressedFacts.add(fact);
        step.add(new LedgerChange.Suppress(row, fact));
    }
}
