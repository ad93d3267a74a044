package io.weighbridge.web;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weighbridge.chain.RangeSet;
import io.weighbridge.store.CommitSummary;
import io.weighbridge.store.Evidence;
import io.weighbridge.store.Store.StoredCommit;
import io.weighbridge.watch.SinceLastSet;
import io.weighbridge.weights.commit.CommitState;
import java.util.Map;

/** A status report as JSON, over HTTP and on the command line. */
public final class StatusJson {

    private StatusJson() {}

    /** The object. */
    public static ObjectNode of(StatusReport report) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        put(json, "genesis_hash", report.genesis().isEmpty(), report.genesis());
        lag(json, report.lag());
        put(
                json,
                "lag_cause",
                !report.lagCause().isPresent(),
                report.lagCause().kind().word());
        put(
                json,
                "lag_reason",
                !report.lagCause().isPresent(),
                report.lagCause().reason());
        boolean none = !report.rowWait().isPresent();
        put(json, "rows_waiting_since", none, FactJson.time(report.rowWait().since()));
        put(json, "rows_waiting_reason", none, report.rowWait().reason());
        json.put("facts", report.facts());
        targets(json.putArray("targets"), report);
        endpoints(json.putArray("endpoints"), report);
        number(json, "overdue_tempos", report.overdueTempos());
        lastSets(json.putArray("last_sets"), report);
        commits(json.putObject("commits"), report.commits());
        parked(json.putArray("parked_blocks"), report);
        coverageRows(json.putArray("coverage_rows"), report);
        return json;
    }

    /** The object, with how the rows of {@code weight_transactions} stand to the chain. */
    public static ObjectNode of(StatusReport report, Map<RowStanding, Long> rows) {
        ObjectNode json = of(report);
        ObjectNode standings = json.putObject("rows");
        rows.forEach((standing, many) -> standings.put(standing.word(), many));
        return json;
    }

    private static void lag(ObjectNode json, long lag) {
        if (lag < 0) {
            json.putNull("lag_blocks");
        } else {
            json.put("lag_blocks", lag);
        }
    }

    private static void targets(ArrayNode array, StatusReport report) {
        for (var target : report.targets()) {
            ObjectNode json = array.addObject();
            ArrayNode netuids = json.putArray("netuids");
            target.tracked().netuids().forEach(netuid -> netuids.add(netuid.value()));
            ArrayNode hotkeys = json.putArray("hotkeys");
            target.tracked().hotkeys().forEach(hotkey -> hotkeys.add(hotkey.ss58()));
            lag(json, target.lag());
            ranges(json.putArray("coverage"), target.coverage());
            ranges(json.putArray("gaps"), target.gaps());
        }
    }

    private static void ranges(ArrayNode array, RangeSet ranges) {
        ranges.ranges()
                .forEach(range -> array.addObject().put("from", range.first()).put("to", range.last()));
    }

    private static void endpoints(ArrayNode array, StatusReport report) {
        for (var endpoint : report.endpoints()) {
            ObjectNode json = array.addObject().put("endpoint", endpoint.name()).put("usable", endpoint.usable());
            if (endpoint.head() < 0) {
                json.putNull("finalized_head");
            } else {
                json.put("finalized_head", endpoint.head());
            }
            put(json, "reason", endpoint.reason().isEmpty(), endpoint.reason());
            number(json, "budget_per_minute", endpoint.budget());
        }
    }

    private static void lastSets(ArrayNode array, StatusReport report) {
        for (var set : report.lastSets()) {
            ObjectNode json = array.addObject()
                    .put("hotkey", set.hotkey())
                    .put("netuid", set.netuid())
                    .put("mechanism_id", set.mechanism())
                    .put("block_number", set.block())
                    .put("block_ts", FactJson.time(set.at()))
                    .put("blocks_since", set.blocksSince());
            if (set.tempo() == SinceLastSet.UNKNOWN) {
                json.putNull("tempo").putNull("tempos_since").putNull("overdue");
            } else {
                double tempos = (double) set.blocksSince() / set.tempo();
                json.put("tempo", set.tempo())
                        .put("tempos_since", tempos)
                        .put("overdue", tempos > report.overdueTempos());
            }
        }
    }

    private static void number(ObjectNode json, String name, double value) {
        if (Double.isFinite(value)) {
            json.put(name, value);
        } else {
            json.putNull(name);
        }
    }

    private static void commits(ObjectNode json, CommitSummary commits) {
        for (CommitState state : CommitState.values()) {
            json.put(state.word(), commits.count(state));
        }
        json.putNull("oldest_pending");
        for (StoredCommit oldest : commits.oldestPending()) {
            json.putObject("oldest_pending")
                    .put("fact_id", oldest.life().commit().fact())
                    .put("block_number", oldest.life().commit().block())
                    .put("hotkey", oldest.hotkey().ss58())
                    .put("netuid", oldest.index().netuid().value())
                    .put("mechanism_id", oldest.index().mechanism().value())
                    .put("reveal_last_block", CommitSummary.lastBlock(oldest));
        }
    }

    private static void parked(ArrayNode array, StatusReport report) {
        for (var block : report.parked()) {
            array.addObject()
                    .put("block_number", block.block())
                    .put("reason", block.reason())
                    .put("attempts", block.attempts())
                    .put("last_tried", FactJson.time(block.lastTried()));
        }
    }

    private static void coverageRows(ArrayNode array, StatusReport report) {
        for (var row : report.coverageRows()) {
            ObjectNode json = array.addObject()
                    .put("netuid", row.netuid())
                    .put("hotkey", row.hotkey())
                    .put("from", row.blocks().first())
                    .put("to", row.blocks().last())
                    .put("strategy", row.strategy())
                    .put("verified", row.isVerified());
            put(json, "open", row.open().isEmpty(), row.open());
            if (row.evidence().isCounted()) {
                evidence(json.putObject("evidence"), row.evidence());
            } else {
                json.putNull("evidence");
            }
        }
    }

    /** Puts what was counted into an object. */
    public static void evidence(ObjectNode json, Evidence evidence) {
        json.put("nonce_steps", evidence.nonceSteps())
                .put("signed_extrinsics", evidence.extrinsics())
                .put("last_update_steps", evidence.effects())
                .put("visited_blocks", evidence.visited())
                .put("compared_states", evidence.states())
                .put("proved_states", evidence.proved());
    }

    private static void put(ObjectNode json, String name, boolean absent, String text) {
        if (absent) {
            json.putNull(name);
        } else {
            json.put(name, text);
        }
    }
}
