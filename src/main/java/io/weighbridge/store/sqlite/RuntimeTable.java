package io.weighbridge.store.sqlite;

import io.weighbridge.chain.BlockRange;
import io.weighbridge.store.Store.SpecRange;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * The table {@code runtimes}. A spec version executes consecutive blocks (a new one must be higher, subtensor:
 * {@code System.set_code}), so its first and last known block stand for all between them.
 */
final class RuntimeTable {

    private RuntimeTable() {}

    /** Keeps packed metadata; what is there already stays. */
    static int saveMetadata(Handle handle, int specVersion, byte[] packed) {
        return handle.execute("""
                INSERT INTO runtimes (spec_version, metadata) VALUES (?, ?)
                ON CONFLICT (spec_version) DO UPDATE SET metadata = excluded.metadata WHERE metadata IS NULL
                """, specVersion, packed);
    }

    /** The packed metadata. */
    static Optional<byte[]> metadata(Handle handle, int specVersion) {
        return handle.createQuery("SELECT metadata FROM runtimes WHERE spec_version = ? AND metadata IS NOT NULL")
                .bind(0, specVersion)
                .map((row, context) -> row.getBytes(1))
                .findOne();
    }

    /** Extends the known blocks of a runtime. */
    static int saveRange(Handle handle, int specVersion, BlockRange executed) {
        refuseContradiction(handle, specVersion, executed);
        return handle.execute("""
                INSERT INTO runtimes (spec_version, first_block, last_block) VALUES (?, ?, ?)
                ON CONFLICT (spec_version) DO UPDATE SET
                  first_block = min(coalesce(first_block, excluded.first_block), excluded.first_block),
                  last_block = max(coalesce(last_block, excluded.last_block), excluded.last_block)
                """, specVersion, executed.first(), executed.last());
    }

    /** The known blocks of every runtime, ascending. */
    static List<SpecRange> ranges(Handle handle) {
        return handle.createQuery("""
                        SELECT spec_version, first_block, last_block FROM runtimes
                        WHERE first_block IS NOT NULL ORDER BY first_block
                        """)
                .map((row, context) -> new SpecRange(
                        row.getInt("spec_version"),
                        new BlockRange(row.getLong("first_block"), row.getLong("last_block"))))
                .list();
    }

    private static void refuseContradiction(Handle handle, int specVersion, BlockRange executed) {
        for (SpecRange known : ranges(handle)) {
            boolean apart = executed.last() < known.executed().first()
                    || executed.first() > known.executed().last();
            if (known.specVersion() != specVersion && !apart) {
                throw new IllegalArgumentException("blocks " + executed + " cannot have been executed by runtime "
                        + specVersion + ": runtime " + known.specVersion() + " executed blocks " + known.executed());
            }
        }
    }
}
