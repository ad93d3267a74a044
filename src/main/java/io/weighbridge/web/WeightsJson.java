package io.weighbridge.web;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weighbridge.store.Store.StoredFact;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What some facts carried, for drawing: the lists of uids, which seldom change, once each, and values beside them. */
final class WeightsJson {

    private WeightsJson() {}

    /** The facts among them whose weights can be read. */
    static ObjectNode of(List<StoredFact> facts) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ArrayNode ids = json.putArray("id");
        ArrayNode lists = json.putArray("uids");
        ArrayNode values = json.putArray("values");
        Map<List<Integer>, Integer> known = new LinkedHashMap<>();
        for (StoredFact stored : facts) {
            stored.fact().payload().open().ifPresent(open -> {
                ids.add(stored.id());
                lists.add(known.computeIfAbsent(open.uids(), absent -> known.size()));
                open.values().forEach(values.addArray()::add);
            });
        }
        ArrayNode tables = json.putArray("uid_lists");
        known.keySet().forEach(list -> list.forEach(tables.addArray()::add));
        return json;
    }
}
