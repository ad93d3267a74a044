package io.weighbridge.cli;

import io.weighbridge.chain.AccountId;
import io.weighbridge.chain.BlockRange;
import io.weighbridge.chain.Netuid;
import io.weighbridge.chain.RangeSet;
import io.weighbridge.store.Evidence;
import io.weighbridge.store.Store.CoverageRow;
import io.weighbridge.weights.Tracked;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** How blocks were looked at and what that leaves open, for people. */
final class CoverageText {

    private static final String ALL = "all";

    private CoverageText() {}

    /** A line for each way in which blocks were looked at for what is tracked, or for a part of it. */
    static List<String> of(List<CoverageRow> rows, Tracked tracked) {
        Map<String, List<CoverageRow>> ways = new TreeMap<>();
        rows.stream()
                .filter(row -> isAmong(
                                row.netuid(),
                                tracked.netuids().stream().map(Netuid::toString).toList())
                        && isAmong(
                                row.hotkey(),
                                tracked.hotkeys().stream().map(AccountId::ss58).toList()))
                .forEach(row -> ways.computeIfAbsent(row.strategy(), unused -> new ArrayList<>())
                        .add(row));
        return ways.values().stream().map(CoverageText::line).toList();
    }

    private static boolean isAmong(String word, List<String> wanted) {
        return wanted.isEmpty() || word.equals(ALL) || wanted.contains(word);
    }

    private static String line(List<CoverageRow> rows) {
        CoverageRow first = rows.get(0);
        var blocks = new RangeSet(rows.stream().map(CoverageRow::blocks).toList());
        var text = new StringBuilder(way(first))
                .append(' ')
                .append(Words.count(blocks.size(), "block"))
                .append(" (")
                .append(first.strategy())
                .append(')');
        if (rows.stream().allMatch(row -> row.evidence().isCounted())) {
            text.append(": ").append(ProofText.counts(sum(rows), first.isVerified()));
        }
        return first.open().isEmpty()
                ? text.toString()
                : text.append("; open: ").append(first.open()).toString();
    }

    /** Rows of other targets about the same blocks were counted together with these. */
    private static Evidence sum(List<CoverageRow> rows) {
        Map<BlockRange, Evidence> counted = new TreeMap<>(
                java.util.Comparator.comparingLong(BlockRange::first).thenComparingLong(BlockRange::last));
        rows.forEach(row -> counted.put(row.blocks(), row.evidence()));
        return counted.values().stream().reduce(Evidence.NONE, Evidence::plus);
    }

    private static String way(CoverageRow row) {
        if (!row.showsEffects()) {
            return "bodies alone of";
        }
        if (!row.isVerified()) {
            return "effects alone of";
        }
        if (Set.of("scan", "follow").contains(row.strategy().split("\\+", -1)[0])) {
            return "each read of";
        }
        return "proved by nonces and effects";
    }
}
