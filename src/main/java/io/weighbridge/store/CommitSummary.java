package io.weighbridge.store;

import io.weighbridge.store.Store.StoredCommit;
import io.weighbridge.weights.RevealWindow;
import io.weighbridge.weights.commit.CommitState;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * How many commits are in which state, and which one waits longest.
 *
 * @param counts how many; every state has its number
 * @param oldestPending the pending commit of the lowest block; empty, or one
 */
public record CommitSummary(Map<CommitState, Long> counts, List<StoredCommit> oldestPending) {

    /** Copies both. */
    public CommitSummary {
        counts = Map.copyOf(counts);
        oldestPending = List.copyOf(oldestPending);
    }

    /** Counts commits. */
    public static CommitSummary of(List<StoredCommit> commits) {
        var counts = new EnumMap<CommitState, Long>(CommitState.class);
        for (CommitState state : CommitState.values()) {
            counts.put(state, 0L);
        }
        commits.forEach(commit -> counts.merge(commit.state(), 1L, Long::sum));
        return new CommitSummary(
                counts,
                commits.stream()
                        .filter(commit -> commit.state() == CommitState.PENDING)
                        .reduce((one, other) -> block(other) < block(one) ? other : one)
                        .stream()
                        .toList());
    }

    /** These and other commits together. */
    public CommitSummary plus(CommitSummary others) {
        var sums = new EnumMap<CommitState, Long>(counts);
        others.counts.forEach((state, many) -> sums.merge(state, many, Long::sum));
        return new CommitSummary(
                sums,
                Stream.concat(oldestPending.stream(), others.oldestPending.stream())
                        .min(Comparator.comparingLong(CommitSummary::block))
                        .stream()
                        .toList());
    }

    /** How many commits are in that state. */
    public long count(CommitState state) {
        return counts.getOrDefault(state, 0L);
    }

    /** How many commits never took effect, as their reveal did not come: lost ones and expired ones. */
    public long lost() {
        return count(CommitState.LOST) + count(CommitState.EXPIRED);
    }

    /** How many commits there are. */
    public long total() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    /** The last block that can reveal the commit, which must be pending. */
    public static long lastBlock(StoredCommit pending) {
        if (pending.life().commit().window() instanceof RevealWindow.Blocks window) {
            return window.last();
        }
        throw new IllegalArgumentException("a commit without a window is not pending: " + pending);
    }

    private static long block(StoredCommit commit) {
        return commit.life().commit().block();
    }
}
