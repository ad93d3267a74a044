package io.weighbridge.cli.decode;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weighbridge.runtime.Call;
import io.weighbridge.runtime.Era;
import io.weighbridge.runtime.Value;
import java.util.List;

/**
 * Values as canonical JSON: integers of at most 32 bits as numbers, wider ones as decimal strings; bytes as hex behind
 * {@code 0x}, account ids as SS58; a struct as an object, or as an array where its fields have no names; an enum as its
 * variant's name, or as an object of name and fields; nothing at all as {@code null}.
 */
final class ValueJson {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private ValueJson() {}

    /** Any value. */
    static JsonNode of(Value value) {
        if (value instanceof Value.Bool bool) {
            return JSON.booleanNode(bool.value());
        }
        if (value instanceof Value.Int number) {
            return JSON.numberNode(number.value());
        }
        if (value instanceof Value.Wide number) {
            return JSON.textNode(number.value().toString());
        }
        if (value instanceof Value.Text text) {
            return JSON.textNode(text.value());
        }
        if (value instanceof Value.Blob blob) {
            return JSON.textNode(blob.value().hex());
        }
        if (value instanceof Value.Account account) {
            return JSON.textNode(account.value().ss58());
        }
        if (value instanceof Value.Bits bits) {
            return JSON.textNode(bits.encoded().hex());
        }
        if (value instanceof Value.OfEra era) {
            return of(era.era());
        }
        return compound(value);
    }

    private static JsonNode compound(Value value) {
        if (value instanceof Value.Items items) {
            return array(items.items());
        }
        if (value instanceof Value.Tuple tuple) {
            return tuple.items().isEmpty() ? JSON.nullNode() : array(tuple.items());
        }
        if (value instanceof Value.Fields fields) {
            return of(fields);
        }
        if (value instanceof Value.Variant variant) {
            return variant.fields().values().isEmpty()
                    ? JSON.textNode(variant.name())
                    : JSON.objectNode().set(variant.name(), of(variant.fields()));
        }
        if (value instanceof Value.Some some) {
            return some(some.value());
        }
        return value instanceof Value.Nested nested ? of(nested.call()) : JSON.nullNode();
    }

    /** Only an option within an option needs to tell that there is one. */
    private static JsonNode some(Value held) {
        return held instanceof Value.Some || held == Value.None.NONE
                ? JSON.objectNode().set("Some", of(held))
                : of(held);
    }

    /** Fields: {@code null} for none, an object where they have names, the value where there is one, else an array. */
    static JsonNode of(Value.Fields fields) {
        if (fields.values().isEmpty()) {
            return JSON.nullNode();
        }
        if (!fields.names().isEmpty()) {
            return object(fields);
        }
        return fields.values().size() == 1 ? of(fields.get(0)) : array(fields.values());
    }

    /** A call. */
    static ObjectNode of(Call call) {
        return JSON.objectNode()
                .put("pallet", call.pallet())
                .put("call", call.name())
                .put("palletIndex", call.palletIndex())
                .put("callIndex", call.callIndex())
                .set("args", object(call.args()));
    }

    /** An era. */
    static JsonNode of(Era era) {
        return era instanceof Era.Mortal mortal
                ? JSON.objectNode()
                        .set(
                                "Mortal",
                                JSON.objectNode().put("period", mortal.period()).put("phase", mortal.phase()))
                : JSON.textNode("Immortal");
    }

    /** Fields by their names. */
    static ObjectNode object(Value.Fields fields) {
        ObjectNode object = JSON.objectNode();
        for (int i = 0; i < fields.names().size(); i++) {
            object.set(fields.names().get(i), of(fields.get(i)));
        }
        return object;
    }

    /** Values in order. */
    static ArrayNode array(List<Value> values) {
        ArrayNode array = JSON.arrayNode(values.size());
        values.forEach(value -> array.add(of(value)));
        return array;
    }
}
