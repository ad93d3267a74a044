package io.weighbridge.weights.commit;

import io.weighbridge.weights.RevealWindow;
import io.weighbridge.weights.commit.Promise.Form;
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
 * Finds for the commits of one hotkey on one storage index the reveals that open them. Not thread safe; one object works
 * out one history.
 *
 * <p>Commits by hash pair by their hash, whatever the block. Timelocked ones pair first in, first out among those whose
 * window holds the reveal, ciphertexts that nobody could decrypt last. Where the chain revealed fewer of a window than there
 * were, only who can decrypt them can tell which: all of that window are marked as ambiguous.
 *
 * <p>Windows assume that the subnet's tempo stays what it was at the commit. A reveal outside every window shows that it did
 * not, or that the windows are not known: then it opens the oldest commit without a window, else the one whose window is
 * nearest, and is ambiguous unless there was no other.
 */
public final class CommitLedger {

    private final Map<Promise, Fate> fates = new LinkedHashMap<>();
    /** Commits by hash that no fact has ended, in chain order. */
    private final Set<Promise> byHash = new LinkedHashSet<>();
    /** Timelocked commits that no fact has ended, by the first block of their window, in chain order. */
    private final NavigableMap<Long, Deque<Promise>> timelocked = new TreeMap<>();
    /** Those of them whose window is not known. */
    private final Deque<Promise> undated = new ArrayDeque<>();

    private final Set<Promise> doubtful = new HashSet<>();

    private CommitLedger() {}

    /**
     * The commits in chain order, each with its fate. The order within the arguments does not matter; among facts of one
     * block keys ascend in chain order.
     */
    public static List<CommitLife> of(List<Promise> promises, List<Opening> openings) {
        var ledger = new CommitLedger();
        var acts = new ArrayList<Act>();
        promises.forEach(promise -> acts.add(new Act(promise.block(), promise.fact(), () -> ledger.commit(promise))));
        openings.forEach(opening -> acts.add(new Act(opening.block(), opening.fact(), () -> ledger.reveal(opening))));
        acts.sort(Comparator.comparingLong(Act::block).thenComparingLong(Act::fact));
        acts.forEach(act -> act.effect().run());
        ledger.doubtPartlyRevealedWindows();
        return ledger.fates.entrySet().stream()
                .map(entry -> new CommitLife(entry.getKey(), ledger.judged(entry.getKey(), entry.getValue())))
                .toList();
    }

    private record Act(long block, long fact, Runnable effect) {}

    private void commit(Promise promise) {
        fates.put(promise, new Fate.Open(false));
        if (promise.form() == Form.TIMELOCKED) {
            (promise.window() instanceof RevealWindow.Blocks window
                            ? timelocked.computeIfAbsent(window.first(), first -> new ArrayDeque<>())
                            : undated)
                    .add(promise);
            return;
        }
        if (promise.form() == Form.SINGLE) {
            List.copyOf(byHash).forEach(earlier -> drop(earlier, promise.block(), promise.fact()));
        }
        byHash.add(promise);
    }

    private void reveal(Opening opening) {
        if (opening instanceof Opening.ByHotkey byHotkey) {
            openByHash(byHotkey);
        } else {
            openTimelocked(opening);
        }
    }

    private void openByHash(Opening.ByHotkey opening) {
        Optional<Promise> opened = byHash.stream()
                .filter(promise -> promise.hash().equals(opening.hash()))
                .findFirst();
        opened.ifPresent(promise -> {
            for (Promise earlier : List.copyOf(byHash)) {
                if (earlier.equals(promise) || !opening.sweeping()) {
                    break;
                }
                drop(earlier, opening.block(), opening.fact());
            }
            byHash.remove(promise);
            fates.put(promise, new Fate.Revealed(opening.fact(), false));
        });
    }

    /** What had expired before was dropped for that reason, and not for a later commit's sake. */
    private void drop(Promise promise, long block, long by) {
        byHash.remove(promise);
        if (!promise.window().isOverBy(block)) {
            fates.put(promise, new Fate.Overwritten(by));
        }
    }

    private void openTimelocked(Opening opening) {
        Optional<Deque<Promise>> due = timelocked.headMap(opening.block(), true).descendingMap().values().stream()
                .filter(queue -> distance(queue, opening.block()) == 0)
                .findFirst();
        Optional<Deque<Promise>> queue = due.or(() -> outsideEveryWindow(opening.block()));
        queue.ifPresent(from -> {
            Promise promise = from.stream().filter(Promise::sound).findFirst().orElse(from.element());
            from.remove(promise);
            fates.put(promise, new Fate.Revealed(opening.fact(), false));
            if (from.isEmpty() && promise.window() instanceof RevealWindow.Blocks window) {
                timelocked.remove(window.first());
            }
        });
    }

    private Optional<Deque<Promise>> outsideEveryWindow(long block) {
        Optional<Deque<Promise>> nearest = undated.isEmpty()
                ? timelocked.values().stream().min(Comparator.comparingLong(queue -> distance(queue, block)))
                : Optional.of(undated);
        long candidates = Stream.concat(Stream.of(undated), timelocked.values().stream())
                .flatMap(Deque::stream)
                .filter(Promise::sound)
                .count();
        if (candidates > 1) {
            nearest.ifPresent(queue -> queue.stream().filter(Promise::sound).forEach(doubtful::add));
        }
        return nearest;
    }

    /** How many blocks lie between a window and a block; 0 where the window holds the block. */
    private static long distance(Deque<Promise> queue, long block) {
        return queue.element().window() instanceof RevealWindow.Blocks window
                ? Math.max(0, Math.max(window.first() - block, block - window.last()))
                : Long.MAX_VALUE;
    }

    private void doubtPartlyRevealedWindows() {
        Map<RevealWindow, List<Promise>> byWindow = fates.keySet().stream()
                .filter(promise -> promise.form() == Form.TIMELOCKED)
                .filter(promise -> promise.window() != RevealWindow.Unknown.UNKNOWN)
                .filter(promise -> promise.sound() || fates.get(promise) instanceof Fate.Revealed)
                .collect(Collectors.groupingBy(Promise::window));
        for (List<Promise> together : byWindow.values()) {
            long opened = together.stream()
                    .filter(promise -> fates.get(promise) instanceof Fate.Revealed)
                    .count();
            if (opened > 0 && opened < together.size()) {
                doubtful.addAll(together);
            }
        }
    }

    private Fate judged(Promise promise, Fate fate) {
        if (!doubtful.contains(promise)) {
            return fate;
        }
        return fate instanceof Fate.Revealed revealed ? new Fate.Revealed(revealed.by(), true) : new Fate.Open(true);
    }
}
