package io.weighbridge.web;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.sse.SseClient;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/** One listener with its own queue and its own thread, so that it keeps nobody else waiting. Safe for many threads. */
final class StreamClient {

    private static final int LONGEST_QUEUE = 512;

    private final SseClient connection;
    private final Duration heartbeat;
    private final BlockingQueue<Event> queue = new ArrayBlockingQueue<>(LONGEST_QUEUE);
    private final Thread sender;
    private volatile boolean gone;
    private volatile boolean abandoned;

    StreamClient(SseClient connection, Duration heartbeat) {
        this.connection = connection;
        this.heartbeat = heartbeat;
        this.sender = new Thread(this::send, "stream");
        sender.setDaemon(true);
    }

    /** Begins to send. */
    void start() {
        sender.start();
    }

    /** Takes an event to send; a listener who has not read the last 512 is let go. */
    void offer(Event event) {
        if (!gone && !queue.offer(event)) {
            close();
        }
    }

    /** Whether nothing is sent any more. */
    boolean isGone() {
        return gone || connection.terminated();
    }

    /** Ends the connection from the sender's thread, which may be waiting for the network. */
    void close() {
        gone = true;
        sender.interrupt();
    }

    /**
     * Waits until the sender has ended the connection, after {@link #close}. One that is held up by the network longer than
     * that will not touch the connection any more: it belongs to a server that stops.
     */
    void awaitEnd(Duration most) {
        try {
            sender.join(Math.max(1, most.toMillis()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        abandoned = true;
    }

    private void send() {
        try {
            while (!isGone()) {
                Event event = queue.poll(heartbeat.toMillis(), TimeUnit.MILLISECONDS);
                if (event == null) {
                    connection.sendComment("still here");
                } else {
                    connection.sendEvent(event.name(), event.data().toString());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            gone = true;
            if (!abandoned) {
                connection.close();
            }
        }
    }

    /**
     * An event.
     *
     * @param name what happened
     * @param data the details; not changed any more
     */
    record Event(String name, ObjectNode data) {}
}
