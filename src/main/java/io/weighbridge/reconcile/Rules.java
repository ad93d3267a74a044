package io.weighbridge.reconcile;

import io.weighbridge.chain.AccountId;
import io.weighbridge.chain.MechanismId;
import io.weighbridge.chain.Netuid;
import io.weighbridge.store.Tier;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/**
 * How facts and rows are matched.
 *
 * @param netuid the subnet that the validator serves
 * @param mechanism the mechanism whose submissions get rows
 * @param hotkey the validator's hotkey
 * @param settle how much older than the finalized head a fact must be before evidence other than its hash is used
 * @param correct whether cells that the chain contradicts are corrected; if not, only missing ones are filled
 * @param extraUids uids that are submitted without being logged
 * @param insertFailed whether a failed submission without a row gets one
 * @param worth how pairs of a row and a fact are scored
 * @param distances how far the two may lie apart
 * @param blockTime the time between two blocks
 */
public record Rules(
        Netuid netuid,
        MechanismId mechanism,
        AccountId hotkey,
        Duration settle,
        boolean correct,
        Set<Integer> extraUids,
        boolean insertFailed,
        Worth worth,
        Distances distances,
        Duration blockTime) {

    /**
     * The score of a pair of a row and a fact, as a duration; it decreases with the distance between them.
     *
     * @param link the score of a pair without distance
     * @param distance the most that the distance subtracts, so that every possible pair has a positive score
     * @param agreement what it adds that logged and actual success agree
     * @param margin an assignment whose total is this close to the best one may be the true one
     */
    public record Worth(Duration link, Duration distance, Duration agreement, Duration margin) {

        private Worth paced(Duration from, Duration to) {
            return new Worth(
                    paced(link, from, to),
                    paced(distance, from, to),
                    paced(agreement, from, to),
                    paced(margin, from, to));
        }

        private static Duration paced(Duration time, Duration from, Duration to) {
            return time.multipliedBy(to.toMillis()).dividedBy(from.toMillis());
        }
    }

    /**
     * How many blocks may lie between a row and its fact.
     *
     * @param windows how far fact and row may lie apart; every kind of row has its window
     * @param timeCap what the windows are cut to where nothing but the time speaks for a pair
     * @param lifetime how many blocks after its row a submission may still be included
     * @param lookBack how many blocks before its row a submission may have been included
     */
    public record Distances(Map<RowKind, Window> windows, Window timeCap, long lifetime, long lookBack) {

        /** Copies the windows, and checks that every kind of row has its own. */
        public Distances {
            windows = Map.copyOf(windows);
            for (RowKind kind : RowKind.values()) {
                if (!windows.containsKey(kind)) {
                    throw new IllegalArgumentException("no window for rows of kind " + kind);
                }
            }
        }

        private long greatest() {
            long widest = windows.values().stream()
                    .mapToLong(window -> Math.max(window.after(), window.before()))
                    .max()
                    .orElse(0);
            return Math.max(widest, Math.max(lifetime, lookBack));
        }
    }

    /** Copies the uids. */
    public Rules {
        extraUids = Set.copyOf(extraUids);
    }

    /** The defaults, for one hotkey on one subnet. */
    public static Rules defaults(Netuid netuid, AccountId hotkey) {
        var windows = new EnumMap<RowKind, Window>(RowKind.class);
        windows.put(RowKind.WAITED, new Window(2, 55));
        windows.put(RowKind.NO_WAIT, new Window(136, 2));
        windows.put(RowKind.OTHER, new Window(136, 55));
        windows.put(RowKind.EMPTY, new Window(5, 10));
        windows.put(RowKind.FAILURE, new Window(5, 55));
        return new Rules(
                netuid,
                MechanismId.MAIN,
                hotkey,
                Duration.ofSeconds(900),
                true,
                Set.of(176),
                true,
                new Worth(
                        Duration.ofSeconds(720),
                        Duration.ofSeconds(700),
                        Duration.ofSeconds(120),
                        Duration.ofSeconds(36)),
                new Distances(windows, new Window(25, 20), 136, 55),
                Duration.ofSeconds(12));
    }

    /** The same rules with what operators choose. */
    public Rules with(Duration otherSettle, boolean otherCorrect, Set<Integer> otherExtraUids) {
        return new Rules(
                netuid,
                mechanism,
                hotkey,
                otherSettle,
                otherCorrect,
                otherExtraUids,
                insertFailed,
                worth,
                distances,
                blockTime);
    }

    /** The same rules for another block time: counts of blocks stay, and scores are scaled. */
    public Rules paced(Duration otherBlockTime) {
        return new Rules(
                netuid,
                mechanism,
                hotkey,
                settle,
                correct,
                extraUids,
                insertFailed,
                worth.paced(blockTime, otherBlockTime),
                distances,
                otherBlockTime);
    }

    /** The most blocks that may lie between a row and anything that affects its result. */
    long reach() {
        return distances.greatest() + 1 + worth.margin().dividedBy(blockTime);
    }

    /** The widest window for a row of that kind. */
    Window widest(RowKind kind) {
        return distances.windows().getOrDefault(kind, distances.timeCap());
    }

    /** The window for a row of that kind, on that evidence. */
    Window window(RowKind kind, Tier tier) {
        boolean capped = tier == Tier.TIME && kind != RowKind.FAILURE;
        return capped ? widest(kind).within(distances.timeCap()) : widest(kind);
    }
}
