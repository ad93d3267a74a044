package io.weighbridge.cli;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Tells of endpoints that refuse everything for seconds, when nothing else is seen of a command, and when they answer again.
 * Safe for many threads.
 */
final class RefusalNews {

    private static final long PATIENCE_SECONDS = 3;
    private static final long REPEATED_SECONDS = 60;
    private static final String REFUSED = "throttled";

    private final Consumer<String> say;
    private final LongSupplier seconds;
    private final Map<String, Row> rows = new HashMap<>();

    /**
     * Has heard nothing.
     *
     * @param say takes a sentence
     * @param seconds the time
     */
    RefusalNews(Consumer<String> say, LongSupplier seconds) {
        this.say = say;
        this.seconds = seconds;
    }

    /** A request ended so; see {@link io.weighbridge.source.SourceListener#requestEnded}. */
    synchronized void requestEnded(String endpoint, String result) {
        if (result.equals(REFUSED)) {
            refused(endpoint, seconds.getAsLong());
        } else if (result.equals("ok")) {
            Row over = rows.remove(endpoint);
            if (over != null && over.told()) {
                say.accept(endpoint + " answers again");
            }
        }
    }

    private void refused(String endpoint, long now) {
        Row before = rows.getOrDefault(endpoint, new Row(0, now + PATIENCE_SECONDS, false));
        boolean tell = now >= before.next();
        rows.put(
                endpoint,
                new Row(before.times() + 1, tell ? now + REPEATED_SECONDS : before.next(), tell || before.told()));
        if (tell) {
            say.accept(endpoint + " refuses requests as too many, " + (before.times() + 1) + " one after the other;"
                    + " it is tried again within 15 s, or when it says. A node of your own, or one with a key, may allow"
                    + " more");
        }
    }

    /**
     * Refusals without an answer between them.
     *
     * @param times how many
     * @param next when to tell of them
     * @param told whether they were told of
     */
    private record Row(long times, long next, boolean told) {}
}
