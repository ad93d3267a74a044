package io.weighbridge.reconcile;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/**
 * The known times of some blocks, and estimates for all others. Blocks do not come exactly at their nominal distance,
 * so a time is interpolated between the two known blocks around it; before the first and after the last, the nominal
 * block time is assumed. Immutable.
 */
public final class BlockTimes {

    private final TreeMap<Instant, Long> known = new TreeMap<>();

    private BlockTimes() {}

    /** The time of one block is known. */
    public static BlockTimes of(long block, Instant time) {
        var times = new BlockTimes();
        times.known.put(time, block);
        return times;
    }

    /**
     * The times of the facts' blocks are known.
     *
     * @param facts at least one, in chain order; one whose time is not later than that of an earlier block is passed over
     */
    public static BlockTimes of(Collection<ChainFact> facts) {
        if (facts.isEmpty()) {
            throw new IllegalArgumentException("no fact, so no block has a time");
        }
        var times = new BlockTimes();
        for (ChainFact fact : facts) {
            Map.Entry<Instant, Long> last = times.known.lastEntry();
            if (last == null
                    || (fact.time().isAfter(last.getKey()) && fact.block().number() > last.getValue())) {
                times.known.put(fact.time(), fact.block().number());
            }
        }
        return times;
    }

    /** The block that was the newest at that time. */
    long blockAt(Instant time, Duration blockTime) {
        Map.Entry<Instant, Long> before = known.floorEntry(time);
        Map.Entry<Instant, Long> after = known.higherEntry(time);
        if (before != null && after != null) {
            return before.getValue()
                    + share(micros(before, time), after.getValue() - before.getValue(), micros(before, after.getKey()));
        }
        Map.Entry<Instant, Long> nearest = before == null ? known.firstEntry() : before;
        return nearest.getValue() + Math.floorDiv(micros(nearest, time), Lags.micros(blockTime));
    }

    private static long micros(Map.Entry<Instant, Long> from, Instant to) {
        return from.getKey().until(to, ChronoUnit.MICROS);
    }

    /** How many of the blocks that took {@code whole} were made in {@code part} of it. */
    private static long share(long part, long blocks, long whole) {
        return BigInteger.valueOf(part)
                .multiply(BigInteger.valueOf(blocks))
                .divide(BigInteger.valueOf(Math.max(1, whole)))
                .longValueExact();
    }
}
