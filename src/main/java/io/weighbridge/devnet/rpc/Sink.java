package io.weighbridge.devnet.rpc;

import com.fasterxml.jackson.databind.JsonNode;

/** Where a subscription sends its notifications. */
@FunctionalInterface
interface Sink {

    /** Sends one. */
    void send(JsonNode result);
}
