package io.weighbridge.store.sql;

import io.weighbridge.chain.Netuid;
import io.weighbridge.store.FactQuery;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Set;
import java.util.function.Function;
import org.jdbi.v3.core.statement.Query;

/**
 * Which rows of {@code weight_transactions}, called {@code t}, a query for facts wants, as far as rows can tell; in what
 * databases differ it is told their words.
 *
 * @param time the row's time in an expression that compares as times do
 * @param asTime a time as that expression has it
 * @param succeeded the condition that a row tells of a success
 * @param hasBlocks whether the table has the column {@code block_number}
 */
public record RowFilter(String time, Function<Instant, Object> asTime, String succeeded, boolean hasBlocks) {

    /** The condition. */
    public String where(FactQuery query) {
        var conditions = new ArrayList<String>();
        conditions.add("TRUE");
        if (!query.tracked().netuids().isEmpty()) {
            conditions.add("t.netuid IN (<netuids>)");
        }
        if (!query.blocks().equals(FactQuery.ALL_BLOCKS)) {
            conditions.add(hasBlocks ? "t.block_number BETWEEN :first AND :last" : "FALSE");
        }
        if (!query.from().equals(Instant.MIN)) {
            conditions.add(time + " >= :from");
        }
        if (!query.until().equals(Instant.MAX)) {
            conditions.add(time + " < :until");
        }
        if (!query.outcomes().isEmpty()) {
            conditions.add(outcome(query.outcomes()));
        }
        return String.join(" AND ", conditions);
    }

    /** A row knows no more than whether; of what is unknown there is none. */
    private String outcome(Set<String> outcomes) {
        boolean successes = outcomes.contains("success");
        boolean failures = outcomes.stream().anyMatch(word -> !word.equals("success") && !word.equals("unknown"));
        if (successes && failures) {
            return "TRUE";
        }
        return successes ? succeeded : failures ? "NOT " + succeeded : "FALSE";
    }

    /** Gives the query what the condition asks for, and its page as {@code :limit} and {@code :offset}. */
    public Query bind(Query select, FactQuery query) {
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
            select.bind("from", asTime.apply(query.from()));
        }
        if (!query.until().equals(Instant.MAX)) {
            select.bind("until", asTime.apply(query.until()));
        }
        return select;
    }
}
