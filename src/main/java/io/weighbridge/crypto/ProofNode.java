package io.weighbridge.crypto;

import io.weighbridge.scale.Bytes;
import io.weighbridge.scale.DecodeException.Reason;
import io.weighbridge.scale.ScaleReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A node of a trie as it was encoded, see {@link TrieNode}. Immutable.
 *
 * <p>The two highest bits of the first byte tell the kind; where they are 0, the highest bit that is set does.
 */
final class ProofNode {

    /** The most nibbles in one node that sp_trie reads; no key of a state is that long. */
    private static final int MOST_NIBBLES = 0xffff;

    private final Bytes path;
    private final int nibbles;
    private final @Nullable Bytes value;
    private final boolean hashedValue;
    private final List<Bytes> children;

    private ProofNode(Bytes path, int nibbles, @Nullable Bytes value, boolean hashedValue, List<Bytes> children) {
        this.path = path;
        this.nibbles = nibbles;
        this.value = value;
        this.hashedValue = hashedValue;
        this.children = children;
    }

    /**
     * Decodes a node, all of its bytes.
     *
     * @throws io.weighbridge.scale.DecodeException if it is none
     */
    static ProofNode decode(Bytes encoded) {
        var in = new ScaleReader(encoded);
        int first = in.u8();
        Form form = Form.of(first, in);
        int count = count(first & form.countMask, form.countMask, in);
        Bytes path = in.bytes((count + 1) / 2);
        int bitmap = form.branch ? in.u16() : 0;
        Bytes value = form.hashedValue ? in.bytes(TrieNode.HASH_SIZE) : form.value ? in.byteVector() : null;
        var children = new ArrayList<Bytes>(TrieNode.FAN_OUT);
        for (int slot = 0; slot < TrieNode.FAN_OUT; slot++) {
            children.add((bitmap & 1 << slot) == 0 ? Bytes.EMPTY : child(in));
        }
        in.expectEnd();
        return new ProofNode(path, count, value, form.hashedValue, children);
    }

    /** What kinds of nodes there are. */
    private enum Form {
        LEAF(0x3f, false, true, false),
        BRANCH(0x3f, true, false, false),
        BRANCH_WITH_VALUE(0x3f, true, true, false),
        LEAF_WITH_HASH(0x1f, false, true, true),
        BRANCH_WITH_HASH(0x0f, true, true, true);

        private final int countMask;
        private final boolean branch;
        private final boolean value;
        private final boolean hashedValue;

        Form(int countMask, boolean branch, boolean value, boolean hashedValue) {
            this.countMask = countMask;
            this.branch = branch;
            this.value = value;
            this.hashedValue = hashedValue;
        }

        static Form of(int first, ScaleReader in) {
            return switch (first >> 6) {
                case 1 -> LEAF;
                case 2 -> BRANCH;
                case 3 -> BRANCH_WITH_VALUE;
                default -> ofHashed(first, in);
            };
        }

        private static Form ofHashed(int first, ScaleReader in) {
            if (first >> 5 == 1) {
                return LEAF_WITH_HASH;
            }
            if (first >> 4 == 1) {
                return BRANCH_WITH_HASH;
            }
            throw in.fail(Reason.UNKNOWN_VARIANT, "expected the header of a trie node, found " + first);
        }
    }

    private static int count(int low, int mask, ScaleReader in) {
        if (low < mask) {
            return low;
        }
        int count = mask;
        while (true) {
            int more = in.u8();
            count += more;
            if (count > MOST_NIBBLES) {
                throw in.fail(Reason.BAD_LENGTH, "expected at most " + MOST_NIBBLES + " nibbles, found more");
            }
            if (more < 0xff) {
                return count;
            }
        }
    }

    private static Bytes child(ScaleReader in) {
        Bytes child = in.byteVector();
        if (child.isEmpty() || child.size() > TrieNode.HASH_SIZE) {
            throw in.fail(Reason.BAD_LENGTH, "expected a child of 1 to 32 bytes, found " + child.size());
        }
        return child;
    }

    /** How many nibbles of the key this node holds. */
    int nibbles() {
        return nibbles;
    }

    /** Whether the nibbles of {@code key} after the first {@code depth} begin with those of this node. */
    boolean leadsTo(Bytes key, int depth) {
        if (depth + nibbles > 2 * key.size()) {
            return false;
        }
        int padding = nibbles % 2;
        for (int i = 0; i < nibbles; i++) {
            if (Nibbles.at(key, depth + i) != Nibbles.at(path, padding + i)) {
                return false;
            }
        }
        return true;
    }

    /** The value, or its hash. */
    Optional<Bytes> value() {
        return Optional.ofNullable(value);
    }

    /** Whether the node holds the hash of the value instead of the value. */
    boolean hashedValue() {
        return hashedValue;
    }

    /** The child below a nibble: 32 bytes are its hash, fewer the child itself. */
    Optional<Bytes> child(int nibble) {
        return Optional.of(children.get(nibble)).filter(child -> !child.isEmpty());
    }
}
