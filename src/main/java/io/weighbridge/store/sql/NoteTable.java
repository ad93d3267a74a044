package io.weighbridge.store.sql;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** The table of what one run leaves to the next. */
final class NoteTable {

    private NoteTable() {}

    static Map<String, String> on(Handle handle, String topic) {
        Map<String, String> notes = new LinkedHashMap<>();
        handle.select("SELECT name, value FROM notes WHERE topic = ? ORDER BY name", topic)
                .map(StoredRow.of("notes", "name", row -> Map.entry(row.text("name"), row.text("value"))))
                .forEach(note -> notes.put(note.getKey(), note.getValue()));
        return notes;
    }

    static void replace(Handle handle, String topic, Map<String, String> notes) {
        handle.execute("DELETE FROM notes WHERE topic = ?", topic);
        notes.forEach((name, value) ->
                handle.execute("INSERT INTO notes (topic, name, value) VALUES (?, ?, ?)", topic, name, value));
    }
}
