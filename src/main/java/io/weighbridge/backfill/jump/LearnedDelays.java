package io.weighbridge.backfill.jump;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * How many blocks after the event that allowed it something came that had to be searched for, the last times: a client mostly
 * waits as long as it did before. Decides where to look first, and never what is found. Safe for many threads.
 */
final class LearnedDelays {

    /** The kinds of action that leave no block number in the state. */
    enum Kind {
        /** A reveal by extrinsic, after the first block in which it was allowed. */
        REVEAL,
        /** An extrinsic that changed nothing, after the last update. */
        FAILURE
    }

    private static final int REMEMBERED = 12;

    /** The weight of a delay for each time that it was seen, where all blocks together weigh 1 at first. */
    private static final double WEIGHT = 0.12;

    private final Map<Kind, Deque<Long>> delays = new EnumMap<>(Kind.class);

    /** Notes that an action was found that many blocks after the event before it. */
    synchronized void add(Kind kind, long delay) {
        Deque<Long> known = delays.computeIfAbsent(kind, unused -> new ArrayDeque<>());
        known.addLast(delay);
        if (known.size() > REMEMBERED) {
            long unused = known.removeFirst();
        }
    }

    /** Tells of the delays found last; those that came again and again count most. */
    synchronized void applyTo(Kind kind, long from, BlockLikelihood likelihood) {
        Collection<Long> known = delays.getOrDefault(kind, new ArrayDeque<>());
        for (long delay : known) {
            long alike =
                    known.stream().filter(other -> Math.abs(other - delay) <= 1).count();
            likelihood.near(from + delay, alike * WEIGHT);
        }
    }

    /** Learns from a block that was read in full. */
    void learn(VisitedBlock visited) {
        long number = visited.after().number();
        List<Long> windows = visited.before()
                .revealWindows(visited.after())
                .map(window -> window.first())
                .toList();
        windows.forEach(first -> add(Kind.REVEAL, number - first));
        long update = visited.before().lastUpdate();
        if (windows.isEmpty() && visited.moved() > 0 && visited.effects() == 0 && update > 0) {
            add(Kind.FAILURE, number - update);
        }
    }
}
