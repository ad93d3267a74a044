package io.weighbridge.store.postgres;

import io.weighbridge.chain.Netuid;
import io.weighbridge.store.FactQuery;
import io.weighbridge.store.LedgerRow;
import io.weighbridge.store.sql.Times;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** Rows of {@code weight_transactions}, page by page, the newest first. */
final class PostgresRows {

    private PostgresRows() {}

    /** The rows of one page. */
    static List<LedgerRow> list(Handle handle, FactQuery query) {
        String sql = "SELECT t.*, coalesce(l.fact, '') AS fact, coalesce(l.evidence, '') AS evidence,"
                + " coalesce(l.tier, '') AS tier"
                + " FROM weight_transactions t LEFT JOIN weighbridge_links l ON l.row_id = t.id WHERE " + where(query)
                + " ORDER BY t.ts DESC, t.id DESC LIMIT :limit OFFSET :offset";
        try (Query select = handle.createQuery(sql)) {
            return bind(select, query).map((row, context) -> read(row)).list();
        }
    }

    private static String where(FactQuery query) {
        var conditions = new ArrayList<String>(List.of("TRUE"));
        if (!query.tracked().netuids().isEmpty()) {
            conditions.add("t.netuid IN (<netuids>)");
        }
        if (!query.blocks().equals(FactQuery.ALL_BLOCKS)) {
            conditions.add("t.block_number BETWEEN :first AND :last");
        }
        if (!query.from().equals(Instant.MIN)) {
            conditions.add("left(t.ts, 23) >= left(:from, 23)");
        }
        if (!query.until().equals(Instant.MAX)) {
            conditions.add("left(t.ts, 23) < left(:until, 23)");
        }
        if (!query.outcomes().isEmpty()) {
            boolean successes = query.outcomes().contains("success");
            boolean failures =
                    query.outcomes().stream().anyMatch(word -> !word.equals("success") && !word.equals("unknown"));
            conditions.add(
                    successes && failures ? "TRUE" : successes ? "t.success" : failures ? "NOT t.success" : "FALSE");
        }
        return String.join(" AND ", conditions);
    }

    private static Query bind(Query select, FactQuery query) {
        select.bind("limit", query.limit()).bind("offset", query.offset());
        if (!query.tracked().netuids().isEmpty()) {
            select.bindList(
                    "netuids",
                    query.tracked().netuids().stream().map(Netuid::value).toList());
        }
        if (!query.blocks().equals(FactQuery.ALL_BLOCKS)) {
            select.bind("first", query.blocks().first())
                    .bind("last", query.blocks().last());
        }
        if (!query.from().equals(Instant.MIN)) {
            select.bind("from", Times.millisFrom(query.from()));
        }
        if (!query.until().equals(Instant.MAX)) {
            select.bind("until", Times.millisFrom(query.until()));
        }
        return select;
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
