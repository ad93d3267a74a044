package io.weighbridge.source;

import java.time.Duration;
import java.util.List;

/** Hears what happens at the endpoints. Methods are called on any thread and must return at once. */
public interface SourceListener {

    /** The reasons for a reconnect, each as one word. */
    List<String> RECONNECT_REASONS = List.of("closed", "refused", "silent", "fault");

    /** Hears nothing. */
    SourceListener NONE = new SourceListener() {};

    /**
     * A request ended.
     *
     * @param endpoint the endpoint's name, without credentials
     * @param method the JSON-RPC method
     * @param result {@code ok}, or why not, as one word: {@code timeout}, {@code error}, {@code throttled}, {@code pruned},
     *     {@code untrusted}, {@code disconnected}
     * @param took from sending the request until then
     */
    default void requestEnded(String endpoint, String method, String result, Duration took) {}

    /**
     * A connection was lost and is made anew.
     *
     * @param endpoint the endpoint's name, without credentials
     * @param reason why, as one of {@link #RECONNECT_REASONS}
     */
    default void reconnecting(String endpoint, String reason) {}

    /**
     * An answer arrived that no request waits for; it is ignored.
     *
     * @param endpoint the endpoint's name, without credentials
     * @param reason why, as one word: {@code stale} (too late, or the second one), {@code unknown} (an id that was never
     *     sent), {@code noise} (no answer at all)
     */
    default void answerIgnored(String endpoint, String reason) {}

    /**
     * The endpoint became usable or unusable.
     *
     * @param endpoint the endpoint's name, without credentials
     * @param usable whether it answers and says the same as the others
     * @param reason what is wrong with it, for a person; empty if nothing is
     */
    default void endpointState(String endpoint, boolean usable, String reason) {}

    /**
     * The request budget of the endpoint changed.
     *
     * @param endpoint the endpoint's name, without credentials
     * @param perMinute requests a minute, as known for its host or as learned; infinite while no limit is known
     */
    default void endpointBudget(String endpoint, double perMinute) {}
}
