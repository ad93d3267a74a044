package io.weighbridge.source.rpc;

import io.reactivex.rxjava3.core.SingleEmitter;
import io.reactivex.rxjava3.disposables.Disposable;
import java.time.Duration;
import java.util.List;

/** One request on one connection, from queueing it to its reply. Safe for many threads; replied to once. */
final class RpcCall {

    private final String method;
    private final List<?> params;
    private final SingleEmitter<Reply> emitter;
    private volatile long id = -1;
    private volatile long sentAtNanos = -1;
    private volatile long heardBefore;
    private volatile Disposable deadline = Disposable.disposed();

    RpcCall(String method, List<?> params, SingleEmitter<Reply> emitter) {
        this.method = method;
        this.params = params;
        this.emitter = emitter;
    }

    String method() {
        return method;
    }

    /** The id it is sent with. */
    long id() {
        return id;
    }

    void name(long requestId) {
        id = requestId;
    }

    /** The text to send. */
    String text() {
        return RpcMessage.request(id, method, params);
    }

    /** Starts the clock. */
    void sending(long nowNanos, long messagesHeard, Disposable deadlineTimer) {
        sentAtNanos = nowNanos;
        heardBefore = messagesHeard;
        deadline = deadlineTimer;
    }

    /** How many messages had been heard when it was sent. */
    long heardBefore() {
        return heardBefore;
    }

    /** From sending it until now; zero if it was not sent. */
    Duration took(long nowNanos) {
        return sentAtNanos < 0 ? Duration.ZERO : Duration.ofNanos(Math.max(0, nowNanos - sentAtNanos));
    }

    /** Hands the reply over. */
    void reply(Reply reply) {
        deadline.dispose();
        emitter.onSuccess(reply);
    }

    /** Nobody waits for the reply any more. */
    void abandon() {
        deadline.dispose();
    }
}
