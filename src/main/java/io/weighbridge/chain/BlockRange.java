package io.weighbridge.chain;

/**
 * Consecutive block numbers.
 *
 * @param first the lowest, included
 * @param last the highest, included; less than 2⁶³−1, so that the number after it and the size can be told
 */
public record BlockRange(long first, long last) {

    /** Checks the order; a range is never empty. */
    public BlockRange {
        if (first < 0 || last < first || last == Long.MAX_VALUE) {
            throw new IllegalArgumentException("not a range of blocks: " + first + " to " + last);
        }
    }

    /** How many blocks it holds. */
    public long size() {
        return last - first + 1;
    }

    /** Whether {@code number} lies within. */
    public boolean contains(long number) {
        return first <= number && number <= last;
    }

    /** {@code 5–9}. */
    @Override
    public String toString() {
        return first == last ? Long.toString(first) : first + "–" + last;
    }
}
