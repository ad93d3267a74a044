package io.weighbridge.store.sqlite;

import io.weighbridge.store.FactQuery;
import io.weighbridge.store.LedgerRow;
import io.weighbridge.store.Tier;
import io.weighbridge.store.sql.RowFilter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** Rows of {@code weight_transactions}, page by page, the newest first. */
final class RowSelect {

    /** Seconds since 1970 of any spelling that SQLite understands, NULL of others. */
    private static final String SECONDS = "unixepoch(t.ts, 'auto', 'subsec')";

    /** Python writes true as 1, as a byte (numpy) or as text. */
    private static final String SUCCEEDED = "(t.success IN (1, '1', x'01', 'True', 'true'))";

    private static final List<String> COLUMNS = List.of(
            "ts",
            "block_number",
            "transaction_hash",
            "netuid",
            "success",
            "weights_json",
            "uids_json",
            "error_message");

    /** The link's columns, and each cell that was written as {@code column=filled} or {@code column=corrected}. */
    private static final String LINK = ", coalesce(l.tier, '') AS tier, coalesce(l.fact, '') AS fact,"
            + " coalesce(l.evidence, '') AS evidence, coalesce(l.run, 0) AS run,"
            + " coalesce((SELECT group_concat(f.column_name || '=' || " + RowStories.HOW + ", ' ')"
            + " FROM weighbridge_fills f WHERE f.row_id = t.id AND f.taken_back IS NULL), '') AS written";

    private static final String NO_LINK = ", '' AS tier, '' AS fact, '' AS evidence, 0 AS run, '' AS written";

    private RowSelect() {}

    /** The rows of one page. */
    static List<LedgerRow> list(Handle handle, WeightTable table, FactQuery query) {
        boolean linked = Links.exist(handle);
        RowFilter filter = filter(table);
        String sql = "SELECT t.id, "
                + COLUMNS.stream().map(name -> column(table, name)).collect(Collectors.joining(", "))
                + (linked ? LINK : NO_LINK)
                + " FROM weight_transactions t"
                + (linked
                        ? " LEFT JOIN weighbridge_links l ON l.row_id = t.id AND l.role IN ('primary', 'duplicate')"
                        : "")
                + " WHERE " + filter.where(query)
                + " ORDER BY " + SECONDS + " DESC, t.id DESC LIMIT :limit OFFSET :offset";
        try (Query select = handle.createQuery(sql)) {
            return filter.bind(select, query).map((row, context) -> read(row)).list();
        }
    }

    /** How many rows there are, by the tier of their link. */
    static Map<String, Long> countByTier(Handle handle) {
        String sql = Links.exist(handle)
                ? "SELECT coalesce(nullif(l.tier, ''), 'none') AS word, count(*) AS number FROM weight_transactions t"
                        + " LEFT JOIN weighbridge_links l ON l.row_id = t.id GROUP BY 1"
                : "SELECT 'none' AS word, count(*) AS number FROM weight_transactions HAVING count(*) > 0";
        try (Query select = handle.createQuery(sql)) {
            return counts(select);
        }
    }

    /** How many rows, and facts without a row, there are by what is said of them. */
    static Map<String, Long> countByVerdict(Handle handle) {
        if (!Links.exist(handle)) {
            return Map.of();
        }
        String sql = "SELECT verdict AS word, count(*) AS number FROM weighbridge_links GROUP BY 1";
        try (Query select = handle.createQuery(sql)) {
            return counts(select);
        }
    }

    private static Map<String, Long> counts(Query select) {
        return select.reduceRows(new TreeMap<>(), (counts, row) -> {
            counts.put(row.getColumn("word", String.class), row.getColumn("number", Long.class));
            return counts;
        });
    }

    private static String column(WeightTable table, String name) {
        return (table.has(name) ? "t." + name : "NULL") + " AS " + name;
    }

    private static RowFilter filter(WeightTable table) {
        return new RowFilter(SECONDS, RowSelect::seconds, SUCCEEDED, table.has("block_number"));
    }

    private static double seconds(Instant time) {
        return time.getEpochSecond() + time.getNano() / 1e9;
    }

    private static LedgerRow read(ResultSet row) throws SQLException {
        return new LedgerRow(
                row.getLong("id"),
                text(row.getObject("ts")),
                text(row.getObject("block_number")),
                text(row.getObject("transaction_hash")),
                text(row.getObject("netuid")),
                text(row.getObject("success")),
                text(row.getObject("weights_json")),
                text(row.getObject("uids_json")),
                text(row.getObject("error_message")),
                row.getString("tier").equals(Tier.INSERTED.word()) ? "weighbridge" : "validator",
                row.getString("fact"),
                new LedgerRow.Source(
                        row.getString("tier"),
                        row.getString("evidence"),
                        row.getLong("run"),
                        written(row.getString("written"))));
    }

    private static Map<String, String> written(String words) {
        var cells = new TreeMap<String, String>();
        for (String word : words.split(" ", -1)) {
            int equals = word.indexOf('=');
            if (equals > 0) {
                cells.putIfAbsent(word.substring(0, equals), word.substring(equals + 1));
            }
        }
        return cells;
    }

    /** A cell as text; numpy's integers arrive as little-endian bytes. */
    private static String text(@Nullable Object cell) {
        if (cell == null) {
            return "";
        }
        if (!(cell instanceof byte[] bytes)) {
            return cell.toString();
        }
        var number = new byte[Long.BYTES];
        System.arraycopy(bytes, 0, number, 0, Math.min(bytes.length, number.length));
        return String.valueOf(
                ByteBuffer.wrap(number).order(ByteOrder.LITTLE_ENDIAN).getLong());
    }
}
