package io.weighbridge.alerts;

import java.util.Map;

/** Where an alarm keeps what the next run must know: texts by name, on a topic. Safe for many threads. */
public interface AlertNotes {

    /** Forgets everything. */
    AlertNotes NOTHING = new AlertNotes() {
        @Override
        public Map<String, String> read(String topic) {
            return Map.of();
        }

        @Override
        public void write(String topic, Map<String, String> texts) {}
    };

    /** What is kept on a topic; nothing before the first time. */
    Map<String, String> read(String topic);

    /** Keeps texts on a topic instead of those before. */
    void write(String topic, Map<String, String> texts);
}
