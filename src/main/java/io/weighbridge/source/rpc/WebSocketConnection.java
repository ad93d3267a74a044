package io.weighbridge.source.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import io.reactivex.rxjava3.core.BackpressureStrategy;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.FlowableEmitter;
import io.reactivex.rxjava3.core.Scheduler;
import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.subjects.SingleSubject;
import io.weighbridge.source.SourceException;
import io.weighbridge.source.SourceListener;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.java_websocket.exceptions.WebsocketNotConnectedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection to one node, from opening it to its end; it is never opened again. Requests are matched with their
 * answers by id, at most so many are in flight, each has a deadline, and all of them fail when the connection ends.
 * Safe for many threads. Replies and news are handed over on the socket's reader thread or a timer: who takes them must
 * go to another thread at once.
 */
final class WebSocketConnection implements Connection, RpcSocket.Events {

    private static final Logger LOG = LoggerFactory.getLogger(WebSocketConnection.class);
    private static final String SUBSCRIBE = "chain_subscribeFinalizedHeads";
    private static final String UNSUBSCRIBE = "chain_unsubscribeFinalizedHeads";
    private static final Duration FAREWELL = Duration.ofSeconds(2);

    private final Endpoint endpoint;
    private final String name;
    private final RpcOptions options;
    private final Scheduler timer;
    private final SourceListener listener;
    private final CallTable calls;
    private final Subscriptions subscriptions = new Subscriptions();
    private final RpcSocket socket;
    private final SingleSubject<Connection> opened = SingleSubject.create();
    private final SingleSubject<SocketEnd> ended = SingleSubject.create();
    private final AtomicBoolean settled = new AtomicBoolean();
    private final AtomicBoolean over = new AtomicBoolean();
    private final AtomicLong heard = new AtomicLong();

    /** A connection that is not open yet. */
    WebSocketConnection(Endpoint endpoint, RpcOptions options, Environment environment, SourceListener listener) {
        this.endpoint = endpoint;
        this.name = endpoint.name();
        this.options = options;
        this.timer = environment.timer();
        this.listener = listener;
        this.calls = new CallTable(options.limits());
        this.socket = new RpcSocket(endpoint, options, environment.tls().getSocketFactory(), this);
    }

    @Override
    public Single<Connection> open() {
        var timeout = Single.<Connection>error(() -> unreached("it does not answer; check host, port and firewall"));
        return opened.doOnSubscribe(started -> socket.connect())
                .timeout(options.deadlines().connect().toMillis(), TimeUnit.MILLISECONDS, timer, timeout)
                .doOnError(fault -> drop(SocketEnd.Kind.REFUSED, "it could not be opened"))
                .doOnDispose(() -> drop(SocketEnd.Kind.CLOSED, "nobody waits for it"));
    }

    @Override
    public Single<Reply> call(String method, List<?> params) {
        return Single.create(emitter -> {
            var call = new RpcCall(method, params, emitter);
            emitter.setCancellable(() -> {
                call.abandon();
                if (calls.end(call)) {
                    pump();
                }
            });
            switch (calls.admit(call)) {
                case WAITING -> pump();
                case ENDED -> call.reply(disconnected(call, "the connection has ended", false));
                case FULL ->
                    call.reply(new Reply.Failure(
                            Result.ERROR,
                            new SourceException.Transient(
                                    name + ": " + options.limits().queued() + " requests wait already, so " + method
                                            + " was not sent"),
                            Duration.ZERO));
            }
        });
    }

    @Override
    public Flowable<JsonNode> finalizedHeads() {
        return subscribe(SUBSCRIBE, UNSUBSCRIBE);
    }

    /**
     * The news of a subscription, from asking for it until disposed; only the newest where they are not taken as fast
     * as they come. Fails with a {@link SourceException} when the node refuses it or the connection ends.
     */
    Flowable<JsonNode> subscribe(String method, String unsubscribe) {
        return Flowable.create(
                emitter -> {
                    subscriptions.await();
                    var unused = call(method, List.of()).subscribe(reply -> {
                        if (reply instanceof Reply.Answer answer && RpcMessage.isSubscriptionId(answer.json())) {
                            listener.requestEnded(name, method, Result.OK.word(), reply.took());
                            deliver(answer.json(), unsubscribe, emitter);
                        } else {
                            subscriptions.refused();
                            refuse(method, reply, emitter);
                        }
                    });
                },
                BackpressureStrategy.LATEST);
    }

    private void deliver(JsonNode id, String unsubscribe, FlowableEmitter<JsonNode> plain) {
        FlowableEmitter<JsonNode> emitter = plain.serialize();
        boolean open = subscriptions.register(id, emitter);
        emitter.setCancellable(() -> {
            subscriptions.remove(id);
            if (!over.get()) {
                var unused = call(unsubscribe, List.of(id)).subscribe();
            }
        });
        subscriptions.early(id).ifPresent(emitter::onNext);
        if (!open) {
            emitter.tryOnError(new SourceException.Transient(name + ": the connection has ended"));
        }
    }

    private void refuse(String method, Reply reply, FlowableEmitter<JsonNode> emitter) {
        if (reply instanceof Reply.Failure failure) {
            listener.requestEnded(name, method, failure.result().word(), failure.took());
            emitter.tryOnError(failure.fault());
        } else {
            listener.requestEnded(name, method, Result.UNTRUSTED.word(), reply.took());
            emitter.tryOnError(new SourceException.Untrusted(
                    name + " answers " + method + " without a subscription id, expected a string or a number"));
        }
    }

    @Override
    public Single<SocketEnd> ended() {
        return ended;
    }

    @Override
    public void drop(SocketEnd.Kind kind, String why) {
        ended(new SocketEnd(kind, why));
        socket.abort(why);
    }

    @Override
    public void close() {
        ended(new SocketEnd(SocketEnd.Kind.CLOSED, "it was closed here"));
        socket.close();
        var unused =
                timer.scheduleDirect(() -> socket.abort("no farewell"), FAREWELL.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void opened() {
        if (settled.compareAndSet(false, true)) {
            opened.onSuccess(this);
        }
    }

    @Override
    public void message(String text) {
        if (over.get()) {
            return;
        }
        heard.incrementAndGet();
        try {
            dispatch(RpcMessage.parse(text));
        } catch (SourceException.Untrusted e) {
            drop(SocketEnd.Kind.FAULT, "it sent what is " + e.getMessage());
        }
    }

    private void dispatch(RpcMessage message) {
        if (message instanceof RpcMessage.Answer answer) {
            conclude(answer.id(), call -> new Reply.Answer(answer.result(), took(call)));
        } else if (message instanceof RpcMessage.Refusal refusal) {
            conclude(refusal.id(), call -> refused(call, refusal.code(), refusal.message()));
        } else if (message instanceof RpcMessage.Notification news) {
            subscriptions.receiver(news).ifPresent(emitter -> emitter.onNext(news.result()));
        } else if (message instanceof RpcMessage.NamelessRefusal refusal) {
            refuseAll(refusal);
        } else {
            listener.answerIgnored(name, "noise");
        }
    }

    private void conclude(long id, Function<RpcCall, Reply> reply) {
        calls.end(id)
                .ifPresentOrElse(
                        call -> call.reply(reply.apply(call)),
                        () -> listener.answerIgnored(name, calls.wasSent(id) ? "stale" : "unknown"));
        pump();
    }

    /** Proxies refuse what is too much without saying which request; then it holds for all that are in flight. */
    private void refuseAll(RpcMessage.NamelessRefusal refusal) {
        if (!Refusals.isThrottling(refusal.code(), refusal.message().toLowerCase(Locale.ROOT))) {
            listener.answerIgnored(name, "noise");
            return;
        }
        for (RpcCall call : calls.inFlight()) {
            conclude(call.id(), one -> refused(one, refusal.code(), refusal.message()));
        }
    }

    private Reply refused(RpcCall call, int code, String message) {
        return Refusals.classify(name, call.method(), code, endpoint.withoutKey(message), took(call));
    }

    private void pump() {
        for (var due = calls.due(); due.isPresent(); due = calls.due()) {
            send(due.get());
        }
    }

    private void send(RpcCall call) {
        long deadline = options.deadlines().call().toMillis();
        call.sending(
                timer.now(TimeUnit.NANOSECONDS),
                heard.get(),
                timer.scheduleDirect(() -> expire(call), deadline, TimeUnit.MILLISECONDS));
        try {
            socket.send(call.text());
        } catch (WebsocketNotConnectedException e) {
            if (calls.end(call)) {
                call.reply(disconnected(call, "the connection has ended", false));
            }
        }
    }

    /** A node that says nothing at all for as long as a request may take is gone, though its socket may not know it. */
    private void expire(RpcCall call) {
        if (!calls.end(call)) {
            return;
        }
        String words = "did not answer " + call.method() + " within "
                + options.deadlines().call().toMillis() + " ms";
        call.reply(new Reply.Failure(Result.TIMEOUT, new SourceException.Transient(name + " " + words), took(call)));
        if (heard.get() == call.heardBefore()) {
            drop(SocketEnd.Kind.SILENT, "it " + words + ", nor anything else");
        } else {
            pump();
        }
    }

    @Override
    public void ended(SocketEnd end) {
        if (!over.compareAndSet(false, true)) {
            return;
        }
        LOG.debug("connection to {} ended: {}", name, end);
        ended.onSuccess(end);
        if (settled.compareAndSet(false, true)) {
            opened.onError(unreached(end.words()));
        }
        List<RpcCall> pending = calls.endAll();
        boolean oversized = end.kind() == SocketEnd.Kind.OVERSIZED && pending.size() == 1;
        boolean throttled = end.kind() == SocketEnd.Kind.THROTTLED;
        pending.forEach(
                call -> call.reply(throttled ? refused(call, end) : disconnected(call, end.words(), oversized)));
        subscriptions
                .endAll()
                .forEach(emitter -> emitter.tryOnError(new SourceException.Transient(name + ": " + end.words())));
    }

    private Reply.Failure refused(RpcCall call, SocketEnd end) {
        String text = name + " refuses " + call.method() + ": " + end.words() + ", so requests slow down";
        return new Reply.Failure(Result.THROTTLED, new SourceException.Transient(text), took(call));
    }

    /** Only where one request alone was in flight is it known whose answer was too long. */
    private Reply.Failure disconnected(RpcCall call, String words, boolean oversized) {
        String text = name + ": no answer to " + call.method() + ", " + words;
        return oversized
                ? new Reply.Failure(
                        Result.UNTRUSTED,
                        new SourceException.Untrusted(
                                text + " (" + options.limits().messageBytes() + " bytes)"),
                        took(call))
                : new Reply.Failure(Result.DISCONNECTED, new SourceException.Transient(text), took(call));
    }

    private SourceException unreached(String why) {
        return new SourceException.Transient("cannot reach " + name + ": " + why);
    }

    private Duration took(RpcCall call) {
        return call.took(timer.now(TimeUnit.NANOSECONDS));
    }
}
