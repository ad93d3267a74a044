package io.weighbridge.cli.decode;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weighbridge.runtime.EventRecord;
import io.weighbridge.runtime.Phase;
import java.util.List;

/** Events as canonical JSON. */
final class EventsJson {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private EventsJson() {}

    /** All events of a block. */
    static ArrayNode of(List<EventRecord> events) {
        ArrayNode json = JSON.arrayNode(events.size());
        events.forEach(event -> json.add(of(event)));
        return json;
    }

    private static ObjectNode of(EventRecord event) {
        ObjectNode json = JSON.objectNode();
        json.set("phase", of(event.phase()));
        json.put("pallet", event.pallet())
                .put("event", event.name())
                .put("palletIndex", event.palletIndex())
                .put("eventIndex", event.eventIndex());
        json.set("fields", fields(event));
        ArrayNode topics = json.putArray("topics");
        event.topics().forEach(topic -> topics.add(topic.hex()));
        return json;
    }

    /** Unlike those of other values, fields without names are an array even if there is only one, or none. */
    private static JsonNode fields(EventRecord event) {
        return event.fields().names().isEmpty()
                ? ValueJson.array(event.fields().values())
                : ValueJson.object(event.fields());
    }

    private static JsonNode of(Phase phase) {
        if (phase instanceof Phase.ApplyExtrinsic apply) {
            return JSON.objectNode().put("ApplyExtrinsic", apply.extrinsic());
        }
        return JSON.textNode(phase == Phase.Finalization.FINALIZATION ? "Finalization" : "Initialization");
    }
}
