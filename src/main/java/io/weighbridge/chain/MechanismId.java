package io.weighbridge.chain;

/**
 * The number of an incentive mechanism within a subnet.
 *
 * @param value 0 (the main one) to 15
 */
public record MechanismId(int value) {

    /** The mechanism that every subnet has. */
    public static final MechanismId MAIN = new MechanismId(0);

    /** Checks the range. */
    public MechanismId {
        if (value < 0 || value > 15) {
            throw new IllegalArgumentException("a mechanism id lies between 0 and 15: " + value);
        }
    }

    @Override
    public String toString() {
        return Integer.toString(value);
    }
}
