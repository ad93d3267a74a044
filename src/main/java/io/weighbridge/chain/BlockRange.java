package io.weighbridge.chain;

import java.util.stream.LongStream;

/**
 * Consecutive block numbers.
 *
 * @param first the lowest, included
 * @param last the highest, included; less than 2⁶³−1, so that the next number and the size do not overflow
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

    /** The same blocks in pieces of that many, in order; the last piece may be shorter. */
    public Iterable<BlockRange> pieces(long most) {
        return () -> LongStream.range(0, (size() + most - 1) / most)
                .mapToObj(index -> piece(first + index * most, most))
                .iterator();
    }

    private BlockRange piece(long from, long most) {
        return new BlockRange(from, Math.min(last, from + most - 1));
    }

    /** {@code 5–9}. */
    @Override
    public String toString() {
        return first == last ? Long.toString(first) : first + "–" + last;
    }
}
