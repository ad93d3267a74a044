package io.weighbridge.reconcile;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;

/**
 * Weights as a validator logs them: any non-negative numbers by uid. The SDK scales them to the maximum before it sends
 * them ({@code convert_weights_and_uids_for_emit}), so they are compared with the chain after the same scaling.
 *
 * @param byUid the weights by uid, in the order of the log
 */
record LoggedWeights(Map<Integer, Double> byUid) {

    /** The largest u16, to which the SDK scales the largest weight. */
    static final int TOP = 65535;

    LoggedWeights {
        byUid = new LinkedHashMap<>(byUid);
    }

    /**
     * How well these weights agree with {@code chain}; the uids {@code extras} may be on chain without being logged.
     */
    Grade grade(Map<Integer, Integer> chain, Set<Integer> extras) {
        Grade cast = grade(chain, extras, weight -> (float) weight);
        Grade plain = grade(chain, extras, DoubleUnaryOperator.identity());
        return cast.compareTo(plain) <= 0 ? cast : plain;
    }

    private Grade grade(Map<Integer, Integer> chain, Set<Integer> extras, DoubleUnaryOperator cast) {
        var stored = scaledToTop(chain);
        var emitted = emit(cast, TOP);
        if (emitted.equals(stored)) {
            return Grade.EXACT;
        }
        if (within1(emitted, stored)) {
            return Grade.CLOSE;
        }
        return beside(extras, stored, cast);
    }

    /** Compares the weights on chain without the uids that are submitted but not logged. */
    private Grade beside(Set<Integer> extras, Map<Integer, Integer> stored, DoubleUnaryOperator cast) {
        var further = new HashSet<>(stored.keySet());
        further.removeIf(uid -> byUid.getOrDefault(uid, 0.0) > 0 || !extras.contains(uid));
        var common = new LinkedHashMap<>(stored);
        common.keySet().removeAll(further);
        if (further.isEmpty() || !byUid.keySet().containsAll(common.keySet())) {
            return Grade.CONTRADICTION;
        }
        int top = common.values().stream().mapToInt(Integer::intValue).max().orElse(0);
        boolean nothingLogged = byUid.values().stream().allMatch(weight -> weight == 0);
        if (nothingLogged) {
            return common.isEmpty() ? Grade.ZERO : Grade.CONTRADICTION;
        }
        return top > 0 && within1(emit(cast, top), common) ? Grade.PARTIAL : Grade.CONTRADICTION;
    }

    /**
     * The weights that the SDK sends if the largest is to be {@code top}: each weight is cast, divided by the largest,
     * multiplied in double and rounded half to even; zeros are dropped.
     */
    Map<Integer, Integer> emit(DoubleUnaryOperator cast, int top) {
        var out = new LinkedHashMap<Integer, Integer>();
        OptionalDouble largest =
                byUid.values().stream().mapToDouble(cast::applyAsDouble).max();
        if (largest.isEmpty() || largest.getAsDouble() == 0) {
            return out;
        }
        byUid.forEach((uid, weight) -> {
            int scaled = (int) Math.rint(cast.applyAsDouble(weight) / largest.getAsDouble() * top);
            if (scaled != 0) {
                out.put(uid, scaled);
            }
        });
        return out;
    }

    private static Map<Integer, Integer> scaledToTop(Map<Integer, Integer> chain) {
        int largest = chain.values().stream().mapToInt(Integer::intValue).max().orElse(0);
        var out = new LinkedHashMap<Integer, Integer>();
        chain.forEach((uid, value) -> {
            int scaled = largest == TOP ? value : (int) Math.rint((double) value / largest * TOP);
            if (value != 0) {
                out.put(uid, scaled);
            }
        });
        return out;
    }

    private static boolean within1(Map<Integer, Integer> some, Map<Integer, Integer> others) {
        return covers(some, others) && covers(others, some);
    }

    private static boolean covers(Map<Integer, Integer> some, Map<Integer, Integer> others) {
        return some.entrySet().stream()
                .allMatch(entry -> Math.abs(entry.getValue() - others.getOrDefault(entry.getKey(), 0)) <= 1);
    }
}
