package io.weighbridge.chain;

/**
 * The number of an incentive mechanism within a subnet.
 *
 * @param value 0 (the main one) to 255; no mechanism has a number of {@link #LIMIT} or more, but a call that the chain
 *     refuses may contain one
 */
public record MechanismId(int value) {

    /** The mechanism that every subnet has. */
    public static final MechanismId MAIN = new MechanismId(0);

    /** The number of mechanism ids that fit above the netuids in a 16-bit storage index. */
    public static final int LIMIT = 16;

    /** Checks the range. */
    public MechanismId {
        if (value < 0 || value > 0xff) {
            throw new IllegalArgumentException("a mechanism id lies between 0 and 255: " + value);
        }
    }

    @Override
    public String toString() {
        return Integer.toString(value);
    }
}
