package io.weighbridge.runtime;

/** How long an extrinsic is valid ({@code sp_runtime::generic::Era}). */
public sealed interface Era {

    /** For ever; one zero byte. */
    enum Immortal implements Era {
        /** The only one. */
        IMMORTAL
    }

    /**
     * For a number of blocks; two bytes.
     *
     * @param period how many blocks: a power of two, 4 to 65536
     * @param phase the first block's number modulo the period
     */
    record Mortal(long period, long phase) implements Era {

        /** Checks that the phase lies within the period. */
        public Mortal {
            if (period < 4 || period > 65536 || Long.bitCount(period) != 1 || phase < 0 || phase >= period) {
                throw new IllegalArgumentException("no era has period " + period + " and phase " + phase);
            }
        }

        /** The first block in which an extrinsic that is seen in block {@code number} was valid. */
        public long birth(long number) {
            return (Math.max(number, phase) - phase) / period * period + phase;
        }
    }
}
