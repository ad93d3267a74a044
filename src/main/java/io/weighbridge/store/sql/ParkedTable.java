package io.weighbridge.store.sql;

import io.weighbridge.store.Store.ParkedBlock;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** The table {@code parked_blocks}: blocks that could not be read. */
final class ParkedTable {

    private ParkedTable() {}

    /** Adds a block; one that is there already has been tried once more. */
    static int add(Handle handle, long block, String reason, Instant at) {
        return handle.execute("""
                INSERT INTO parked_blocks (block, reason, attempts, last_tried) VALUES (?, ?, 1, ?)
                ON CONFLICT (block) DO UPDATE
                SET reason = excluded.reason, attempts = parked_blocks.attempts + 1, last_tried = excluded.last_tried
                """, block, reason, Times.millis(at));
    }

    static int remove(Handle handle, long block) {
        return handle.execute("DELETE FROM parked_blocks WHERE block = ?", block);
    }

    /** All of them, ascending. */
    static List<ParkedBlock> list(Handle handle) {
        return handle.createQuery("SELECT block, reason, attempts, last_tried FROM parked_blocks ORDER BY block")
                .map(StoredRow.of(
                        "parked_blocks",
                        "block",
                        row -> new ParkedBlock(
                                row.number("block"),
                                row.text("reason"),
                                row.small("attempts"),
                                Instant.parse(row.text("last_tried")))))
                .list();
    }
}
