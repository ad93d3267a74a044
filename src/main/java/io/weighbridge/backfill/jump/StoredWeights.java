package io.weighbridge.backfill.jump;

import io.weighbridge.scale.Bytes;
import io.weighbridge.scale.ScaleReader;
import io.weighbridge.weights.Payload;
import java.util.ArrayList;
import java.util.List;

/**
 * Stored weights: {@code Vec<(u16 uid, u16 weight)>}.
 *
 * @param uids the uids, in order
 * @param values their weights, in order
 */
record StoredWeights(List<Integer> uids, List<Integer> values) {

    private static final int MAX = 65_535;

    /** The difference that rounding in the chain's fixed-point arithmetic may cause. */
    private static final long ROUNDING = 1;

    StoredWeights {
        uids = List.copyOf(uids);
        values = List.copyOf(values);
    }

    /** Decodes what a key holds; nothing means no weights. */
    static StoredWeights of(Bytes value) {
        var uids = new ArrayList<Integer>();
        var values = new ArrayList<Integer>();
        if (!value.isEmpty()) {
            var in = new ScaleReader(value);
            int count = in.count(4);
            for (int i = 0; i < count; i++) {
                uids.add(in.u16());
                values.add(in.u16());
            }
        }
        return new StoredWeights(uids, values);
    }

    /**
     * Whether these are the submitted weights as the chain stores them: scaled so that the largest is 65535, in the
     * same order.
     */
    boolean areThoseOf(Payload.Open submitted) {
        if (!uids.equals(submitted.uids())
                || values.size() != submitted.values().size()) {
            return false;
        }
        long largest =
                submitted.values().stream().mapToLong(Integer::longValue).max().orElse(0);
        for (int i = 0; i < values.size(); i++) {
            long scaled = largest == 0 ? 0 : (submitted.values().get(i) * (long) MAX + largest / 2) / largest;
            if (Math.abs(scaled - values.get(i)) > ROUNDING) {
                return false;
            }
        }
        return true;
    }
}
