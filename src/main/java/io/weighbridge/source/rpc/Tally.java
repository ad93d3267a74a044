package io.weighbridge.source.rpc;

import java.time.Duration;
import java.util.Arrays;

/** How many things happened of late, in slots of a quarter second for two minutes. Not safe for many threads. */
final class Tally {

    private static final long SLOT = Duration.ofMillis(250).toNanos();
    private static final int SLOTS = 480;

    /** What it remembers. */
    static final Duration MEMORY = Duration.ofNanos(SLOT * SLOTS);

    private final int[] counts = new int[SLOTS];
    private long newest;

    /** A tally that begins at that time. */
    Tally(long nowNanos) {
        this.newest = nowNanos / SLOT;
    }

    /** One more thing happened now; time does not run backward. */
    void add(long nowNanos) {
        moveTo(nowNanos);
        counts[index(newest)]++;
    }

    /** How many happened within that time before now, to the slot; at most {@link #MEMORY}. */
    long within(Duration time, long nowNanos) {
        moveTo(nowNanos);
        long slots = Math.min(SLOTS, Math.max(1, (time.toNanos() + SLOT - 1) / SLOT));
        long sum = 0;
        for (long slot = newest - slots + 1; slot <= newest; slot++) {
            sum += counts[index(slot)];
        }
        return sum;
    }

    private void moveTo(long nowNanos) {
        long slot = nowNanos / SLOT;
        if (slot - newest >= SLOTS) {
            Arrays.fill(counts, 0);
            newest = slot;
        }
        while (newest < slot) {
            newest++;
            counts[index(newest)] = 0;
        }
    }

    private static int index(long slot) {
        return Math.floorMod(slot, SLOTS);
    }
}
