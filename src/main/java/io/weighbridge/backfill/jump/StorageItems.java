package io.weighbridge.backfill.jump;

import io.weighbridge.ingest.StateReader;
import io.weighbridge.runtime.Runtime;
import io.weighbridge.runtime.Value;
import io.weighbridge.scale.Bytes;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Reads storage items from the values of a state, and notes those that were not fetched. Not thread safe. */
final class StorageItems {

    private final StateReader.State state;
    private final Set<Bytes> asked = new HashSet<>();
    private final Set<Bytes> missing = new HashSet<>();

    StorageItems(StateReader.State state) {
        this.state = state;
    }

    /** The number of the block after which the state is. */
    long block() {
        return state.block().number();
    }

    /** The keys that were asked for. */
    Set<Bytes> asked() {
        return asked;
    }

    /** Those of them whose values are not known. */
    Set<Bytes> missing() {
        return missing;
    }

    /** Whether this runtime has the item. */
    boolean has(String pallet, String item) {
        return state.runtime().storage(pallet, item).isPresent();
    }

    /** The value, or the item's default; empty if there is neither or the value is not known. */
    Optional<Value> read(String pallet, String item, Value... keys) {
        Optional<Runtime.Storage> storage = state.runtime().storage(pallet, item);
        if (storage.isEmpty()) {
            return Optional.empty();
        }
        return bytes(storage.get().key(keys))
                .map(storage.get()::decode)
                .or(() -> storage.get().defaultValue());
    }

    /** A value's bytes; empty where none is stored. */
    Bytes raw(String pallet, String item, Value... keys) {
        return state.runtime()
                .storage(pallet, item)
                .flatMap(storage -> bytes(storage.key(keys)))
                .orElse(Bytes.EMPTY);
    }

    private Optional<Bytes> bytes(Bytes key) {
        asked.add(key);
        Optional<Bytes> value = state.values().get(key);
        if (value == null) {
            missing.add(key);
            return Optional.empty();
        }
        return value;
    }
}
