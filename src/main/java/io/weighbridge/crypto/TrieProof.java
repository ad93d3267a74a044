package io.weighbridge.crypto;

import io.weighbridge.scale.Bytes;
import io.weighbridge.scale.DecodeException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Some nodes of a trie, with which anybody who knows its root can tell what some keys hold: as {@code state_getReadProof}
 * gives them. Tries of both versions are read, since a node says itself whether it holds a value or its hash. Immutable.
 *
 * <p>Nothing is believed: a node counts only by its hash, and it is named by the root or by a node above it. Each step down
 * takes at least one nibble of the key, so no proof can lead in circles.
 */
public final class TrieProof {

    private static final Bytes EMPTY_TRIE = Bytes.copyOf((byte) 0);

    private final Bytes root;
    private final Map<Bytes, Bytes> nodes = new HashMap<>();

    private TrieProof(Bytes root, List<Bytes> nodes) {
        this.root = root;
        nodes.forEach(node -> this.nodes.put(Blake2b.hash256(node), node));
    }

    /**
     * Nodes, in any order; those that no key leads to are of no account.
     *
     * @param root the 32 bytes of the root's hash
     * @param nodes encoded nodes, and values of 33 bytes and more that nodes name by their hash
     */
    public static TrieProof of(Bytes root, List<Bytes> nodes) {
        return new TrieProof(root, nodes);
    }

    /**
     * What a key holds in the trie: none where the trie proves that it holds nothing.
     *
     * @throws TrieProofException if the nodes do not tell
     */
    public Optional<Bytes> value(Bytes key) {
        int depth = 0;
        Bytes encoded = node(root, key, depth);
        while (!encoded.equals(EMPTY_TRIE)) {
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
