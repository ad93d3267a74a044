package io.weighbridge.crypto;

import io.weighbridge.scale.Bytes;
import io.weighbridge.scale.DecodeException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Nodes of a trie as {@code state_getReadProof} returns them. With its root hash they prove the values of some keys.
 * Both trie versions are read, since a node says itself whether it holds a value or its hash. Immutable.
 *
 * <p>A node is used only if the root or a node above it contains its hash, so a false node is never read. Each step
 * down consumes at least one nibble of the key, so reading ends for every input.
 */
public final class TrieProof {

    private final Bytes root;
    private final Map<Bytes, Bytes> nodes = new HashMap<>();

    private TrieProof(Bytes root, List<Bytes> nodes) {
        this.root = root;
        nodes.forEach(node -> this.nodes.put(Blake2b.hash256(node), node));
    }

    /**
     * A proof of these nodes, in any order; nodes that no key leads to are ignored.
     *
     * @param root the 32 bytes of the root's hash
     * @param nodes encoded nodes, and values of 33 bytes and more that nodes name by their hash
     */
    public static TrieProof of(Bytes root, List<Bytes> nodes) {
        return new TrieProof(root, nodes);
    }

    /**
     * The value of a key; empty if the nodes prove that it has none.
     *
     * @throws TrieProofException if a node that is needed is missing or damaged
     */
    public Optional<Bytes> value(Bytes key) {
        int depth = 0;
        Bytes encoded = node(root, key, depth);
        while (!encoded.equals(TrieNode.EMPTY)) {
            ProofNode node = decoded(encoded, key, depth);
            if (!node.leadsTo(key, depth)) {
                return Optional.empty();
            }
            depth += node.nibbles();
            if (depth == 2 * key.size()) {
                return valueOf(node, key, depth);
            }
            Optional<Bytes> child = node.child(Nibbles.at(key, depth));
            depth++;
            if (child.isEmpty()) {
                return Optional.empty();
            }
            encoded = child.get().size() == TrieNode.HASH_SIZE ? node(child.get(), key, depth) : child.get();
        }
        return Optional.empty();
    }

    private Optional<Bytes> valueOf(ProofNode node, Bytes key, int depth) {
        return node.hashedValue() ? node.value().map(hash -> node(hash, key, depth)) : node.value();
    }

    private Bytes node(Bytes hash, Bytes key, int depth) {
        Bytes found = nodes.get(hash);
        if (found == null) {
            throw new TrieProofException("the proof lacks the node " + hash.hex() + ", " + depth
                    + " nibbles down the key " + key.hex() + ", below the root " + root.hex());
        }
        return found;
    }

    private static ProofNode decoded(Bytes encoded, Bytes key, int depth) {
        try {
            return ProofNode.decode(encoded);
        } catch (DecodeException e) {
            throw new TrieProofException(
                    "the node " + depth + " nibbles down the key " + key.hex() + " cannot be read: " + e.getMessage(),
                    e);
        }
    }
}
