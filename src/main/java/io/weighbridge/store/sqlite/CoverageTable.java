package io.weighbridge.store.sqlite;

import io.weighbridge.chain.AccountId;
import io.weighbridge.chain.BlockRange;
import io.weighbridge.chain.Netuid;
import io.weighbridge.chain.RangeSet;
import io.weighbridge.store.Store.CoverageRow;
import io.weighbridge.weights.Tracked;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/**
 * The table {@code coverage}: for each target, a hotkey on a subnet, the blocks in which everything of it is known.
 * {@code all} stands for every subnet or every hotkey. Each way of looking keeps its own ranges, and a block is covered
 * when any of them holds it.
 */
final class CoverageTable {

    /** Every subnet, or every hotkey. */
    static final String ALL = "all";

    private CoverageTable() {}

    /** Adds a range to every target of {@code tracked}, merged with the ranges it overlaps or touches. */
    static void add(Handle handle, Tracked tracked, BlockRange covered, String strategy) {
        for (Target target : targets(tracked)) {
            List<BlockRange> neighbours = handle.createQuery("""
                            SELECT netuid, hotkey, from_block, to_block, strategy FROM coverage
                            WHERE netuid = :netuid AND hotkey = :hotkey AND strategy = :strategy
                              AND from_block <= :last + 1 AND to_block >= :first - 1
                            """)
                    .bind("netuid", target.netuid())
                    .bind("hotkey", target.hotkey())
                    .bind("strategy", strategy)
                    .bind("first", covered.first())
                    .bind("last", covered.last())
                    .map((row, context) -> read(row).blocks())
                    .list();
            if (neighbours.size() != 1 || !encloses(neighbours.get(0), covered)) {
                neighbours.forEach(range -> delete(handle, target, strategy, range));
                insert(handle, target, strategy, hull(covered, neighbours));
            }
        }
    }

    /** The blocks that are covered for every target of {@code tracked}. */
    static RangeSet of(Handle handle, Tracked tracked) {
        return of(rows(handle), tracked);
    }

    /** The same by rows that were read before. */
    static RangeSet of(List<CoverageRow> rows, Tracked tracked) {
        RangeSet common = RangeSet.of(new BlockRange(0, Long.MAX_VALUE - 1));
        for (Target target : targets(tracked)) {
            common = common.intersect(new RangeSet(rows.stream()
                    .filter(target::isCoveredBy)
                    .map(CoverageRow::blocks)
                    .toList()));
        }
        return common;
    }

    /** Every row, ordered by target and first block; subnets by number, {@code all} last. */
    static List<CoverageRow> rows(Handle handle) {
        return handle.createQuery("""
                        SELECT netuid, hotkey, from_block, to_block, strategy FROM coverage
                        ORDER BY netuid = 'all', CAST(netuid AS INTEGER), hotkey = 'all', hotkey, from_block, strategy
                        """).map((row, context) -> read(row)).list();
    }

    private static void insert(Handle handle, Target target, String strategy, BlockRange range) {
        handle.execute(
                "INSERT INTO coverage (netuid, hotkey, from_block, to_block, strategy) VALUES (?, ?, ?, ?, ?)",
                target.netuid(),
                target.hotkey(),
                range.first(),
                range.last(),
                strategy);
    }

    private static void delete(Handle handle, Target target, String strategy, BlockRange range) {
        handle.execute(
                "DELETE FROM coverage WHERE netuid = ? AND hotkey = ? AND strategy = ? AND from_block = ?",
                target.netuid(),
                target.hotkey(),
                strategy,
                range.first());
    }

    private static boolean encloses(BlockRange outer, BlockRange inner) {
        return outer.first() <= inner.first() && inner.last() <= outer.last();
    }

    private static BlockRange hull(BlockRange range, List<BlockRange> touching) {
        long first = range.first();
        long last = range.last();
        for (BlockRange other : touching) {
            first = Math.min(first, other.first());
            last = Math.max(last, other.last());
        }
        return new BlockRange(first, last);
    }

    private static CoverageRow read(ResultSet row) throws SQLException {
        return new CoverageRow(
                row.getString("netuid"),
                row.getString("hotkey"),
                new BlockRange(row.getLong("from_block"), row.getLong("to_block")),
                row.getString("strategy"));
    }

    private static List<Target> targets(Tracked tracked) {
        var targets = new ArrayList<Target>();
        for (String netuid : words(tracked.netuids(), Netuid::toString)) {
            for (String hotkey : words(tracked.hotkeys(), AccountId::ss58)) {
                targets.add(new Target(netuid, hotkey));
            }
        }
        return targets;
    }

    private static <T> List<String> words(Set<T> values, Function<T, String> word) {
        return values.isEmpty()
                ? List.of(ALL)
                : values.stream().map(word).sorted().toList();
    }

    /** A hotkey on a subnet, each of which may be {@link #ALL}. */
    private record Target(String netuid, String hotkey) {

        boolean isCoveredBy(CoverageRow row) {
            return (row.netuid().equals(ALL) || row.netuid().equals(netuid))
                    && (row.hotkey().equals(ALL) || row.hotkey().equals(hotkey));
        }
    }
}
