package io.weighbridge.chain;

import io.weighbridge.scale.Bytes;

/**
 * A 32-byte hash: of a block, an extrinsic, a trie, a commit.
 *
 * @param bytes exactly 32 bytes
 */
public record Hash(Bytes bytes) implements Comparable<Hash> {

    /** Bytes of a hash. */
    public static final int SIZE = 32;

    /** 32 zero bytes; a node that answers with it means "not yet". */
    public static final Hash ZERO = new Hash(Bytes.wrap(new byte[SIZE]));

    /** Checks the size. */
    public Hash {
        if (bytes.size() != SIZE) {
            throw new IllegalArgumentException("a hash has 32 bytes, not " + bytes.size());
        }
    }

    /** Reads 64 hexadecimal digits, with or without {@code 0x}. */
    public static Hash fromHex(String hex) {
        return new Hash(Bytes.fromHex(hex));
    }

    /** Lower-case hexadecimal digits behind {@code 0x}. */
    public String hex() {
        return bytes.hex();
    }

    @Override
    public int compareTo(Hash other) {
        return bytes.compareTo(other.bytes);
    }

    @Override
    public String toString() {
        return hex();
    }
}
