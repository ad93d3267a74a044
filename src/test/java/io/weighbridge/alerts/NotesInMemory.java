package io.weighbridge.alerts;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What is kept, as long as the test runs. */
final class NotesInMemory implements AlertNotes {

    private final Map<String, Map<String, String>> topics = new ConcurrentHashMap<>();

    @Override
    public Map<String, String> read(String topic) {
        return topics.getOrDefault(topic, Map.of());
    }

    @Override
    public void write(String topic, Map<String, String> texts) {
        topics.put(topic, Map.copyOf(texts));
    }

    /** Whether no alert waits for its receiver any more. */
    boolean isDelivered() {
        return topics.entrySet().stream()
                .filter(topic -> topic.getKey().startsWith("alerts for "))
                .allMatch(topic -> topic.getValue().isEmpty());
    }

    /** All of it as one text. */
    String all() {
        return topics.toString();
    }
}
