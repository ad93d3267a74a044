package io.weighbridge.store.sqlite;

import io.weighbridge.store.RowStory;
import io.weighbridge.store.sql.StoredRow;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/** Tells of links and of what was written into rows, for people. */
final class RowStories {

    /**
     * What was done to the cell of a row {@code f} of {@code weighbridge_fills}. A status text where a hash belongs counts as
     * missing; the shortest text with a hash in it has 64 letters.
     */
    static final String HOW = "CASE WHEN f.old_value IS NULL OR f.old_value IN ('', '{}')"
            + " OR (f.column_name = 'transaction_hash' AND length(f.old_value) < 64"
            + " AND f.old_value NOT GLOB '[0-9]*-[0-9]*') THEN 'filled' ELSE 'corrected' END";

    private RowStories() {}

    /** How many of the validator's linked rows agreed, were filled, were corrected. */
    static Map<String, Long> countAgreement(Handle handle) {
        if (!Links.exist(handle)) {
            return Map.of();
        }
        Map<String, Long> counts = new TreeMap<>();
        handle.createQuery("""
                        SELECT CASE WHEN corrected > 0 THEN 'corrected' WHEN filled > 0 THEN 'filled' ELSE 'agreed' END AS word,
                               count(*) AS number
                        FROM (SELECT count(CASE WHEN f.id IS NOT NULL AND (%s) = 'corrected' THEN 1 END) AS corrected,
                                     count(f.id) AS filled
                              FROM weighbridge_links l
                              LEFT JOIN weighbridge_fills f ON f.row_id = l.row_id AND f.taken_back IS NULL
                              WHERE l.role IN ('primary', 'duplicate') AND l.tier <> 'inserted'
                              GROUP BY l.row_id)
                        GROUP BY 1
                        """.formatted(HOW))
                .map((row, context) -> counts.put(row.getString("word"), row.getLong("number")))
                .list();
        return counts;
    }

    /** The story of one row, if it has a link. */
    static Optional<RowStory> of(Handle handle, long row) {
        if (!Links.exist(handle)) {
            return Optional.empty();
        }
        List<RowStory.Written> fills = handle.select("""
                        SELECT run, column_name, old_value, new_value, at, taken_back FROM weighbridge_fills
                        WHERE row_id = ? ORDER BY id
                        """, row)
                .map(StoredRow.of("weighbridge_fills", "run", RowStories::written))
                .list();
        return handle.select("""
                        SELECT row_id, tier, role, evidence, flags FROM weighbridge_links
                        WHERE row_id = ? AND role IN ('primary', 'duplicate')
                        """, row)
                .map(StoredRow.of(
                        "weighbridge_links",
                        "row_id",
                        found -> new RowStory(
                                found.text("tier"),
                                found.text("role"),
                                found.text("evidence"),
                                found.text("flags"),
                                fills)))
                .findFirst();
    }

    private static RowStory.Written written(StoredRow found) throws SQLException {
        return new RowStory.Written(
                found.number("run"),
                found.text("column_name"),
                CellValues.read(found, "old_value").text(),
                CellValues.read(found, "new_value").text(),
                found.text("at"),
                found.someText("taken_back").orElse(""));
    }
}
