package io.weighbridge.weights;

import com.fasterxml.jackson.databind.JsonNode;
import io.weighbridge.crypto.Blake2b;
import io.weighbridge.scale.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/**
 * What the truth beside a recording says about one call, as lines in the form of {@link FactLine}. Where it says nothing
 * (why a batch stopped, which commit a failed reveal meant) the line has {@link #NOT_TOLD}.
 */
final class TruthLines {

    static final String NOT_TOLD = "*";

    private static final Pattern INDEX = Pattern.compile("\\[(\\d+)]$");

    private final JsonNode call;
    private final JsonNode args;
    private final int netuid;
    private final String uid;

    TruthLines(JsonNode call, JsonNode truth) {
        this.call = call;
        this.args = call.get("args");
        this.netuid = truth.get("tracked").get("netuid").asInt();
        this.uid = truth.get("tracked").get("uid").asText();
    }

    /** One line for a plain call, one for each item of the tracked subnet for a batch. */
    List<String> lines() {
        return switch (call.get("call").asText()) {
            case "set_weights" ->
                List.of(line("", "set", weights(args.get("dests"), args.get("weights"), args.get("version_key"))));
            case "batch_set_weights" -> batchSet();
            case "commit_weights" ->
                List.of(line("", "commit", "commits " + args.get("commit_hash").asText()));
            case "commit_crv3_weights" -> List.of(line("", "commit", timelocked()));
            case "reveal_weights" ->
                List.of(line(
                        "",
                        "reveal",
                        weights(args.get("uids"), args.get("values"), args.get("version_key")) + " opens "
                                + opened("WeightsRevealed", 0)));
            case "batch_reveal_weights" -> batchReveal();
            default -> throw new AssertionError("no rule for " + call.get("call"));
        };
    }

    private List<String> batchSet() {
        List<String> lines = new ArrayList<>();
        for (int item = 0; item < args.get("netuids").size(); item++) {
            if (args.get("netuids").get(item).asInt() == netuid) {
                JsonNode pairs = args.get("weights").get(item);
                String payload = column(pairs, 0) + "=" + column(pairs, 1) + " key "
                        + args.get("version_keys").get(item).asText();
                lines.add(line("#" + item, "set", payload));
            }
        }
        return lines;
    }

    private List<String> batchReveal() {
        List<String> lines = new ArrayList<>();
        for (int item = 0; item < args.get("uids_list").size(); item++) {
            JsonNode versionKey = args.get("version_keys").get(item);
            String payload = versionKey == null
                    ? "opaque"
                    : weights(
                                    args.get("uids_list").get(item),
                                    args.get("values_list").get(item),
                                    versionKey) + " opens " + opened("WeightsBatchRevealed", item);
            lines.add(line("#" + item, "reveal", payload));
        }
        return lines;
    }

    private String line(String item, String kind, String payload) {
        boolean tellsUid = !kind.equals("commit") && weightsSetHere();
        return String.join(
                " ",
                call.get("block").asText() + "/" + call.get("blockHash").asText(),
                call.get("timestamp").asText() + "ms",
                "spec " + call.get("specVersion").asText(),
                "x" + call.get("extrinsicIndex").asText() + path() + item,
                call.get("extrinsicHash").asText() + " by " + call.get("signer").asText(),
                "for " + call.get("origin").asText(),
                kind,
                "SubtensorModule." + call.get("call").asText(),
                "on " + netuid + ",0",
                "uid " + (tellsUid ? uid : "?"),
                outcome(),
                payload);
    }

    private String path() {
        List<String> indexes = new ArrayList<>();
        call.get("path").forEach(step -> {
            Matcher index = INDEX.matcher(step.asText());
            indexes.add(index.find() ? index.group(1) : "0");
        });
        return indexes.isEmpty() ? "" : "/" + String.join(".", indexes);
    }

    private boolean weightsSetHere() {
        return StreamSupport.stream(call.get("events").spliterator(), false)
                .anyMatch(event -> event.get("event").asText().equals("WeightsSet")
                        && event.get("data").get(0).asInt() == netuid);
    }

    /** A batch call succeeds whatever becomes of its items: one without {@code WeightsSet} failed. */
    private String outcome() {
        String error = error(call.get("error"));
        return switch (call.get("outcome").asText()) {
            case "ok" ->
                call.get("call").asText().equals("batch_set_weights") && !weightsSetHere()
                        ? "failed: " + NOT_TOLD
                        : "success";
            case "failed" -> "failed: " + error;
            case "rolled-back" -> "rolled_back: " + error;
            case "not-executed" -> "not_executed: " + error;
            case "deferred" -> "deferred";
            default -> throw new AssertionError(call.get("outcome"));
        };
    }

    private static String error(JsonNode error) {
        if (error.isNull()) {
            return NOT_TOLD;
        }
        return error.has("pallet")
                ? error.get("pallet").asText() + "." + error.get("name").asText()
                : error.get("name").asText();
    }

    private String opened(String event, int item) {
        for (JsonNode left : call.get("events")) {
            if (left.get("event").asText().equals(event)) {
                JsonNode hash = left.get("data").get(2);
                return hash.isArray() ? hash.get(item).asText() : hash.asText();
            }
        }
        return NOT_TOLD;
    }

    private String timelocked() {
        Bytes ciphertext = Bytes.fromHex(args.get("commit").asText());
        return "locks " + Blake2b.hash256(ciphertext).hex() + " until "
                + args.get("reveal_round").asText();
    }

    private static String weights(JsonNode uids, JsonNode values, JsonNode versionKey) {
        return numbers(uids) + "=" + numbers(values) + " key " + versionKey.asText();
    }

    private static List<Integer> numbers(JsonNode list) {
        List<Integer> numbers = new ArrayList<>();
        list.forEach(number -> numbers.add(number.asInt()));
        return numbers;
    }

    private static List<Integer> column(JsonNode pairs, int at) {
        List<Integer> numbers = new ArrayList<>();
        pairs.forEach(pair -> numbers.add(pair.get(at).asInt()));
        return numbers;
    }
}
