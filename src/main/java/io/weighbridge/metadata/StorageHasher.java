package io.weighbridge.metadata;

/** How one key of a map becomes part of a storage key, in the order of the indexes on the wire. */
public enum StorageHasher {
    /** blake2b, 16 bytes; the key itself is lost. */
    BLAKE2_128(0, "Blake2_128", 16, false),
    /** blake2b, 32 bytes; the key itself is lost. */
    BLAKE2_256(1, "Blake2_256", 32, false),
    /** blake2b, 16 bytes, then the key. */
    BLAKE2_128_CONCAT(2, "Blake2_128Concat", 16, true),
    /** xxhash, 16 bytes; the key itself is lost. */
    TWOX_128(3, "Twox128", 16, false),
    /** xxhash, 32 bytes; the key itself is lost. */
    TWOX_256(4, "Twox256", 32, false),
    /** xxhash, 8 bytes, then the key. */
    TWOX_64_CONCAT(5, "Twox64Concat", 8, true),
    /** The key as it is. */
    IDENTITY(6, "Identity", 0, true);

    private final int tag;
    private final String chainName;
    private final int hashSize;
    private final boolean keepsKey;

    StorageHasher(int tag, String chainName, int hashSize, boolean keepsKey) {
        this.tag = tag;
        this.chainName = chainName;
        this.hashSize = hashSize;
        this.keepsKey = keepsKey;
    }

    /** The index on the wire. */
    int tag() {
        return tag;
    }

    /** The name as in the runtime's source. */
    public String chainName() {
        return chainName;
    }

    /** How many bytes the hash of a key has; 0 where there is none. */
    public int hashSize() {
        return hashSize;
    }

    /** Whether the key itself stands behind its hash. */
    public boolean keepsKey() {
        return keepsKey;
    }
}
