package io.weighbridge.store.sql;

import io.weighbridge.chain.AccountId;
import io.weighbridge.chain.Netuid;
import io.weighbridge.weights.Tracked;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.statement.Query;

/** The hotkeys and subnets of a choice as conditions on a table that has both; none where the choice is everything. */
final class TrackedFilter {

    private TrackedFilter() {}

    /**
     * The conditions.
     *
     * @param table what stands before the columns, such as {@code r.}, or nothing
     */
    static List<String> conditions(Tracked tracked, String table) {
        var conditions = new ArrayList<String>();
        if (!tracked.hotkeys().isEmpty()) {
            conditions.add(table + "hotkey IN (<hotkeys>)");
        }
        if (!tracked.netuids().isEmpty()) {
            conditions.add(table + "netuid IN (<netuids>)");
        }
        return conditions;
    }

    /** Gives the query what these conditions ask for. */
    static Query bind(Query query, Tracked tracked) {
        if (!tracked.hotkeys().isEmpty()) {
            query.bindList(
                    "hotkeys", tracked.hotkeys().stream().map(AccountId::ss58).toList());
        }
        if (!tracked.netuids().isEmpty()) {
            query.bindList(
                    "netuids", tracked.netuids().stream().map(Netuid::value).toList());
        }
        return query;
    }
}
