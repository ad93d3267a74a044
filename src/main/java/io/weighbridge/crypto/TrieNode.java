package io.weighbridge.crypto;

import io.weighbridge.scale.Bytes;
import io.weighbridge.scale.ScaleWriter;
import org.jspecify.annotations.Nullable;

/**
 * A node of a trie while it is built: a leaf, or a branch once it has children. Not thread safe.
 *
 * <p>Encoded, it is a header (kind and number of nibbles), the nibbles of its key below its parent, for a branch a
 * bitmap of its children, the value or its hash, and the children ({@code sp_trie::NodeCodec}).
 */
final class TrieNode {

    /** The encoding of a trie without entries. */
    static final Bytes EMPTY = Bytes.copyOf((byte) 0);

    /** Children that a branch can have. */
    static final int FAN_OUT = 16;

    /** Bytes of a hash. A node with a shorter encoding is written into its parent instead of its hash. */
    static final int HASH_SIZE = 32;

    private static final int LEAST_HASHED_VALUE = 33;

    private final Bytes key;
    private final int depth;
    private final @Nullable Bytes value;
    private final @Nullable Bytes[] children = new Bytes[FAN_OUT];

    /** What a node holds, and how its header begins. */
    private enum Kind {
        LEAF(0x40, 6),
        BRANCH(0x80, 6),
        BRANCH_WITH_VALUE(0xc0, 6),
        LEAF_WITH_HASH(0x20, 5),
        BRANCH_WITH_HASH(0x10, 4);

        /** The first bits of the header. */
        private final int prefix;

        /** How many bits of the first byte are left to count nibbles. */
        private final int countBits;

        Kind(int prefix, int countBits) {
            this.prefix = prefix;
            this.countBits = countBits;
        }
    }

    private TrieNode(Bytes key, int depth, @Nullable Bytes value) {
        this.key = key;
        this.depth = depth;
        this.value = value;
    }

    /** A node with a value at the end of its key. */
    static TrieNode leaf(Bytes key, Bytes value) {
        return new TrieNode(key, 2 * key.size(), value);
    }

    /** A node without a value where keys part: after {@code depth} nibbles of {@code key}. */
    static TrieNode branch(Bytes key, int depth) {
        return new TrieNode(key, depth, null);
    }

    /** A key of an entry in or below this node. */
    Bytes key() {
        return key;
    }

    /** How many nibbles lead from the root to this node. */
    int depth() {
        return depth;
    }

    /** How many nibbles another key begins with that this node's key begins with too. */
    int nibblesInCommon(Bytes other) {
        return Nibbles.inCommon(key, other);
    }

    /** Adds a finished child: its encoding if that is short, else its hash. */
    void adopt(TrieNode child, TrieVersion version) {
        Bytes encoded = child.encode(depth + 1, version);
        int slot = Nibbles.at(child.key, depth);
        children[slot] = encoded.size() < HASH_SIZE ? encoded : Blake2b.hash256(encoded);
    }

    /** The encoding of this node; the nodes above it hold the first {@code from} nibbles of its key. */
    Bytes encode(int from, TrieVersion version) {
        return encode(key, from, depth, value, children, version);
    }

    /** Whether a node holds this value only as its hash. */
    static boolean isHashed(Bytes value, TrieVersion version) {
        return version == TrieVersion.V1 && value.size() >= LEAST_HASHED_VALUE;
    }

    /**
     * The bytes of a node.
     *
     * @param key a key of an entry in or below the node
     * @param from how many of its nibbles stand in the nodes above
     * @param to how many nibbles lead to the node
     * @param value what it holds, if anything
     * @param children the children below each nibble, short ones as they are, others as their hash
     */
    static Bytes encode(
            Bytes key, int from, int to, @Nullable Bytes value, @Nullable Bytes[] children, TrieVersion version) {
        boolean hashed = value != null && isHashed(value, version);
        int bitmap = bitmap(children);
        var out = new ScaleWriter();
        header(kind(bitmap != 0, value != null, hashed), to - from, out);
        nibbles(key, from, to, out);
        if (bitmap != 0) {
            out.u16(bitmap);
        }
        if (value != null) {
            if (hashed) {
                out.bytes(Blake2b.hash256(value));
            } else {
                out.byteVector(value);
            }
        }
        for (Bytes child : children) {
            if (child != null) {
                out.byteVector(child);
            }
        }
        return out.toBytes();
    }

    private static int bitmap(@Nullable Bytes[] children) {
        int bitmap = 0;
        for (int slot = 0; slot < FAN_OUT; slot++) {
            if (children[slot] != null) {
                bitmap |= 1 << slot;
            }
        }
        return bitmap;
    }

    private static Kind kind(boolean isBranch, boolean hasValue, boolean hashed) {
        if (!isBranch) {
            return hashed ? Kind.LEAF_WITH_HASH : Kind.LEAF;
        }
        if (!hasValue) {
            return Kind.BRANCH;
        }
        return hashed ? Kind.BRANCH_WITH_HASH : Kind.BRANCH_WITH_VALUE;
    }

    /**
     * A count that fits the bits of the first byte is written there; else the remainder follows, in bytes of 255 and a
     * last smaller one.
     */
    private static void header(Kind kind, int count, ScaleWriter out) {
        int most = (1 << kind.countBits) - 1;
        if (count < most) {
            out.u8(kind.prefix | count);
            return;
        }
        out.u8(kind.prefix | most);
        int rest = count - most;
        for (; rest >= 255; rest -= 255) {
            out.u8(255);
        }
        out.u8(rest);
    }

    /** Two nibbles a byte; the first byte holds a single one where they are odd in number. */
    private static void nibbles(Bytes key, int from, int to, ScaleWriter out) {
        int at = from;
        if ((to - from) % 2 == 1) {
            out.u8(Nibbles.at(key, at++));
        }
        for (; at < to; at += 2) {
            out.u8(Nibbles.at(key, at) << 4 | Nibbles.at(key, at + 1));
        }
    }
}
