package io.weighbridge.web;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weighbridge.runtime.DispatchError;
import io.weighbridge.store.FactOutline;
import io.weighbridge.weights.Advice;
import io.weighbridge.weights.WeightFact;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Very many facts as columns: one array for each field, words as indexes into tables, and keys, blocks and times each as
 * the difference from the one before. A year of sets is small that way, and quick to read.
 */
final class TimelineJson {

    private static final List<WeightFact.Kind> KINDS = List.of(WeightFact.Kind.values());

    private final ObjectNode json = JsonNodeFactory.instance.objectNode();
    private final Words hotkeys = new Words();
    private final Words errors = new Words();

    private TimelineJson() {}

    /** The columns of facts in chain order. */
    static ObjectNode of(List<FactOutline> facts, long total) {
        var writer = new TimelineJson();
        writer.json.put("total", total).put("count", facts.size());
        writer.json.put(
                "last_id", facts.stream().mapToLong(FactOutline::id).max().orElse(0));
        ArrayNode kinds = writer.json.putArray("kinds");
        for (WeightFact.Kind kind : KINDS) {
            kinds.add(kind.word());
        }
        HistoryParameters.OUTCOMES.forEach(writer.json.putArray("outcomes")::add);
        writer.columns(facts);
        writer.hotkeys.list(writer.json.putArray("hotkeys"));
        writer.errors.list(writer.json.putArray("errors"));
        ObjectNode advice = writer.json.putObject("advice");
        writer.errors
                .indexes
                .keySet()
                .forEach(error ->
                        Advice.on(new DispatchError(error, "")).ifPresent(sentence -> advice.put(error, sentence)));
        return writer.json;
    }

    private void columns(List<FactOutline> facts) {
        ArrayNode id = json.putArray("id");
        ArrayNode block = json.putArray("block");
        ArrayNode time = json.putArray("time");
        ArrayNode kind = json.putArray("kind");
        ArrayNode outcome = json.putArray("outcome");
        ArrayNode error = json.putArray("error");
        ArrayNode hotkey = json.putArray("hotkey");
        ArrayNode netuid = json.putArray("netuid");
        ArrayNode mechanism = json.putArray("mechanism");
        ArrayNode open = json.putArray("open");
        long idBefore = 0;
        long blockBefore = 0;
        long millisBefore = 0;
        for (FactOutline fact : facts) {
            long millis = fact.at().toEpochMilli();
            id.add(fact.id() - idBefore);
            block.add(fact.block() - blockBefore);
            time.add(millis - millisBefore);
            idBefore = fact.id();
            blockBefore = fact.block();
            millisBefore = millis;
            kind.add(KINDS.indexOf(fact.kind()));
            outcome.add(HistoryParameters.OUTCOMES.indexOf(fact.outcome()));
            error.add(fact.error().isEmpty() ? -1 : errors.index(fact.error()));
            hotkey.add(hotkeys.index(fact.hotkey()));
            netuid.add(fact.netuid());
            mechanism.add(fact.mechanism());
            open.add(fact.open() ? 1 : 0);
        }
    }

    /** Words in the order in which they were met first. */
    private static final class Words {

        private final Map<String, Integer> indexes = new LinkedHashMap<>();

        int index(String word) {
            return indexes.computeIfAbsent(word, absent -> indexes.size());
        }

        void list(ArrayNode array) {
            indexes.keySet().forEach(array::add);
        }
    }
}
