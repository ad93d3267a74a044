package io.weighbridge.devnet.pallet;

import io.weighbridge.devnet.spec.DevRuntime;
import io.weighbridge.devnet.state.Overlay;
import io.weighbridge.runtime.Runtime;
import io.weighbridge.runtime.Value;
import io.weighbridge.scale.Bytes;
import java.util.List;
import java.util.Optional;

/**
 * The state as one runtime reads and writes it: values instead of bytes, items by their names
 * ({@code SubtensorModule.LastUpdate}).
 *
 * @param runtime the runtime
 * @param overlay the bytes
 */
public record State(DevRuntime runtime, Overlay overlay) {

    /** The value, or the item's default where none is stored; none for an item without default. */
    public Optional<Value> find(String item, Value... keys) {
        Runtime.Storage storage = runtime.storage(item);
        Optional<Bytes> stored = overlay.get(storage.key(keys));
        return stored.isPresent() ? stored.map(storage::decode) : storage.defaultValue();
    }

    /** The value of an item that has a default. */
    public Value get(String item, Value... keys) {
        return find(item, keys).orElseThrow(() -> new IllegalStateException(item + " has no value and no default"));
    }

    /** Sets a value. */
    public void put(String item, Value value, Value... keys) {
        Runtime.Storage storage = runtime.storage(item);
        overlay.put(storage.key(keys), storage.encode(value));
    }

    /** The keys of a map under which values are stored, ascending: all, or those that begin with the given ones. */
    public List<List<Value>> keys(String item, Value... first) {
        Runtime.Storage storage = runtime.storage(item);
        return overlay.keys(storage.key(first)).stream().map(storage::decodeKey).toList();
    }

    /** Removes a value. */
    public void remove(String item, Value... keys) {
        overlay.remove(runtime.storage(item).key(keys));
    }
}
