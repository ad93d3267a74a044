package io.weighbridge.devnet.pallet;

import java.util.Collections;
import java.util.List;

/**
 * Scales weights so that the largest becomes 65535, bit for bit as the chain does it in I32F32 fixed point
 * (subtensor: epoch/math.rs, vec_u16_max_upscale_to_u16).
 */
final class MaxUpscale {

    private static final int MAX = 65535;
    private static final int FRACTION_BITS = 32;
    private static final long HALF = 1L << (FRACTION_BITS - 1);

    private MaxUpscale() {}

    /** The scaled weights, in the same order; all zero stay all zero. */
    static List<Integer> scale(List<Integer> weights) {
        int largest = weights.isEmpty() ? 0 : Collections.max(weights);
        if (largest == 0 || largest == MAX) {
            return weights;
        }
        return weights.stream().map(weight -> scale(weight, largest)).toList();
    }

    private static int scale(long weight, long largest) {
        // Above 32768 the factor is cut off, below it the product: so are the two formulas of the chain.
        long fixed = largest > MAX / 2 + 1
                ? weight * (((long) MAX << FRACTION_BITS) / largest)
                : ((weight * MAX) << FRACTION_BITS) / largest;
        return (int) ((fixed + HALF) >>> FRACTION_BITS);
    }
}
