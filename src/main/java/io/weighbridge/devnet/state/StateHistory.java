package io.weighbridge.devnet.state;

import io.weighbridge.scale.Bytes;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;

/** The states after all blocks, stored as the list of values of each key. One thread writes, any thread reads. */
public final class StateHistory {

    private final Map<Bytes, Versions> values = new ConcurrentHashMap<>();

    /** The same keys, ascending. */
    private final NavigableSet<Bytes> keys = new ConcurrentSkipListSet<>();

    /** Those of them that have a value in the newest state. */
    private final NavigableSet<Bytes> living = new ConcurrentSkipListSet<>();

    /** An empty state. */
    public StateHistory() {}

    /** The value of a key in the state after {@code block}. */
    public Optional<Bytes> get(Bytes key, long block) {
        Versions versions = values.get(key);
        return versions == null ? Optional.empty() : versions.at(block);
    }

    /**
     * The keys that have a value in the state after {@code block}.
     *
     * @param prefix what they begin with
     * @param after they come after this key; empty to begin at the first
     * @param limit how many at most
     * @param block the block
     * @return the keys, ascending
     */
    public List<Bytes> keys(Bytes prefix, Bytes after, int limit, long block) {
        boolean fromPrefix = after.compareTo(prefix) < 0;
        return keys.tailSet(fromPrefix ? prefix : after, fromPrefix).stream()
                .takeWhile(key -> key.startsWith(prefix))
                .filter(key -> get(key, block).isPresent())
                .limit(limit)
                .toList();
    }

    /** The keys that have a value in the newest state and begin with {@code prefix}, ascending. */
    List<Bytes> newestKeys(Bytes prefix) {
        return living.tailSet(prefix, true).stream()
                .takeWhile(key -> key.startsWith(prefix))
                .toList();
    }

    /** Adds what a block changed; blocks are added in ascending order. An empty value is the end of a key. */
    public void add(long block, Map<Bytes, Optional<Bytes>> changes) {
        changes.forEach((key, value) -> {
            values.computeIfAbsent(key, this::begin).add(Math.toIntExact(block), value.orElse(null));
            if (value.isPresent()) {
                living.add(key);
            } else {
                living.remove(key);
            }
        });
    }

    private Versions begin(Bytes key) {
        keys.add(key);
        return new Versions();
    }
}
