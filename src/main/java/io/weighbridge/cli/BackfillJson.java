package io.weighbridge.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weighbridge.backfill.BackfillResult;
import io.weighbridge.backfill.jump.Proof;

/** What a backfill came to, as one line of JSON. */
final class BackfillJson {

    private BackfillJson() {}

    static ObjectNode of(BackfillResult result, long requests) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("from", result.requested().first())
                .put("to", result.requested().last())
                .put("visited_blocks", result.progress().done())
                .put("facts", result.progress().facts())
                .put("seconds", result.progress().elapsed().toMillis() / 1000.0)
                .put("requests", requests);
        ArrayNode gaps = json.putArray("gaps");
        result.gaps()
                .ranges()
                .forEach(gap -> gaps.addObject().put("from", gap.first()).put("to", gap.last()));
        ArrayNode bodies = json.putArray("bodies_alone");
        result.bodies()
                .ranges()
                .forEach(part -> bodies.addObject().put("from", part.first()).put("to", part.last()));
        ArrayNode parked = json.putArray("parked_blocks");
        result.parked()
                .forEach(block ->
                        parked.addObject().put("block_number", block.block()).put("reason", block.reason()));
        if (result.rowsLeft().any()) {
            json.putObject("rows_left")
                    .put("rows", result.rowsLeft().rows())
                    .put("reason", result.rowsLeft().reason());
        }
        ArrayNode proofs = json.putArray("proofs");
        Proof.summed(result.proofs()).stream().map(ProofText::json).forEach(proofs::add);
        return json;
    }
}
