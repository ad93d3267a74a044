package io.weighbridge.backfill.jump;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * How long after what announced them things happened that had to be searched for: people keep their habits. Only tells where
 * to look first. Safe for many threads.
 */
final class Habits {

    /** What has to be searched for. */
    enum Kind {
        /** A reveal by extrinsic, after the first block in which it was allowed. */
        REVEAL,
        /** An extrinsic that changed nothing, after the last update. */
        FAILURE
    }

    private static final int REMEMBERED = 12;

    /** What a distance counts for each time that it was seen, beside all blocks being alike. */
    private static final double WEIGHT = 0.12;

    private final Map<Kind, Deque<Long>> distances = new EnumMap<>(Kind.class);

    /** Takes in that something was found so many blocks after what announced it. */
    synchronized void found(Kind kind, long distance) {
        Deque<Long> known = distances.computeIfAbsent(kind, unused -> new ArrayDeque<>());
        known.addLast(distance);
        if (known.size() > REMEMBERED) {
            long unused = known.removeFirst();
        }
    }

    /** Tells of the distances found last; those that came again and again count most. */
    synchronized void tell(Kind kind, long from, Hunch hunch) {
        Collection<Long> known = distances.getOrDefault(kind, new ArrayDeque<>());
        for (long distance : known) {
            long alike = known.stream()
                    .filter(other -> Math.abs(other - distance) <= 1)
                    .count();
            hunch.near(from + distance, alike * WEIGHT);
        }
    }

    /** Learns from a block that was read in full. */
    void learn(Step step) {
        long number = step.after().number();
        List<Long> windows = step.before()
                .revealed(step.after())
                .map(window -> window.first())
                .toList();
        windows.forEach(first -> found(Kind.REVEAL, number - first));
        long update = step.before().lastUpdate();
        if (windows.isEmpty() && step.moved() > 0 && step.effects() == 0 && update > 0) {
            found(Kind.FAILURE, number - update);
        }
    }
}
