package io.weighbridge.source.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Single;
import java.util.List;

/**
 * One connection to one node, from opening it to its end; it is never opened again. Safe for many threads. Replies and
 * heads may be handed over on a thread that must not be kept: who takes them goes to another one at once.
 */
sealed interface Connection permits WebSocketConnection, HttpConnection {

    /**
     * Opens it, once. Fails with {@link io.weighbridge.source.SourceException.Transient} whose message says why, and leaves
     * nothing open when it fails or is disposed.
     */
    Single<Connection> open();

    /** Sends a request when subscribed to. Never fails: the reply says what went wrong. */
    Single<Reply> call(String method, List<?> params);

    /**
     * The headers of finalized blocks as JSON, from now on; only the newest where they are not taken as fast as they come.
     * Fails with a {@link io.weighbridge.source.SourceException} when the node refuses it or the connection ends.
     */
    Flowable<JsonNode> finalizedHeads();

    /** How the connection ended, when it has; told before its requests fail. */
    Single<SocketEnd> ended();

    /** Ends the connection at once. */
    void drop(SocketEnd.Kind kind, String why);

    /** Ends the connection, with a word of farewell to the node. */
    void close();
}
