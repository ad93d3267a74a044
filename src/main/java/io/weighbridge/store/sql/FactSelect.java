package io.weighbridge.store.sql;

import io.weighbridge.store.FactOutline;
import io.weighbridge.store.FactQuery;
import io.weighbridge.store.Store.StoredFact;
import io.weighbridge.weights.WeightFact;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.Query;

/** Facts by hotkey, subnet, block, time and outcome, page by page. */
final class FactSelect {

    private static final String OUTLINE = "id, block_number, block_ts, kind, outcome, coalesce(error, '') AS error, "
            + "hotkey, netuid, mechanism_id, uids_json IS NOT NULL AS open";

    private static final RowMapper<StoredFact> FACT = StoredRow.of("facts", "id", FactReading::fact);

    private FactSelect() {}

    /** The facts of one page. */
    static List<StoredFact> list(Handle handle, FactQuery query) {
        return page(handle, "*", query, FACT);
    }

    /** The outlines of one page; what facts carried is not even read. */
    static List<FactOutline> outlines(Handle handle, FactQuery query) {
        return page(handle, OUTLINE, query, StoredRow.of("facts", "id", FactReading::outline));
    }

    private static <T> List<T> page(Handle handle, String columns, FactQuery query, RowMapper<T> reading) {
        String direction = query.newestFirst() ? " DESC" : "";
        String sql = "SELECT " + columns + " FROM facts" + where(query) + " ORDER BY block_number" + direction + ", id"
                + direction + " LIMIT :limit OFFSET :offset";
        try (Query select = handle.createQuery(sql)) {
            return bind(select, query)
                    .bind("limit", query.limit())
                    .bind("offset", query.offset())
                    .map(reading)
                    .list();
        }
    }

    /** Those facts, in the order of their keys. */
    static List<StoredFact> byKey(Handle handle, Set<Long> keys) {
        if (keys.isEmpty()) {
            return List.of();
        }
        try (Query select = handle.createQuery("SELECT * FROM facts WHERE id IN (<keys>) ORDER BY id")) {
            return select.bindList("keys", List.copyOf(keys)).map(FACT).list();
        }
    }

    /** How many facts there are on all pages. */
    static long count(Handle handle, FactQuery query) {
        try (Query select = handle.createQuery("SELECT count(*) FROM facts" + where(query))) {
            return bind(select, query).mapTo(Long.class).one();
        }
    }

    private static String where(FactQuery query) {
        var conditions = new ArrayList<String>();
        conditions.add("block_number BETWEEN :first AND :last");
        conditions.addAll(TrackedFilter.conditions(query.tracked(), ""));
        if (!query.outcomes().isEmpty()) {
            conditions.add("outcome IN (<outcomes>)");
        }
        if (!query.kinds().isEmpty()) {
            conditions.add("kind IN (<kinds>)");
        }
        if (query.after() > 0) {
            conditions.add("id > :after");
        }
        if (!query.from().equals(Instant.MIN)) {
            conditions.add("block_ts >= :from");
        }
        if (!query.until().equals(Instant.MAX)) {
            conditions.add("block_ts < :until");
        }
        return " WHERE " + String.join(" AND ", conditions);
    }

    private static Query bind(Query select, FactQuery query) {
        TrackedFilter.bind(select, query.tracked())
                .bind("first", query.blocks().first())
                .bind("last", query.blocks().last());
        if (!query.outcomes().isEmpty()) {
            select.bindList("outcomes", List.copyOf(query.outcomes()));
        }
        if (!query.kinds().isEmpty()) {
            select.bindList(
                    "kinds", query.kinds().stream().map(WeightFact.Kind::word).toList());
        }
        if (query.after() > 0) {
            select.bind("after", query.after());
        }
        if (!query.from().equals(Instant.MIN)) {
            select.bind("from", Times.millisFrom(query.from()));
        }
        if (!query.until().equals(Instant.MAX)) {
            select.bind("until", Times.millisFrom(query.until()));
        }
        return select;
    }
}
