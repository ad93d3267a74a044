package io.weighbridge.crypto;

import io.weighbridge.scale.Bytes;
import io.weighbridge.scale.ScaleWriter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The root hash of the Merkle-Patricia trie in which Substrate keeps a block's extrinsics and its state.
 *
 * <p>Keys are added in ascending order. {@link #open} holds the nodes from the root to the last key; a node is closed,
 * that is encoded into its parent, when a key arrives that does not pass through it. So there is no recursion, and only
 * one path is in memory.
 */
public final class TrieRoot {

    private final TrieVersion version;
    private final Deque<TrieNode> open = new ArrayDeque<>();

    private TrieRoot(TrieVersion version) {
        this.version = version;
    }

    /**
     * The root over keys and values.
     *
     * @throws IllegalArgumentException if the keys are sorted in another order than that of {@link Bytes}
     */
    public static Bytes of(SortedMap<Bytes, Bytes> entries, TrieVersion version) {
        var root = new TrieRoot(version);
        entries.forEach(root::add);
        return root.close();
    }

    /** The root over a list: the key of each value is its position as a compact integer. */
    public static Bytes ordered(List<Bytes> values, TrieVersion version) {
        var entries = new TreeMap<Bytes, Bytes>();
        for (Bytes value : values) {
            entries.put(new ScaleWriter().compact(entries.size()).toBytes(), value);
        }
        return of(entries, version);
    }

    private void add(Bytes key, Bytes value) {
        var leaf = TrieNode.leaf(key, value);
        if (!open.isEmpty()) {
            TrieNode last = open.getFirst();
            if (last.key().compareTo(key) >= 0) {
                throw new IllegalArgumentException("keys must ascend: " + key + " follows " + last.key());
            }
            closeDownTo(last.nibblesInCommon(key), key);
        }
        open.push(leaf);
    }

    /** Closes all nodes deeper than {@code depth}, so that a node of just that depth is the last one open. */
    private void closeDownTo(int depth, Bytes key) {
        while (open.getFirst().depth() > depth) {
            TrieNode child = open.pop();
            if (open.isEmpty() || open.getFirst().depth() < depth) {
                open.push(TrieNode.branch(key, depth));
            }
            open.getFirst().adopt(child, version);
        }
    }

    private Bytes close() {
        if (open.isEmpty()) {
            return Blake2b.hash256(TrieNode.EMPTY);
        }
        while (open.size() > 1) {
            TrieNode child = open.pop();
            open.getFirst().adopt(child, version);
        }
        return Blake2b.hash256(open.pop().encode(0, version));
    }
}
