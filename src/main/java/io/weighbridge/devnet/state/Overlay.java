package io.weighbridge.devnet.state;

import io.weighbridge.scale.Bytes;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** The state while a block is made: changes in layers, each of which can be taken back. Not thread safe. */
public final class Overlay {

    private final StateHistory history;
    private final long parent;
    private final Deque<Map<Bytes, Optional<Bytes>>> layers = new ArrayDeque<>();

    /** Changes on top of the state after block {@code parent}. */
    public Overlay(StateHistory history, long parent) {
        this.history = history;
        this.parent = parent;
        layers.push(new HashMap<>());
    }

    /** The current value of a key. */
    public Optional<Bytes> get(Bytes key) {
        for (Map<Bytes, Optional<Bytes>> layer : layers) {
            Optional<Bytes> changed = layer.get(key);
            if (changed != null) {
                return changed;
            }
        }
        return history.get(key, parent);
    }

    /** The keys that have a value and begin with {@code prefix}, ascending; the parent must be the newest block. */
    public List<Bytes> keys(Bytes prefix) {
        var found = new TreeSet<>(history.newestKeys(prefix));
        layers.descendingIterator()
                .forEachRemaining(layer -> layer.forEach((key, value) -> {
                    if (key.startsWith(prefix) && value.isPresent()) {
                        found.add(key);
                    } else {
                        found.remove(key);
                    }
                }));
        return List.copyOf(found);
    }

    /** Sets a value. */
    public void put(Bytes key, Bytes value) {
        layers.element().put(key, Optional.of(value));
    }

    /** Removes a value. */
    public void remove(Bytes key) {
        layers.element().put(key, Optional.empty());
    }

    /** Opens a layer. */
    public void begin() {
        layers.push(new HashMap<>());
    }

    /** Keeps the changes of the newest open layer. */
    public void commit() {
        Map<Bytes, Optional<Bytes>> top = layers.pop();
        layers.element().putAll(top);
    }

    /** Takes back the changes of the newest open layer. */
    public void rollBack() {
        layers.pop();
        if (layers.isEmpty()) {
            throw new IllegalStateException("no layer is open");
        }
    }

    /** All changes, by ascending key; no layer may be open. */
    public SortedMap<Bytes, Optional<Bytes>> changes() {
        if (layers.size() != 1) {
            throw new IllegalStateException(layers.size() - 1 + " layers are still open");
        }
        return new TreeMap<>(layers.element());
    }
}
