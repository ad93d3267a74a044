package io.weighbridge.store.sqlite;

import io.weighbridge.store.Cell;
import io.weighbridge.store.Fill;
import io.weighbridge.store.LedgerChange;
import io.weighbridge.store.RowLink;
import io.weighbridge.store.Store.OpenedCommit;
import io.weighbridge.store.Store.StoredFact;
import io.weighbridge.store.TableRow;
import io.weighbridge.store.Tier;
import io.weighbridge.store.WeightCells;
import io.weighbridge.store.sql.StoredRow;
import io.weighbridge.weights.WeightFact;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/**
 * Decides how our own rows that stand for commits come in line with what is known of the commits' weights. A cell is
 * written only while it holds what we put there ourselves.
 */
final class OpenedRows {

    private final Map<String, WeightFact> commits;
    private final Map<String, OpenedCommit> opened;

    OpenedRows(List<StoredFact> commits, List<OpenedCommit> opened) {
        this.commits = commits.stream()
                .map(StoredFact::fact)
                .filter(fact -> fact.kind() == WeightFact.Kind.COMMIT)
                .collect(Collectors.toMap(WeightFact::key, Function.identity()));
        this.opened = opened.stream().collect(Collectors.toMap(OpenedCommit::key, Function.identity()));
    }

    /** The changes, row by row. */
    List<List<LedgerChange>> changes(Handle handle, WeightTable table) {
        List<Own> rows = commits.isEmpty() ? List.of() : rows(handle, table);
        Map<Long, Map<String, Fill>> fills = rows.isEmpty() ? Map.of() : fills(handle, rows);
        return rows.stream()
                .map(row -> changes(row, fills.getOrDefault(row.row().id(), Map.of())))
                .filter(step -> !step.isEmpty())
                .toList();
    }

    /** A row of our own with its link. */
    private record Own(TableRow row, RowLink link) {}

    private List<Own> rows(Handle handle, WeightTable table) {
        String sql = """
                SELECT l.row_id, l.fact, l.tier, l.role, l.flags, l.evidence, l.row_fingerprint, t.*
                FROM weighbridge_links l JOIN weight_transactions t ON t.id = l.row_id
                WHERE l.role = 'primary' AND l.tier = '%s' AND l.fact IN (<facts>) ORDER BY l.row_id
                """.formatted(Tier.INSERTED.word());
        try (Query query = handle.createQuery(sql)) {
            return query.bindList("facts", List.copyOf(commits.keySet()))
                    .map(StoredRow.of(
                            "weighbridge_links",
                            "row_id",
                            row -> new Own(LedgerReading.row(row, table), LedgerReading.link(row))))
                    .filter(own -> own.row().fingerprint() == own.link().fingerprint())
                    .list();
        }
    }

    /** What we wrote into each row, by column. */
    private static Map<Long, Map<String, Fill>> fills(Handle handle, List<Own> rows) {
        String sql = "SELECT " + LedgerReading.FILL + """
                 FROM weighbridge_fills
                WHERE taken_back IS NULL AND row_id IN (<rows>) ORDER BY id
                """;
        var fills = new HashMap<Long, Map<String, Fill>>();
        try (Query query = handle.createQuery(sql)) {
            query.bindList("rows", rows.stream().map(own -> own.row().id()).toList())
                    .map(LedgerReading.FILLS)
                    .forEach(fill -> fills.computeIfAbsent(fill.row(), row -> new HashMap<>())
                            .put(fill.column(), fill));
        }
        return fills;
    }

    private List<LedgerChange> changes(Own own, Map<String, Fill> fills) {
        String fact = own.link().fact();
        Map<String, Cell> before = WeightCells.none();
        Map<String, Cell> wanted = Optional.ofNullable(opened.get(fact))
                .map(commit ->
                        WeightCells.of(commit.weights().uids(), commit.weights().values()))
                .orElse(before);
        var changes = new ArrayList<LedgerChange>();
        TableRow row = own.row();
        for (String column : WeightCells.COLUMNS) {
            Cell present = own.row().cell(column);
            Cell want = wanted.getOrDefault(column, Cell.Null.NULL);
            Fill fill = fills.get(column);
            Cell ours = fill == null ? before.getOrDefault(column, Cell.Null.NULL) : fill.after();
            if (!own.row().has(column) || present.equals(want) || !present.equals(ours)) {
                continue;
            }
            if (fill != null) {
                changes.add(new LedgerChange.TakeBack(fill));
                present = fill.before();
            }
            if (!present.equals(want)) {
                changes.add(new LedgerChange.Write(new Fill(row.id(), column, present, want, Tier.INSERTED, fact)));
            }
            row = row.with(column, want);
        }
        if (row.fingerprint() != own.link().fingerprint()) {
            changes.add(new LedgerChange.PutLink(own.link().withFingerprint(row.fingerprint())));
        }
        return changes;
    }
}
