package io.weighbridge.store.sqlite;

import io.weighbridge.store.sql.StoredRow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** What is said of rows and facts that have no link, in {@code weighbridge_links} with the role {@code none}. */
final class VerdictNotes {

    private static final String OF_ROWS = "row_id";
    private static final String OF_FACTS = "fact";

    private VerdictNotes() {}

    /**
     * One note to write.
     *
     * @param column what {@code key} is: {@code row_id} or {@code fact}
     * @param key the row's or the fact's key
     * @param word what is said; null to forget it
     */
    record Note(String column, Object key, @Nullable String word) {}

    /** The notes that differ from what is stored. */
    static List<Note> missing(Handle handle, Map<Long, String> rows, Map<String, String> facts) {
        Map<Long, String> knownRows = new HashMap<>();
        Map<String, String> knownFacts = new HashMap<>();
        if (Links.exist(handle)) {
            handle.createQuery("SELECT row_id, fact, verdict FROM weighbridge_links WHERE role = 'none'")
                    .map(StoredRow.of(
                            "weighbridge_links",
                            "row_id",
                            row -> row.has("row_id")
                                    ? knownRows.put(row.number("row_id"), row.text("verdict"))
                                    : knownFacts.put(row.text("fact"), row.text("verdict"))))
                    .forEach(replaced -> {});
        }
        var missing = new ArrayList<Note>();
        compare(OF_ROWS, knownRows, rows, missing);
        compare(OF_FACTS, knownFacts, facts, missing);
        return missing;
    }

    private static <K> void compare(String column, Map<K, String> known, Map<K, String> wanted, List<Note> missing) {
        wanted.forEach((key, word) -> {
            if (!word.equals(known.get(key))) {
                missing.add(new Note(column, key, word));
            }
        });
        for (K key : known.keySet()) {
            if (!wanted.containsKey(key)) {
                missing.add(new Note(column, key, null));
            }
        }
    }

    /** Writes notes; a row or fact that was linked meanwhile keeps its link. */
    static void write(Handle handle, List<Note> notes) {
        for (Note note : notes) {
            handle.execute(
                    "DELETE FROM weighbridge_links WHERE role = 'none' AND " + note.column() + " = ?", note.key());
            if (note.word() != null) {
                handle.execute(
                        "INSERT INTO weighbridge_links (run, " + note.column()
                                + ", row_fingerprint, tier, role, flags, verdict, evidence)"
                                + " SELECT 0, ?, 0, '', 'none', '', ?, ''"
                                + " WHERE NOT EXISTS (SELECT 1 FROM weighbridge_links WHERE " + note.column() + " = ?)",
                        note.key(),
                        note.word(),
                        note.key());
            }
        }
    }
}
