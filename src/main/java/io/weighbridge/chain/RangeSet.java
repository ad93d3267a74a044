package io.weighbridge.chain;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;

/**
 * A set of block numbers as the fewest ranges, ascending, none touching another.
 *
 * @param ranges the ranges
 */
public record RangeSet(List<BlockRange> ranges) {

    /** No blocks. */
    public static final RangeSet EMPTY = new RangeSet(List.of());

    /** Sorts the ranges and merges those that overlap or touch. */
    public RangeSet {
        var merged = new ArrayList<BlockRange>();
        var sorted = new ArrayList<>(ranges);
        sorted.sort(Comparator.comparingLong(BlockRange::first));
        for (BlockRange next : sorted) {
            BlockRange previous = merged.isEmpty() ? null : merged.get(merged.size() - 1);
            if (previous != null && next.first() <= previous.last() + 1) {
                merged.set(merged.size() - 1, new BlockRange(previous.first(), Math.max(previous.last(), next.last())));
            } else {
                merged.add(next);
            }
        }
        ranges = List.copyOf(merged);
    }

    /** The blocks of one range. */
    public static RangeSet of(BlockRange range) {
        return new RangeSet(List.of(range));
    }

    /** Whether there is no block. */
    public boolean isEmpty() {
        return ranges.isEmpty();
    }

    /** How many blocks there are. */
    public long size() {
        return ranges.stream().mapToLong(BlockRange::size).sum();
    }

    /** Whether {@code number} is among them. */
    public boolean contains(long number) {
        return ranges.stream().anyMatch(range -> range.contains(number));
    }

    /** The highest block. */
    public OptionalLong last() {
        return isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(ranges.get(ranges.size() - 1).last());
    }

    /** The lowest block. */
    public OptionalLong first() {
        return isEmpty() ? OptionalLong.empty() : OptionalLong.of(ranges.get(0).first());
    }

    /** These blocks and those. */
    public RangeSet union(RangeSet other) {
        var all = new ArrayList<>(ranges);
        all.addAll(other.ranges);
        return new RangeSet(all);
    }

    /** The blocks that are in both. */
    public RangeSet intersect(RangeSet other) {
        var common = new ArrayList<BlockRange>();
        for (BlockRange mine : ranges) {
            for (BlockRange theirs : other.ranges) {
                long first = Math.max(mine.first(), theirs.first());
                long last = Math.min(mine.last(), theirs.last());
                if (first <= last) {
                    common.add(new BlockRange(first, last));
                }
            }
        }
        return new RangeSet(common);
    }

    /** These blocks without those: the gaps that {@code covered} leaves in this set. */
    public RangeSet minus(RangeSet covered) {
        var left = new ArrayList<BlockRange>();
        for (BlockRange range : ranges) {
            long from = range.first();
            for (BlockRange hole : covered.ranges) {
                if (hole.last() < from || hole.first() > range.last()) {
                    continue;
                }
                if (hole.first() > from) {
                    left.add(new BlockRange(from, hole.first() - 1));
                }
                from = hole.last() + 1;
            }
            if (from <= range.last()) {
                left.add(new BlockRange(from, range.last()));
            }
        }
        return new RangeSet(left);
    }
}
