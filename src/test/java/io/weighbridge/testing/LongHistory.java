package io.weighbridge.testing;

import io.weighbridge.devnet.actor.Dice;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * What the validator of a {@link LongChain} did, when, and what became of it. Immutable once it is made.
 *
 * <p>Weights are set, or committed to, now and then, and now and then in vain. A commit by hash is revealed by its hotkey in
 * one of the blocks of the next epoch, every one being as likely; a timelocked one by the chain as soon as the beacon's round
 * is there, two or three blocks into that epoch.
 */
final class LongHistory {

    /** Blocks of an epoch. */
    static final int TEMPO = 360;

    /** Rounds of the beacon in a block's time. */
    static final int ROUNDS_A_BLOCK = 4;

    /** The newest round that genesis knows. */
    static final long FIRST_ROUND = 10_000_000;

    /**
     * Something that the validator did.
     *
     * @param block in which block
     * @param subnet on which of its subnets, from 0
     * @param failed whether in vain
     * @param revealedIn the block in which a commit is revealed; 0 for none
     */
    record Attempt(long block, int subnet, boolean failed, long revealedIn) {

        long epoch() {
            return block / TEMPO;
        }

        /** Whether a commit waits to be revealed in the state after a block. */
        boolean waitsAt(long number) {
            return !failed && block <= number && revealedIn > number;
        }

        /** The round that opens a timelocked commit: known two blocks into the epoch after its own, or a block later. */
        long round() {
            return FIRST_ROUND + ((epoch() + 1) * TEMPO + 2) * ROUNDS_A_BLOCK;
        }
    }

    private final Dice dice;
    private final LongChain.Way way;
    private final int subnets;
    private final NavigableMap<Long, Attempt> attempts = new TreeMap<>();
    private final NavigableMap<Long, List<Attempt>> reveals = new TreeMap<>();
    private final long[] signed;
    private final List<long[]> updates = new ArrayList<>();
    private final List<long[]> changes = new ArrayList<>();

    /** Those of a chain of that length; the parameters are those of {@link LongChain}. */
    LongHistory(long seed, int length, int every, int failures, int subnets, LongChain.Way way) {
        this.dice = new Dice(seed);
        this.way = way;
        this.subnets = subnets;
        for (long at = 1 + every / 2L; at <= length; at += every / 2L + dice.below(every, "wait", at)) {
            attempts.put(at, new Attempt(at, dice.below(subnets, "subnet", at), failed(failures, at), 0));
        }
        if (way != LongChain.Way.SET) {
            attempts.replaceAll((at, attempt) -> attempt.failed() ? attempt : revealed(attempt));
        }
        LongStream own = attempts.keySet().stream().mapToLong(Long::longValue);
        LongStream shown = way == LongChain.Way.BY_HASH
                ? reveals.keySet().stream().mapToLong(Long::longValue).filter(at -> at <= length)
                : LongStream.empty();
        this.signed = LongStream.concat(own, shown).sorted().toArray();
        for (int subnet = 0; subnet < subnets; subnet++) {
            int one = subnet;
            updates.add(successes(one).mapToLong(Attempt::block).toArray());
            changes.add(
                    way == LongChain.Way.SET
                            ? updates.get(one)
                            : successes(one)
                                    .mapToLong(Attempt::revealedIn)
                                    .sorted()
                                    .toArray());
        }
    }

    private boolean failed(int failures, long at) {
        return dice.happens(failures, "failure", at);
    }

    private Stream<Attempt> successes(int subnet) {
        return attempts.values().stream().filter(attempt -> attempt.subnet() == subnet && !attempt.failed());
    }

    /** No two extrinsics of the validator are in one block. */
    private Attempt revealed(Attempt commit) {
        long opens = (commit.epoch() + 1) * TEMPO;
        long in = opens;
        if (way == LongChain.Way.BY_HASH) {
            in += dice.below(TEMPO, "reveal", commit.block());
            while (attempts.containsKey(in) || reveals.containsKey(in)) {
                in++;
            }
        } else {
            while (pulse(in - 1) < commit.round()) {
                in++;
            }
        }
        var revealed = new Attempt(commit.block(), commit.subnet(), false, in);
        reveals.computeIfAbsent(in, unused -> new ArrayList<>()).add(revealed);
        return revealed;
    }

    /** How many subnets the validator serves. */
    int subnets() {
        return subnets;
    }

    LongChain.Way way() {
        return way;
    }

    /** The newest round that the state after a block knows: a pulse comes in time, or a block late. */
    long pulse(long number) {
        return FIRST_ROUND + (number - dice.below(2, "late pulse", number)) * ROUNDS_A_BLOCK;
    }

    /** What the validator did in a block: nothing, or one attempt. */
    List<Attempt> attemptIn(long block) {
        return attempts.containsKey(block) ? List.of(attempts.get(block)) : List.of();
    }

    /** The commits that are revealed in a block. */
    List<Attempt> revealsIn(long block) {
        return reveals.getOrDefault(block, List.of());
    }

    /** The commits on a subnet that wait in the state after a block. */
    List<Attempt> waiting(int subnet, long number) {
        return attempts.subMap(Math.max(0, number - 3L * TEMPO), true, number, true).values().stream()
                .filter(attempt -> attempt.subnet() == subnet && attempt.waitsAt(number))
                .toList();
    }

    /** How many extrinsics the validator signed up to a block. */
    int signedUpTo(long number) {
        return upTo(signed, number);
    }

    /** The block of the last update on a subnet; 0 for none. */
    long lastUpdate(int subnet, long number) {
        return last(updates.get(subnet), number);
    }

    /** The block in which the weights on a subnet last became others; 0 for none. */
    long lastChange(int subnet, long number) {
        return last(changes.get(subnet), number);
    }

    /** How many facts there are about the first subnet up to a block. */
    long factsOnFirst(long length) {
        long own = attempts.headMap(length, true).values().stream()
                .filter(attempt -> attempt.subnet() == 0)
                .count();
        long shown = reveals.headMap(length, true).values().stream()
                .flatMap(List::stream)
                .filter(attempt -> attempt.subnet() == 0)
                .count();
        return own + shown;
    }

    /** Epochs in which something was committed to on a subnet. */
    long[] epochs(int subnet) {
        return successes(subnet).mapToLong(Attempt::epoch).distinct().toArray();
    }

    private static long last(long[] sorted, long number) {
        int count = upTo(sorted, number);
        return count == 0 ? 0 : sorted[count - 1];
    }

    private static int upTo(long[] sorted, long number) {
        int found = Arrays.binarySearch(sorted, number);
        return found >= 0 ? found + 1 : -found - 1;
    }
}
