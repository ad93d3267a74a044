package io.weighbridge.runtime;

/** How long an extrinsic is valid ({@code sp_runtime::generic::Era}). */
public sealed interface Era {

    /** Without end; one zero byte. */
    enum Immortal implements Era {
        /** The only one. */
        IMMORTAL
    }

    /**
     * For a number of blocks; two bytes.
     *
     * @param period how many blocks: a power of two, 4 to 65536
     * @param phase the first block's number modulo the period; a multiple of {@link #quantum}
     */
    record Mortal(long period, long phase) implements Era {

        /** The shortest period, in blocks. */
        static final long LEAST_PERIOD = 4;

        /** The longest period, in blocks. */
        static final long LONGEST_PERIOD = 65536;

        /** Checks that the phase lies within the period, and that two bytes can tell it. */
        public Mortal {
            if (period < LEAST_PERIOD
                    || period > LONGEST_PERIOD
                    || Long.bitCount(period) != 1
                    || phase < 0
                    || phase >= period
                    || phase % quantum(period) != 0) {
                throw new IllegalArgumentException("no era has period " + period + " and phase " + phase);
            }
        }

        /** The step of the phase: 1 up to a period of 4096, period ÷ 4096 beyond. */
        static long quantum(long period) {
            return Math.max(period >> 12, 1);
        }
    }
}
