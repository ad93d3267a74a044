package io.weighbridge.web;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weighbridge.store.LedgerRow;
import io.weighbridge.store.RowStory;

/** One row of {@code weight_transactions} and its story as JSON. */
final class RowJson {

    private RowJson() {}

    /** Why the row is the fact's, and what was written into it. */
    static void link(ObjectNode json, RowStory story) {
        json.put("tier", story.tier())
                .put("role", story.role())
                .put("evidence", story.evidence())
                .put("flags", story.flags());
        ArrayNode fills = json.putArray("fills");
        for (RowStory.Written fill : story.fills()) {
            fills.addObject()
                    .put("run", fill.run())
                    .put("column", fill.column())
                    .put("before", fill.before())
                    .put("after", fill.after())
                    .put("at", fill.at())
                    .put("taken_back", fill.takenBack());
        }
    }

    /** Every cell of the row. */
    static void row(ObjectNode json, LedgerRow row) {
        json.put("id", row.id())
                .put("ts", row.ts())
                .put("block_number", row.blockNumber())
                .put("transaction_hash", row.transactionHash())
                .put("netuid", row.netuid())
                .put("success", row.success())
                .put("weights_json", row.weightsJson())
                .put("uids_json", row.uidsJson())
                .put("error_message", row.errorMessage())
                .put("origin", row.origin());
    }
}
