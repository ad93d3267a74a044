package io.weighbridge.devnet.state;

import io.weighbridge.scale.Bytes;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * The state after every block, as an archive node has it: for each key the list of its values, not a copy of the state
 * for each block. One thread writes, any thread reads.
 */
public final class StateHistory {

    private final NavigableMap<Bytes, Versions> keys = new ConcurrentSkipListMap<>();

    /** An empty state. */
    public StateHistory() {}

    /** The value of a key in the state after {@code block}. */
    public Optional<Bytes> get(Bytes key, long block) {
        Versions versions = keys.get(key);
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
        return keys.tailMap(fromPrefix ? prefix : after, fromPrefix).entrySet().stream()
                .takeWhile(entry -> entry.getKey().startsWith(prefix))
                .filter(entry -> entry.getValue().at(block).isPresent())
                .limit(limit)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Adds what a block changed; blocks are added in ascending order. An empty value is the end of a key. */
    public void add(long block, Map<Bytes, Optional<Bytes>> changes) {
        changes.forEach((key, value) ->
                keys.computeIfAbsent(key, unused -> new Versions()).add(Math.toIntExact(block), value.orElse(null)));
    }
}
