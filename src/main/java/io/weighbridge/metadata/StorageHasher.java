package io.weighbridge.metadata;

/** How one key of a map becomes part of a storage key; the ordinal is the index on the wire. */
public enum StorageHasher {
    /** blake2b, 16 bytes; the key itself is lost. */
    BLAKE2_128("Blake2_128"),
    /** blake2b, 32 bytes; the key itself is lost. */
    BLAKE2_256("Blake2_256"),
    /** blake2b, 16 bytes, then the key. */
    BLAKE2_128_CONCAT("Blake2_128Concat"),
    /** xxhash, 16 bytes; the key itself is lost. */
    TWOX_128("Twox128"),
    /** xxhash, 32 bytes; the key itself is lost. */
    TWOX_256("Twox256"),
    /** xxhash, 8 bytes, then the key. */
    TWOX_64_CONCAT("Twox64Concat"),
    /** The key as it is. */
    IDENTITY("Identity");

    private final String chainName;

    StorageHasher(String chainName) {
        this.chainName = chainName;
    }

    /** The name as in the runtime's source. */
    public String chainName() {
        return chainName;
    }
}
