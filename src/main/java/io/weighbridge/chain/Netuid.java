package io.weighbridge.chain;

/**
 * The number of a subnet.
 *
 * @param value 0 (root) to 65535; no subnet has a number of {@link #LIMIT} or more, but a call that the chain refuses
 *     may contain one
 */
public record Netuid(int value) implements Comparable<Netuid> {

    /** Storage indexes hold the mechanism id above this many netuids (subtensor: subnets/mechanism.rs). */
    public static final int LIMIT = 4096;

    /** Checks the range. */
    public Netuid {
        if (value < 0 || value > 0xffff) {
            throw new IllegalArgumentException("a netuid lies between 0 and 65535: " + value);
        }
    }

    @Override
    public int compareTo(Netuid other) {
        return Integer.compare(value, other.value);
    }

    @Override
    public String toString() {
        return Integer.toString(value);
    }
}
