package io.weighbridge.store.sqlite;

import io.weighbridge.store.Cell;
import io.weighbridge.store.Fill;
import io.weighbridge.store.LedgerSnapshot;
import io.weighbridge.store.RowLink;
import io.weighbridge.store.RowLink.Role;
import io.weighbridge.store.TableRow;
import io.weighbridge.store.Tier;
import io.weighbridge.store.sql.StoredRow;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;

/** Reads the table and what is remembered about it; to be called inside one transaction. */
final class LedgerReading {

    /** The columns that {@link #LINKS} reads. */
    static final String LINK = "row_id, fact, tier, role, flags, evidence, row_fingerprint";

    /** The columns that {@link #FILLS} reads. */
    static final String FILL = "row_id, column_name, old_value, new_value, tier, fact";

    /** Reads links. */
    static final RowMapper<RowLink> LINKS = StoredRow.of("weighbridge_links", "row_id", LedgerReading::link);

    /** Reads fills. */
    static final RowMapper<Fill> FILLS = StoredRow.of("weighbridge_fills", "row_id", LedgerReading::fill);

    private LedgerReading() {}

    /** What a table that is still to be created will hold. */
    static LedgerSnapshot ofNoTable(Handle handle) {
        return new Read(
                List.of(),
                WeightTable.DEFINED,
                Set.of(),
                links(handle),
                facts(handle, "tombstone"),
                suppressedRows(handle),
                facts(handle, "suppressed"),
                fills(handle),
                OptionalLong.of(0));
    }

    /** What the table holds. */
    static LedgerSnapshot of(Handle handle, WeightTable table) {
        return new Read(
                rows(handle, table),
                table.names(),
                table.demanded(),
                links(handle),
                facts(handle, "tombstone"),
                suppressedRows(handle),
                facts(handle, "suppressed"),
                fills(handle),
                Links.sequence(handle));
    }

    private static List<TableRow> rows(Handle handle, WeightTable table) {
        return handle.createQuery("SELECT " + table.selection() + " FROM weight_transactions ORDER BY id")
                .map(rowsOf(table))
                .list();
    }

    /** Reads rows of the table, which may hold anything. */
    static RowMapper<TableRow> rowsOf(WeightTable table) {
        return StoredRow.of("weight_transactions", "id", row -> row(row, table));
    }

    /** The row of the table, whatever it holds. */
    static TableRow row(StoredRow row, WeightTable table) throws SQLException {
        var cells = new LinkedHashMap<String, Cell>();
        for (String column : table.names()) {
            if (!column.equals("id")) {
                cells.put(column, CellValues.read(row, column));
            }
        }
        return new TableRow(row.number("id"), cells);
    }

    private static List<RowLink> links(Handle handle) {
        if (!Links.exist(handle)) {
            return List.of();
        }
        return handle.createQuery("SELECT " + LINK + """
                         FROM weighbridge_links WHERE role IN ('primary', 'duplicate') ORDER BY row_id
                        """).map(LINKS).list();
    }

    /** The link. */
    static RowLink link(StoredRow row) throws SQLException {
        return new RowLink(
                row.number("row_id"),
                row.text("fact"),
                Tier.of(row.text("tier")),
                row.text("role").equals(Role.PRIMARY.word()) ? Role.PRIMARY : Role.DUPLICATE,
                flags(row.text("flags")),
                row.text("evidence"),
                row.number("row_fingerprint"));
    }

    /** Flags from the words that stand in the table. */
    private static Map<String, Boolean> flags(String words) {
        var flags = new TreeMap<String, Boolean>();
        for (String word : words.split(" ", -1)) {
            int equals = word.indexOf('=');
            if (equals > 0) {
                flags.put(word.substring(0, equals), Boolean.valueOf(word.substring(equals + 1)));
            }
        }
        return flags;
    }

    /** The words for flags. */
    static String words(Map<String, Boolean> flags) {
        return new TreeMap<>(flags)
                .entrySet().stream()
                        .map(flag -> flag.getKey() + "=" + flag.getValue())
                        .collect(Collectors.joining(" "));
    }

    private static Set<String> facts(Handle handle, String role) {
        return Links.exist(handle)
                ? handle.select("SELECT fact FROM weighbridge_links WHERE role = ?", role)
                        .mapTo(String.class)
                        .set()
                : Set.of();
    }

    private static Set<Long> suppressedRows(Handle handle) {
        return Links.exist(handle)
                ? handle.createQuery(
                                "SELECT row_id FROM weighbridge_links WHERE role = 'suppressed' AND row_id IS NOT NULL")
                        .mapTo(Long.class)
                        .set()
                : Set.of();
    }

    private static List<Fill> fills(Handle handle) {
        if (!Links.exist(handle)) {
            return List.of();
        }
        return handle.createQuery("SELECT " + FILL + """
                         FROM weighbridge_fills WHERE taken_back IS NULL ORDER BY id
                        """).map(FILLS).list();
    }

    private static Fill fill(StoredRow row) throws SQLException {
        return new Fill(
                row.number("row_id"),
                row.text("column_name"),
                CellValues.read(row, "old_value"),
                CellValues.read(row, "new_value"),
                Tier.of(row.text("tier")),
                row.text("fact"));
    }

    /** What was read. */
    record Read(
            List<TableRow> rows,
            Set<String> columns,
            Set<String> demanded,
            List<RowLink> links,
            Set<String> buried,
            Set<Long> suppressedRows,
            Set<String> suppressedFacts,
            List<Fill> fills,
            OptionalLong highestKey)
            implements LedgerSnapshot {}
}
