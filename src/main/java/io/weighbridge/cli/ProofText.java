package io.weighbridge.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weighbridge.backfill.jump.Proof;
import io.weighbridge.backfill.jump.ProofLevel;
import io.weighbridge.store.Evidence;
import io.weighbridge.web.StatusJson;
import java.util.ArrayList;
import java.util.List;

/** The proof of a jump, for people and for programs. */
final class ProofText {

    private ProofText() {}

    /** A line for all blocks in a row whose proof holds, and one for each piece whose does not. */
    static List<String> of(List<Proof> proofs) {
        return Proof.summed(proofs).stream().map(ProofText::of).toList();
    }

    private static String of(Proof proof) {
        var parts = new ArrayList<String>();
        parts.add(counts(proof.evidence(), proof.proofLevel() == ProofLevel.PROVED));
        if (!proof.scanned().isEmpty()) {
            parts.add(Words.count(proof.scanned().size(), "block") + " scanned");
        }
        if (!proof.reset().isEmpty()) {
            parts.add("the nonce began anew in " + proof.reset());
        }
        if (!proof.otherWeights().isEmpty()) {
            parts.add("the state keeps other weights than were set in " + proof.otherWeights());
        }
        if (!proof.distrusted().isEmpty()) {
            parts.add("taken from another endpoint, as " + String.join(" and ", proof.distrusted()) + " contradicted "
                    + (proof.distrusted().size() == 1 ? "itself" : "themselves"));
        }
        if (!proof.holds()) {
            parts.add(
                    "scanned, as what the endpoint tells of the state contradicts the extrinsics, or itself, at block "
                            + proof.unexplained());
        }
        String verdict =
                !proof.holds() ? "NOT PROVED" : proof.proofLevel() == ProofLevel.PROVED ? "proved" : "effects alone";
        String open = proof.proofLevel() == ProofLevel.PROVED
                ? ""
                : "; open: attempts that failed, and what changed nothing in the end";
        return "  " + verdict + " " + proof.blocks() + ": " + String.join("; ", parts) + open;
    }

    /** What was counted, in words. */
    static String counts(Evidence evidence, boolean withNonces) {
        String nonces = withNonces
                ? "nonces moved by " + evidence.nonceSteps() + ", "
                        + Words.count(evidence.extrinsics(), "signed extrinsic") + " found; "
                : "";
        String roots = evidence.proved() == 0
                ? ""
                : evidence.proved() == evidence.states()
                        ? ", all against their state root"
                        : ", " + evidence.proved() + " against their state root";
        return nonces + "LastUpdate moved " + Words.count(evidence.effects(), "time") + ", each explained; "
                + Words.count(evidence.visited(), "block") + " visited, each linked to its parent; "
                + Words.count(evidence.states(), "state") + " compared" + roots;
    }

    /** The same as an object. */
    static ObjectNode json(Proof proof) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("from", proof.blocks().first())
                .put("to", proof.blocks().last())
                .put("holds", proof.holds())
                .put("nonces", proof.proofLevel() == ProofLevel.PROVED);
        StatusJson.evidence(json, proof.evidence());
        json.put("scanned_blocks", proof.scanned().size());
        var reset = json.putArray("reset_blocks");
        proof.reset().forEach(reset::add);
        var otherWeights = json.putArray("other_weights_blocks");
        proof.otherWeights().forEach(otherWeights::add);
        var distrusted = json.putArray("distrusted_endpoints");
        proof.distrusted().forEach(distrusted::add);
        var unexplained = json.putArray("unexplained_blocks");
        proof.unexplained().forEach(unexplained::add);
        return json;
    }
}
