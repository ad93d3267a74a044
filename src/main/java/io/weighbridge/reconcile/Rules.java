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
 * @param settle how old a fact must be, against the finalized head, before it is acted on without its hash
 * @param margin an assignment this close to the best one could be the true one
 * @param linkWorth what a pair is worth at best, in time
 * @param agreeWorth what it adds that logged and actual success agree
 * @param correct whether cells that the chain contradicts are corrected; else only missing ones are filled
 * @param extraUids uids that are submitted without being logged
 * @param insertFailed whether a failed submission without a row gets one
 * @param windows how far fact and row may lie apart
 * @param timeCap what the windows are cut to where nothing but the time speaks for a pair
 * @param lifetime how many blocks after its row a submission may still be included
 * @param lookBack how many blocks before its row a submission may have been included
 * @param blockTime the time between two blocks
 */
public record Rules(
        Netuid netuid,
        MechanismId mechanism,
        AccountId hotkey,
        Duration settle,
        Duration margin,
        Duration linkWorth,
        Duration agreeWorth,
        boolean correct,
        Set<Integer> extraUids,
        boolean insertFailed,
        Map<RowKind, Window> windows,
        Window timeCap,
        long lifetime,
        long lookBack,
        Duration blockTime) {

    /** Copies the collections, and checks that every kind of row has its window. */
    public Rules {
        extraUids = Set.copyOf(extraUids);
        windows = Map.copyOf(windows);
        for (RowKind kind : RowKind.values()) {
            if (!windows.containsKey(kind)) {
                throw new IllegalArgumentException("no window for rows of kind " + kind);
            }
        }
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
                Duration.ofSeconds(36),
                Duration.ofSeconds(720),
                Duration.ofSeconds(120),
                true,
                Set.of(176),
                true,
                windows,
                new Window(25, 20),
                136,
                55,
                Duration.ofSeconds(12));
    }

    /** The same rules with what operators choose. */
    public Rules with(Duration otherSettle, boolean otherCorrect, Set<Integer> otherExtraUids) {
        return new Rules(
                netuid,
                mechanism,
                hotkey,
                otherSettle,
                margin,
                linkWorth,
                agreeWorth,
                otherCorrect,
                otherExtraUids,
                insertFailed,
                windows,
                timeCap,
                lifetime,
                lookBack,
                blockTime);
    }

    /** The same rules on a chain of another pace: what is counted in blocks stays, what is counted in time changes with it. */
    public Rules paced(Duration otherBlockTime) {
        return new Rules(
                netuid,
                mechanism,
                hotkey,
                settle,
                paced(margin, otherBlockTime),
                paced(linkWorth, otherBlockTime),
                paced(agreeWorth, otherBlockTime),
                correct,
                extraUids,
                insertFailed,
                windows,
                timeCap,
                lifetime,
                lookBack,
                otherBlockTime);
    }

    private Duration paced(Duration time, Duration otherBlockTime) {
        return time.multipliedBy(otherBlockTime.toMillis()).dividedBy(blockTime.toMillis());
    }

    /** How many blocks may lie, at most, between a row and anything that tells of it. */
    long reach() {
        long widest = windows.values().stream()
                .mapToLong(window -> Math.max(window.after(), window.before()))
                .max()
                .orElse(0);
        return Math.max(widest, Math.max(lifetime, lookBack)) + 1 + margin.dividedBy(blockTime);
    }

    /** The window for a row of that kind on the evidence that reaches farthest. */
    Window widest(RowKind kind) {
        return windows.getOrDefault(kind, timeCap);
    }

    /** The window for a row of that kind, on that evidence. */
    Window window(RowKind kind, Tier tier) {
        boolean capped = tier == Tier.TIME && kind != RowKind.FAILURE;
        return capped ? widest(kind).within(timeCap) : widest(kind);
    }
}
