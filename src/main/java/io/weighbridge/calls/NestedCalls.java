package io.weighbridge.calls;

import io.weighbridge.runtime.Call;
import io.weighbridge.runtime.Value;
import java.util.ArrayList;
import java.util.List;

/** Finds the calls among a call's arguments, whatever type holds them. */
public final class NestedCalls {

    private final List<Call> found = new ArrayList<>();

    private NestedCalls() {}

    /** The calls directly in {@code outer}, in the order of its arguments. */
    public static List<Call> in(Call outer) {
        var search = new NestedCalls();
        search.searchAll(outer.args().values());
        return search.found;
    }

    private void search(Value value) {
        if (value instanceof Value.Nested nested) {
            found.add(nested.call());
        } else if (value instanceof Value.Some some) {
            search(some.value());
        } else if (value instanceof Value.Variant variant) {
            searchAll(variant.fields().values());
        } else if (value instanceof Value.Fields fields) {
            searchAll(fields.values());
        } else if (value instanceof Value.Tuple tuple) {
            searchAll(tuple.items());
        } else if (value instanceof Value.Items items && !items.items().isEmpty() && mayHold(items.items())) {
            searchAll(items.items());
        }
    }

    private void searchAll(List<Value> values) {
        values.forEach(this::search);
    }

    /**
     * All elements have the same type, so the first one tells whether any can hold a call; lists of numbers are long.
     */
    private static boolean mayHold(List<Value> items) {
        Value first = items.get(0);
        return !(first instanceof Value.Int
                || first instanceof Value.Wide
                || first instanceof Value.Blob
                || first instanceof Value.Account);
    }
}
