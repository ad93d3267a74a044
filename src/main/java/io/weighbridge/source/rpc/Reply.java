package io.weighbridge.source.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import io.weighbridge.source.SourceException;
import java.time.Duration;

/** What became of one request. */
sealed interface Reply {

    /** From sending the request until then; zero if it was not sent. */
    Duration took();

    /** The node answered; nothing is known about the answer yet. */
    record Answer(JsonNode json, Duration took) implements Reply {}

    /**
     * There is no answer: the node refused, was too slow, or went away.
     *
     * @param leaveAlone how long the node wants to be left alone; zero if it does not say
     */
    record Failure(Result result, SourceException fault, Duration took, Duration leaveAlone) implements Reply {

        /** A failure without a wish of the node. */
        Failure(Result result, SourceException fault, Duration took) {
            this(result, fault, took, Duration.ZERO);
        }
    }
}
