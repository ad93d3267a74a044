package io.weighbridge.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weighbridge.backfill.AuditResult;
import io.weighbridge.backfill.Disagreement;
import io.weighbridge.backfill.jump.Proof;
import io.weighbridge.chain.RangeSet;
import io.weighbridge.weights.WeightFact;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What an audit came to, for people and for programs. */
final class AuditText {

    private final AuditResult result;
    private final long requests;
    private final String endpoints;

    AuditText(AuditResult result, long requests, String endpoints) {
        this.result = result;
        this.requests = requests;
        this.endpoints = endpoints;
    }

    /** A line that sums it up, the proof, and one line for each disagreement. */
    List<String> lines() {
        var lines = new ArrayList<String>();
        lines.add(String.format(
                Locale.ROOT,
                "audited blocks %s against %s: %s on the chain, %s, %s%s",
                result.asked(),
                endpoints,
                Words.count(result.facts(), "weight action"),
                result.agrees()
                        ? "all as stored"
                        : Words.count(result.disagreements().size(), "disagreement"),
                Words.count(requests, "request"),
                result.facts() == 0
                        ? ""
                        : String.format(Locale.ROOT, " (%.1f each)", (double) requests / result.facts())));
        lines.addAll(ProofText.of(result.proofs()));
        result.uncovered()
                .ranges()
                .forEach(range -> lines.add(
                        "not verified in the store, so not audited: blocks " + range + "; 'backfill' them first"));
        result.disagreements()
                .forEach(found -> lines.add("block " + found.block() + place(found) + ": " + text(found)));
        return lines;
    }

    /** The same as an object. */
    ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("from", result.asked().first())
                .put("to", result.asked().last())
                .put("endpoint", endpoints)
                .put("agrees", result.agrees())
                .put("facts", result.facts())
                .put("requests", requests);
        ranges(json.putArray("not_audited"), result.uncovered());
        ArrayNode proofs = json.putArray("proofs");
        Proof.summed(result.proofs()).stream().map(ProofText::json).forEach(proofs::add);
        ArrayNode found = json.putArray("disagreements");
        result.disagreements()
                .forEach(each -> found.addObject()
                        .put("block_number", each.block())
                        .put("position", place(each).strip())
                        .put("kind", kind(each))
                        .put("detail", text(each)));
        return json;
    }

    private static void ranges(ArrayNode array, RangeSet ranges) {
        ranges.ranges()
                .forEach(range -> array.addObject().put("from", range.first()).put("to", range.last()));
    }

    private static String place(Disagreement found) {
        if (found instanceof Disagreement.Missing missing) {
            return " " + missing.chain().position();
        }
        if (found instanceof Disagreement.Extra extra) {
            return " " + extra.stored().position();
        }
        return found instanceof Disagreement.Different different
                ? " " + different.chain().position()
                : "";
    }

    private static String kind(Disagreement found) {
        if (found instanceof Disagreement.Missing) {
            return "missing";
        }
        if (found instanceof Disagreement.Extra) {
            return "extra";
        }
        if (found instanceof Disagreement.Different) {
            return "different";
        }
        if (found instanceof Disagreement.OtherWeights) {
            return "other_weights";
        }
        return found instanceof Disagreement.Contradiction ? "contradiction" : "unreadable";
    }

    private static String text(Disagreement found) {
        if (found instanceof Disagreement.Missing missing) {
            return "the store lacks " + FactText.line(missing.chain());
        }
        if (found instanceof Disagreement.Extra extra) {
            return "the chain has no such thing as the stored " + FactText.line(extra.stored());
        }
        if (found instanceof Disagreement.Different different) {
            return String.join("; ", differences(different.stored(), different.chain()));
        }
        if (found instanceof Disagreement.OtherWeights) {
            return "the state keeps other weights than those that were set last in this block";
        }
        if (found instanceof Disagreement.Unreadable unreadable) {
            return "it cannot be read: " + unreadable.reason();
        }
        return "what the endpoint tells of the state contradicts the extrinsics, or the state of other blocks";
    }

    private static List<String> differences(WeightFact stored, WeightFact chain) {
        var all = new ArrayList<String>();
        compare(all, "block", stored.block(), chain.block());
        compare(all, "time", stored.timestamp(), chain.timestamp());
        compare(all, "spec version", stored.specVersion(), chain.specVersion());
        compare(all, "call", stored.call(), chain.call());
        compare(all, "kind", stored.kind().word(), chain.kind().word());
        compare(all, "origin", stored.origin(), chain.origin());
        compare(all, "hotkey", stored.hotkey().ss58(), chain.hotkey().ss58());
        compare(all, "index", stored.index().value(), chain.index().value());
        compare(all, "uid", stored.uid(), chain.uid());
        if (!stored.outcome().equals(chain.outcome())) {
            all.add("stored outcome " + FactText.outcome(stored.outcome()) + ", on the chain "
                    + FactText.outcome(chain.outcome()));
        }
        compare(all, "weights", stored.payload(), chain.payload());
        return all;
    }

    private static void compare(List<String> all, String name, Object stored, Object chain) {
        if (!stored.equals(chain)) {
            all.add("stored " + name + " " + stored + ", on the chain " + chain);
        }
    }
}
