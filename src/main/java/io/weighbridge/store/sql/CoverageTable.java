package io.weighbridge.store.sql;

import io.weighbridge.chain.AccountId;
import io.weighbridge.chain.BlockRange;
import io.weighbridge.chain.Netuid;
import io.weighbridge.chain.RangeSet;
import io.weighbridge.store.Evidence;
import io.weighbridge.store.Store.CoverageRow;
import io.weighbridge.weights.Tracked;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;

/**
 * The table {@code coverage}: for each target, a hotkey on a subnet, the blocks in which everything of it is known.
 * {@code all} stands for every subnet or every hotkey. Each way of looking keeps its own ranges, and a block is covered
 * when any of them holds it.
 */
final class CoverageTable {

    /** Every subnet, or every hotkey. */
    static final String ALL = "all";

    private static final RowMapper<CoverageRow> ROW = StoredRow.of("coverage", "from_block", CoverageTable::read);

    private CoverageTable() {}

    private static final String COLUMNS = "netuid, hotkey, from_block, to_block, strategy,"
            + " states, proved, visited, nonce_steps, extrinsics, effects";

    /**
     * Adds a range to every target of {@code tracked}, merged with the ranges that it touches. One that it overlaps is
     * merged as well where nothing was counted in either; numbers that were counted in blocks which are partly the same
     * cannot be added, so such ranges stay apart.
     */
    static void add(Handle handle, Tracked tracked, BlockRange covered, String strategy, Evidence evidence) {
        for (Target target : targets(tracked)) {
            var piece = new Piece(covered, evidence);
            List<Piece> neighbours = neighbours(handle, target, strategy, covered);
            if (neighbours.stream().anyMatch(piece::tellsNothingNewTo)) {
                continue;
            }
            List<Piece> absorbed = neighbours.stream().filter(piece::absorbs).toList();
            absorbed.forEach(other -> delete(handle, target, strategy, other.blocks()));
            insert(handle, target, strategy, absorbed.stream().reduce(piece, Piece::with));
        }
    }

    private static List<Piece> neighbours(Handle handle, Target target, String strategy, BlockRange covered) {
        return handle.createQuery("SELECT " + COLUMNS + """
                         FROM coverage
                        WHERE netuid = :netuid AND hotkey = :hotkey AND strategy = :strategy
                          AND from_block <= :last + 1 AND to_block >= :first - 1
                        """)
                .bind("netuid", target.netuid())
                .bind("hotkey", target.hotkey())
                .bind("strategy", strategy)
                .bind("first", covered.first())
                .bind("last", covered.last())
                .map(ROW)
                .map(row -> new Piece(row.blocks(), row.evidence()))
                .list();
    }

    /** The blocks that are verified for every target of {@code tracked}. */
    static RangeSet of(Handle handle, Tracked tracked) {
        return of(rows(handle), tracked);
    }

    /** The same by rows that were read before. */
    static RangeSet of(List<CoverageRow> rows, Tracked tracked) {
        return common(rows.stream().filter(CoverageRow::isVerified).toList(), tracked);
    }

    /** The blocks that are verified, or were looked at for effects alone, for every target of {@code tracked}. */
    static RangeSet ofEffects(Handle handle, Tracked tracked) {
        return common(rows(handle).stream().filter(CoverageRow::showsEffects).toList(), tracked);
    }

    /** The same, and those of which the bodies alone were read. */
    static RangeSet ofBodies(Handle handle, Tracked tracked) {
        return common(rows(handle), tracked);
    }

    private static RangeSet common(List<CoverageRow> rows, Tracked tracked) {
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
        return handle.createQuery("SELECT " + COLUMNS + """
                         FROM coverage
                        ORDER BY netuid = 'all', CASE WHEN netuid = 'all' THEN 0 ELSE CAST(netuid AS INTEGER) END, hotkey = 'all', hotkey, from_block, strategy
                        """).map(ROW).list();
    }

    private static void insert(Handle handle, Target target, String strategy, Piece piece) {
        Evidence evidence = piece.evidence();
        boolean counted = evidence.isCounted();
        handle.execute(
                "INSERT INTO coverage (" + COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                target.netuid(),
                target.hotkey(),
                piece.blocks().first(),
                piece.blocks().last(),
                strategy,
                counted ? evidence.states() : null,
                counted ? evidence.proved() : null,
                counted ? evidence.visited() : null,
                counted ? evidence.nonceSteps() : null,
                counted ? evidence.extrinsics() : null,
                counted ? evidence.effects() : null);
    }

    private static void delete(Handle handle, Target target, String strategy, BlockRange range) {
        handle.execute(
                "DELETE FROM coverage WHERE netuid = ? AND hotkey = ? AND strategy = ? AND from_block = ?",
                target.netuid(),
                target.hotkey(),
                strategy,
                range.first());
    }

    private static CoverageRow read(StoredRow row) throws SQLException {
        return new CoverageRow(
                sound(row.text("netuid"), netuid -> new Netuid(Integer.parseInt(netuid))),
                sound(row.text("hotkey"), AccountId::fromSs58),
                new BlockRange(row.number("from_block"), row.number("to_block")),
                row.text("strategy"),
                new Evidence(
                        row.numberOrZero("states"),
                        row.numberOrZero("proved"),
                        row.numberOrZero("visited"),
                        row.numberOrZero("nonce_steps"),
                        row.numberOrZero("extrinsics"),
                        row.numberOrZero("effects")));
    }

    /** {@code all}, or what can be read as one. */
    private static String sound(String word, Function<String, ?> reading) {
        return word.equals(ALL) ? word : reading.andThen(read -> word).apply(word);
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

    /** Covered blocks, and why what was found in them is all. */
    private record Piece(BlockRange blocks, Evidence evidence) {

        /** Whether the other is about all these blocks and more, and not counted worse. */
        boolean tellsNothingNewTo(Piece other) {
            return other.encloses(this) && (other.isCounted() || !isCounted());
        }

        /** Whether the other is better told together with this one. */
        boolean absorbs(Piece other) {
            return encloses(other) || (isCounted() == other.isCounted() && (!isCounted() || touches(other)));
        }

        /** Both: what lies within this piece was counted with it. */
        Piece with(Piece other) {
            return new Piece(
                    new BlockRange(
                            Math.min(blocks.first(), other.blocks.first()),
                            Math.max(blocks.last(), other.blocks.last())),
                    encloses(other) ? evidence : evidence.plus(other.evidence));
        }

        private boolean isCounted() {
            return evidence.isCounted();
        }

        private boolean touches(Piece other) {
            return blocks.last() + 1 == other.blocks.first() || other.blocks.last() + 1 == blocks.first();
        }

        private boolean encloses(Piece inner) {
            return blocks.first() <= inner.blocks.first() && inner.blocks.last() <= blocks.last();
        }
    }

    /** A hotkey on a subnet, each of which may be {@link #ALL}. */
    private record Target(String netuid, String hotkey) {

        boolean isCoveredBy(CoverageRow row) {
            return (row.netuid().equals(ALL) || row.netuid().equals(netuid))
                    && (row.hotkey().equals(ALL) || row.hotkey().equals(hotkey));
        }
    }
}
