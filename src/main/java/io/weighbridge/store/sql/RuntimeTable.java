package io.weighbridge.store.sql;

import io.weighbridge.chain.BlockRange;
import io.weighbridge.chain.RangeSet;
import io.weighbridge.scale.Bytes;
import io.weighbridge.store.Store.SpecRange;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;

/** The tables {@code runtimes}, with metadata, and {@code runtime_blocks}, with the blocks that each executed. */
final class RuntimeTable {

    private static final RowMapper<SpecRange> RANGE = StoredRow.of("runtime_blocks", "first_block", RuntimeTable::read);

    private RuntimeTable() {}

    /** Keeps packed metadata; what is there already stays. */
    static int saveMetadata(Handle handle, int specVersion, byte[] packed) {
        return handle.execute(
                "INSERT INTO runtimes (spec_version, metadata) VALUES (?, ?) ON CONFLICT DO NOTHING",
                specVersion,
                packed);
    }

    /** The metadata. */
    static Optional<Bytes> metadata(Handle handle, int specVersion) {
        return handle.createQuery("SELECT spec_version, metadata FROM runtimes WHERE spec_version = ?")
                .bind(0, specVersion)
                .map(StoredRow.of("runtimes", "spec_version", row -> Gzip.unpack(row.bytes("metadata"))))
                .findOne();
    }

    /** Gives the blocks to the runtime, takes them from every other, and merges what overlaps or touches. */
    static int saveRange(Handle handle, int specVersion, BlockRange executed) {
        RangeSet mine = RangeSet.of(executed);
        for (SpecRange near : near(handle, executed)) {
            handle.execute(
                    "DELETE FROM runtime_blocks WHERE first_block = ?",
                    near.executed().first());
            RangeSet theirs = RangeSet.of(near.executed());
            if (near.specVersion() == specVersion) {
                mine = mine.union(theirs);
            } else {
                theirs.minus(RangeSet.of(executed)).ranges().forEach(left -> insert(handle, near.specVersion(), left));
            }
        }
        mine.ranges().forEach(range -> insert(handle, specVersion, range));
        return specVersion;
    }

    /** The known blocks of every runtime, ascending. */
    static List<SpecRange> ranges(Handle handle) {
        return handle.createQuery(
                        "SELECT spec_version, first_block, last_block FROM runtime_blocks ORDER BY first_block")
                .map(RANGE)
                .list();
    }

    private static List<SpecRange> near(Handle handle, BlockRange range) {
        return handle.createQuery("""
                        SELECT spec_version, first_block, last_block FROM runtime_blocks
                        WHERE first_block <= :last + 1 AND last_block >= :first - 1
                        """)
                .bind("first", range.first())
                .bind("last", range.last())
                .map(RANGE)
                .list();
    }

    private static void insert(Handle handle, int specVersion, BlockRange range) {
        handle.execute(
                "INSERT INTO runtime_blocks (first_block, last_block, spec_version) VALUES (?, ?, ?)",
                range.first(),
                range.last(),
                specVersion);
    }

    private static SpecRange read(StoredRow row) throws SQLException {
        return new SpecRange(
                row.small("spec_version"), new BlockRange(row.number("first_block"), row.number("last_block")));
    }
}
