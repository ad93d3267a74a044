package io.weighbridge.crypto;

import io.weighbridge.scale.Bytes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A Merkle-Patricia trie that can be changed at little cost and makes proofs of its values. Use {@link TrieRoot} where
 * only the root of a fixed set of entries is wanted. Immutable: a change returns a new trie that shares unchanged nodes
 * and their hashes with this one. Safe for many threads.
 */
public final class Trie {

    private final TrieVersion version;
    private final @Nullable Node root;

    private Trie(TrieVersion version, @Nullable Node root) {
        this.version = version;
        this.root = root;
    }

    /** A trie that holds nothing. */
    public static Trie empty(TrieVersion version) {
        return new Trie(version, null);
    }

    /** The same trie with that value under that key. */
    public Trie with(Bytes key, Bytes value) {
        return new Trie(version, Node.with(root, key, value));
    }

    /** The same trie with nothing under that key. */
    public Trie without(Bytes key) {
        return new Trie(version, root == null ? null : root.without(key));
    }

    /** The root: 32 bytes. */
    public Bytes root() {
        return root == null ? Blake2b.hash256(TrieNode.EMPTY) : Blake2b.hash256(root.encoded(0, version));
    }

    /** The nodes on the paths to the keys, and the values that these nodes hold only as a hash. */
    public List<Bytes> proof(List<Bytes> keys) {
        Set<Bytes> nodes = new LinkedHashSet<>();
        nodes.add(root == null ? TrieNode.EMPTY : root.encoded(0, version));
        keys.forEach(key -> collect(key, nodes));
        return List.copyOf(nodes);
    }

    private void collect(Bytes key, Set<Bytes> nodes) {
        Optional<Node> at = Optional.ofNullable(root);
        while (at.isPresent()) {
            Node node = at.get();
            if (Nibbles.inCommon(node.key, key) < node.depth) {
                return;
            }
            if (2 * key.size() == node.depth) {
                node.value().filter(value -> TrieNode.isHashed(value, version)).ifPresent(nodes::add);
                return;
            }
            at = node.child(Nibbles.at(key, node.depth));
            at.map(child -> child.encoded(node.depth + 1, version))
                    .filter(encoded -> encoded.size() >= TrieNode.HASH_SIZE)
                    .ifPresent(nodes::add);
        }
    }

    /** A node: {@code key} leads to it by its first {@code depth} nibbles. */
    private static final class Node {

        private final Bytes key;
        private final int depth;
        private final @Nullable Bytes value;
        private final @Nullable Node[] children;

        /** The reference that the parent holds to this node, once computed; it depends on the parent's depth. */
        private volatile @Nullable Name name;

        Node(Bytes key, int depth, @Nullable Bytes value, @Nullable Node[] children) {
            this.key = key;
            this.depth = depth;
            this.value = value;
            this.children = children;
        }

        private static Node leaf(Bytes key, Bytes value) {
            return new Node(key, 2 * key.size(), value, new @Nullable Node[TrieNode.FAN_OUT]);
        }

        Optional<Bytes> value() {
            return Optional.ofNullable(value);
        }

        Optional<Node> child(int nibble) {
            return Optional.ofNullable(children[nibble]);
        }

        static Node with(@Nullable Node node, Bytes key, Bytes value) {
            if (node == null) {
                return leaf(key, value);
            }
            int common = Math.min(node.depth, Nibbles.inCommon(node.key, key));
            if (common < node.depth) {
                return node.parted(common, key, value);
            }
            if (2 * key.size() == node.depth) {
                return new Node(key, node.depth, value, node.children);
            }
            int slot = Nibbles.at(key, node.depth);
            return node.withChild(slot, with(node.children[slot], key, value));
        }

        /** A new branch above this node, at the first nibble in which the other key differs. */
        private Node parted(int common, Bytes other, Bytes otherValue) {
            var both = new @Nullable Node[TrieNode.FAN_OUT];
            both[Nibbles.at(key, common)] = this;
            if (2 * other.size() == common) {
                return new Node(other, common, otherValue, both);
            }
            both[Nibbles.at(other, common)] = leaf(other, otherValue);
            return new Node(key, common, null, both);
        }

        private Node withChild(int slot, @Nullable Node child) {
            @Nullable Node[] others = Arrays.copyOf(children, children.length);
            others[slot] = child;
            return new Node(key, depth, value, others);
        }

        @Nullable
        Node without(Bytes other) {
            if (Nibbles.inCommon(key, other) < depth || 2 * other.size() < depth) {
                return this;
            }
            if (2 * other.size() == depth) {
                return new Node(key, depth, null, children).collapsed();
            }
            int slot = Nibbles.at(other, depth);
            Node child = children[slot];
            return child == null ? this : withChild(slot, child.without(other)).collapsed();
        }

        /** A node without a value and with a single child is no node. */
        private @Nullable Node collapsed() {
            List<Node> left = new ArrayList<>();
            for (Node child : children) {
                if (child != null) {
                    left.add(child);
                }
            }
            if (value != null || left.size() > 1) {
                return this;
            }
            return left.isEmpty() ? null : left.get(0);
        }

        Bytes encoded(int from, TrieVersion version) {
            var names = new @Nullable Bytes[TrieNode.FAN_OUT];
            for (int slot = 0; slot < TrieNode.FAN_OUT; slot++) {
                Node child = children[slot];
                names[slot] = child == null ? null : child.name(depth + 1, version);
            }
            return TrieNode.encode(key, from, depth, value, names, version);
        }

        private Bytes name(int from, TrieVersion version) {
            Name known = name;
            if (known == null || known.from() != from) {
                Bytes encoded = encoded(from, version);
                known = new Name(from, encoded.size() < TrieNode.HASH_SIZE ? encoded : Blake2b.hash256(encoded));
                name = known;
            }
            return known.bytes();
        }
    }

    /** What a parent holds of a child: the encoded child if it is shorter than 32 bytes, else its hash. */
    private record Name(int from, Bytes bytes) {}
}
