package io.weighbridge.cli.decode;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.weighbridge.runtime.Call;
import io.weighbridge.runtime.Value;
import java.util.List;

/**
 * Where in a call the calls of SubtensorModule stand that have {@code weights} in their name, at any depth, in order: each
 * with a path such as {@code Utility.batch.calls[0]:SubtensorModule.set_weights}.
 */
final class WeightsCalls {

    private static final String PALLET = "SubtensorModule";
    private static final String WORD = "weights";

    private final ArrayNode found = JsonNodeFactory.instance.arrayNode();

    private WeightsCalls() {}

    /** Those in and below this call. */
    static ArrayNode in(Call call) {
        var search = new WeightsCalls();
        search.visit(call, "");
        return search.found;
    }

    private void visit(Call call, String outer) {
        String path = outer + call.qualifiedName();
        if (call.pallet().equals(PALLET) && call.name().contains(WORD)) {
            found.addObject().put("path", path).put("pallet", call.pallet()).put("call", call.name());
        }
        visit((Value) call.args(), path);
    }

    private void visit(Value value, String path) {
        if (value instanceof Value.Nested nested) {
            visit(nested.call(), path + ":");
        } else if (value instanceof Value.Some some) {
            visit(some.value(), path);
        } else if (value instanceof Value.Items items) {
            visitAll(items.items(), path);
        } else if (value instanceof Value.Tuple tuple) {
            visitAll(tuple.items(), path);
        } else if (value instanceof Value.Variant variant) {
            visit((Value) variant.fields(), path + "." + variant.name());
        } else if (value instanceof Value.Fields fields && fields.names().isEmpty()) {
            visitAll(fields.values(), path);
        } else if (value instanceof Value.Fields fields) {
            for (int i = 0; i < fields.names().size(); i++) {
                visit(fields.get(i), path + "." + fields.names().get(i));
            }
        }
    }

    private void visitAll(List<Value> values, String path) {
        for (int i = 0; i < values.size(); i++) {
            visit(values.get(i), path + "[" + i + "]");
        }
    }
}
