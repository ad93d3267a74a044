package io.weighbridge.chain;

/**
 * The number of a neuron within a subnet.
 *
 * @param value 0 to 65535
 */
public record Uid(int value) {

    /** Checks the range. */
    public Uid {
        if (value < 0 || value > 0xffff) {
            throw new IllegalArgumentException("a uid has 16 bits: " + value);
        }
    }

    @Override
    public String toString() {
        return Integer.toString(value);
    }
}
