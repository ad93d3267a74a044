package io.weighbridge.store.postgres;

import io.weighbridge.store.FactQuery;
import io.weighbridge.store.LedgerRow;
import io.weighbridge.store.sql.RowFilter;
import io.weighbridge.store.sql.Times;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** Rows of {@code weight_transactions}, page by page, the newest first. */
final class PostgresRows {

    /** To the millisecond, which is as far as what is asked for goes. */
    private static final int TO_MILLIS = "2026-02-20T12:00:40.123".length();

    private static final RowFilter FILTER = new RowFilter(
            "left(t.ts, " + TO_MILLIS + ")", time -> Times.millisFrom(time).substring(0, TO_MILLIS), "t.success", true);

    private PostgresRows() {}

    /** The rows of one page. */
    static List<LedgerRow> list(Handle handle, FactQuery query) {
        String sql = "SELECT t.*, coalesce(l.fact, '') AS fact, coalesce(l.evidence, '') AS evidence,"
                + " coalesce(l.tier, '') AS tier"
                + " FROM weight_transactions t LEFT JOIN weighbridge_links l ON l.row_id = t.id WHERE "
                + FILTER.where(query)
                + " ORDER BY t.ts DESC, t.id DESC LIMIT :limit OFFSET :offset";
        try (Query select = handle.createQuery(sql)) {
            return FILTER.bind(select, query).map((row, context) -> read(row)).list();
        }
    }

    private static LedgerRow read(ResultSet row) throws SQLException {
        String tier = row.getString("tier");
        return new LedgerRow(
                row.getLong("id"),
                text(row, "ts"),
                text(row, "block_number"),
                text(row, "transaction_hash"),
                text(row, "netuid"),
                row.getBoolean("success") ? "1" : "0",
                text(row, "weights_json"),
                text(row, "uids_json"),
                text(row, "error_message"),
                tier.isEmpty() ? "validator" : "weighbridge",
                row.getString("fact"),
                new LedgerRow.Source(tier, row.getString("evidence"), 0, Map.of()));
    }

    private static String text(ResultSet row, String column) throws SQLException {
        return Objects.requireNonNullElse(row.getString(column), "");
    }
}
