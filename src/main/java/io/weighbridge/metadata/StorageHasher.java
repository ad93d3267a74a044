package io.weighbridge.metadata;

/** How one key of a map becomes part of a storage key, in the order of the indexes on the wire. */
public enum StorageHasher {
    /** blake2b, 16 bytes; the key itself is lost. */
    BLAKE2_128(0, "Blake2_128"),
    /** blake2b, 32 bytes; the key itself is lost. */
    BLAKE2_256(1, "Blake2_256"),
    /** blake2b, 16 bytes, then the key. */
    BLAKE2_128_CONCAT(2, "Blake2_128Concat"),
    /** xxhash, 16 bytes; the key itself is lost. */
    TWOX_128(3, "Twox128"),
    /** xxhash, 32 bytes; the key itself is lost. */
    TWOX_256(4, "Twox256"),
    /** xxhash, 8 bytes, then the key. */
    TWOX_64_CONCAT(5, "Twox64Concat"),
    /** The key as it is. */
    IDENTITY(6, "Identity");

    private final int tag;
    private final String chainName;

    StorageHasher(int tag, String chainName) {
        this.tag = tag;
        this.chainName = chainName;
    }

    /** The index on the wire. */
    int tag() {
        return tag;
    }

    /** The name as in the runtime's source. */
    public String chainName() {
        return chainName;
    }
}
