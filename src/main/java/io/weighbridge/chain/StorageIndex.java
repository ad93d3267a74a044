package io.weighbridge.chain;

/**
 * Where the chain keeps a mechanism's weights: {@code netuid + mechanism id × 4096} (subtensor: subnets/mechanism.rs,
 * from spec 320; before it there is only mechanism 0, so the index is the netuid).
 *
 * @param netuid the subnet
 * @param mechanism the mechanism within it
 */
public record StorageIndex(Netuid netuid, MechanismId mechanism) {

    private static final int LAST = 0xffff;

    /**
     * Splits an index as it stands in events and storage keys, 0 to 65535.
     *
     * @throws IllegalArgumentException if it does not fit 16 bits
     */
    public static StorageIndex of(int index) {
        if (index > LAST) {
            throw new IllegalArgumentException("a storage index has 16 bits: " + index);
        }
        return new StorageIndex(new Netuid(index % Netuid.LIMIT), new MechanismId(index / Netuid.LIMIT));
    }

    /** The index as the chain computes it, 0 to 65535; 65535 where subnet and mechanism together exceed it. */
    public int value() {
        return Math.min(LAST, mechanism.value() * Netuid.LIMIT + netuid.value());
    }
}
