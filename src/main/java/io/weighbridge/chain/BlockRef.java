package io.weighbridge.chain;

/**
 * Names one block: its number and its hash.
 *
 * @param number 0 for genesis
 * @param hash the hash of its header
 */
public record BlockRef(long number, Hash hash) {

    /** Checks the number. */
    public BlockRef {
        if (number < 0) {
            throw new IllegalArgumentException("a block number is not negative: " + number);
        }
    }

    /** {@code 4521873 (0x1234abcd…)}. */
    @Override
    public String toString() {
        return number + " (" + hash.hex().substring(0, 10) + "…)";
    }
}
