package io.weighbridge.weights.commit;

import io.weighbridge.weights.RevealWindow;
import io.weighbridge.weights.commit.EffectiveCommit.Form;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Pairs the commits of one hotkey on one storage index with the reveals that open them. Not thread safe; one object
 * handles one history.
 *
 * <p>Hash commits pair by their hash, whatever the block. Timelocked commits pair first in, first out among those whose
 * window contains the reveal; malformed ciphertexts come last. If the chain revealed fewer commits of a window than
 * there were, nobody can tell which without decrypting them: all commits of that window are marked as ambiguous.
 *
 * <p>Windows assume that the subnet's tempo does not change after the commit. A reveal outside every window shows that
 * it changed, or that windows are not known: then it opens the oldest commit without a window, else the one with the
 * nearest window, and is ambiguous unless it was the only candidate.
 */
public final class CommitLedger {

    private final Map<EffectiveCommit, CommitOutcome> outcomes = new LinkedHashMap<>();
    /** Hash commits that are still open, in chain order. */
    private final Set<EffectiveCommit> byHash = new LinkedHashSet<>();
    /** Timelocked commits that are still open, by the first block of their window, in chain order. */
    private final NavigableMap<Long, Deque<EffectiveCommit>> timelocked = new TreeMap<>();
    /** Open timelocked commits whose window is not known. */
    private final Deque<EffectiveCommit> undated = new ArrayDeque<>();

    private final Set<EffectiveCommit> doubtful = new HashSet<>();

    private CommitLedger() {}

    /**
     * The commits in chain order, each with its outcome. The order within the arguments does not matter; among facts of one
     * block keys ascend in chain order.
     */
    public static List<CommitLife> of(List<EffectiveCommit> commits, List<EffectiveReveal> reveals) {
        var ledger = new CommitLedger();
        var acts = new ArrayList<Act>();
        commits.forEach(commit -> acts.add(new Act(commit.block(), commit.fact(), () -> ledger.commit(commit))));
        reveals.forEach(reveal -> acts.add(new Act(reveal.block(), reveal.fact(), () -> ledger.reveal(reveal))));
        acts.sort(Comparator.comparingLong(Act::block).thenComparingLong(Act::fact));
        acts.forEach(act -> act.effect().run());
        ledger.doubtPartlyRevealedWindows();
        return ledger.outcomes.entrySet().stream()
                .map(entry -> new CommitLife(entry.getKey(), ledger.judged(entry.getKey(), entry.getValue())))
                .toList();
    }

    private record Act(long block, long fact, Runnable effect) {}

    private void commit(EffectiveCommit commit) {
        outcomes.put(commit, new CommitOutcome.Open(false));
        if (commit.form() == Form.TIMELOCKED) {
            (commit.window() instanceof RevealWindow.Blocks window
                            ? timelocked.computeIfAbsent(window.first(), first -> new ArrayDeque<>())
                            : undated)
                    .add(commit);
            return;
        }
        if (commit.form() == Form.SINGLE) {
            List.copyOf(byHash).forEach(earlier -> drop(earlier, commit.block(), commit.fact()));
        }
        byHash.add(commit);
    }

    private void reveal(EffectiveReveal reveal) {
        if (reveal instanceof EffectiveReveal.ByHotkey byHotkey) {
            openByHash(byHotkey);
        } else {
            openTimelocked(reveal);
        }
    }

    private void openByHash(EffectiveReveal.ByHotkey reveal) {
        Optional<EffectiveCommit> opened = byHash.stream()
                .filter(commit -> commit.hash().equals(reveal.hash()))
                .findFirst();
        opened.ifPresent(commit -> {
            for (EffectiveCommit earlier : List.copyOf(byHash)) {
                if (earlier.equals(commit) || !reveal.sweeping()) {
                    break;
                }
                drop(earlier, reveal.block(), reveal.fact());
            }
            byHash.remove(commit);
            outcomes.put(commit, new CommitOutcome.Revealed(reveal.fact(), false));
        });
    }

    /** A commit that had already expired was dropped for that reason, not because of the later fact. */
    private void drop(EffectiveCommit commit, long block, long by) {
        byHash.remove(commit);
        if (!commit.window().isOverBy(block)) {
            outcomes.put(commit, new CommitOutcome.Overwritten(by));
        }
    }

    private void openTimelocked(EffectiveReveal reveal) {
        Optional<Deque<EffectiveCommit>> due =
                timelocked.headMap(reveal.block(), true).descendingMap().values().stream()
                        .filter(queue -> distance(queue, reveal.block()) == 0)
                        .findFirst();
        Optional<Deque<EffectiveCommit>> queue = due.or(() -> outsideEveryWindow(reveal.block()));
        queue.ifPresent(from -> {
            EffectiveCommit commit =
                    from.stream().filter(EffectiveCommit::sound).findFirst().orElse(from.element());
            from.remove(commit);
            outcomes.put(commit, new CommitOutcome.Revealed(reveal.fact(), false));
            if (from.isEmpty() && commit.window() instanceof RevealWindow.Blocks window) {
                timelocked.remove(window.first());
            }
        });
    }

    private Optional<Deque<EffectiveCommit>> outsideEveryWindow(long block) {
        Optional<Deque<EffectiveCommit>> nearest = undated.isEmpty()
                ? timelocked.values().stream().min(Comparator.comparingLong(queue -> distance(queue, block)))
                : Optional.of(undated);
        long candidates = Stream.concat(Stream.of(undated), timelocked.values().stream())
                .flatMap(Deque::stream)
                .filter(EffectiveCommit::sound)
                .count();
        if (candidates > 1) {
            nearest.ifPresent(
                    queue -> queue.stream().filter(EffectiveCommit::sound).forEach(doubtful::add));
        }
        return nearest;
    }

    /** How many blocks lie between a window and a block; 0 where the window holds the block. */
    private static long distance(Deque<EffectiveCommit> queue, long block) {
        return queue.element().window() instanceof RevealWindow.Blocks window
                ? Math.max(0, Math.max(window.first() - block, block - window.last()))
                : Long.MAX_VALUE;
    }

    private void doubtPartlyRevealedWindows() {
        Map<RevealWindow, List<EffectiveCommit>> byWindow = outcomes.keySet().stream()
                .filter(commit -> commit.form() == Form.TIMELOCKED)
                .filter(commit -> commit.window() != RevealWindow.Unknown.UNKNOWN)
                .filter(commit -> commit.sound() || outcomes.get(commit) instanceof CommitOutcome.Revealed)
                .collect(Collectors.groupingBy(EffectiveCommit::window));
        for (List<EffectiveCommit> together : byWindow.values()) {
            long opened = together.stream()
                    .filter(commit -> outcomes.get(commit) instanceof CommitOutcome.Revealed)
                    .count();
            if (opened > 0 && opened < together.size()) {
                doubtful.addAll(together);
            }
        }
    }

    private CommitOutcome judged(EffectiveCommit commit, CommitOutcome outcome) {
        if (!doubtful.contains(commit)) {
            return outcome;
        }
        return outcome instanceof CommitOutcome.Revealed revealed
                ? new CommitOutcome.Revealed(revealed.by(), true)
                : new CommitOutcome.Open(true);
    }
}
