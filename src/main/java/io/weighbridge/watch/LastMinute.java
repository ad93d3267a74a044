package io.weighbridge.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/** What happened in the last minute, counted in pieces of ten seconds. Not thread safe. */
final class LastMinute {

    private static final Duration PIECE = Duration.ofSeconds(10);
    private static final int PIECES = 6;

    private final Supplier<Duration> processor;
    private final Deque<Piece> pieces = new ArrayDeque<>();

    /** Begins at that time; {@code processor} tells how much time this process has had of the processors. */
    LastMinute(Supplier<Duration> processor, Instant now) {
        this.processor = processor;
        pieces.add(new Piece(now, processor.get()));
    }

    /** What one endpoint was asked. */
    record Requests(long all, long throttled, long failed, Duration took, String fault) {

        private static final Requests NONE = new Requests(0, 0, 0, Duration.ZERO, "");

        /** How long an answer took. */
        Duration mean() {
            return all == 0 ? Duration.ZERO : took.dividedBy(all);
        }

        private Requests plus(Requests more) {
            return new Requests(
                    all + more.all,
                    throttled + more.throttled,
                    failed + more.failed,
                    took.plus(more.took),
                    more.fault.isEmpty() ? fault : more.fault);
        }
    }

    /** Forgets what was more than a minute before. */
    void at(Instant now) {
        if (!now.isBefore(pieces.getLast().began.plus(PIECE))) {
            pieces.addLast(new Piece(now, processor.get()));
        }
        while (pieces.size() > 1
                && Duration.between(pieces.getFirst().began, now).compareTo(PIECE.multipliedBy(PIECES + 1)) >= 0) {
            pieces.removeFirst();
        }
    }

    void blocks(long many) {
        pieces.getLast().blocks += many;
    }

    void heads(long many) {
        pieces.getLast().heads += many;
    }

    void writing(Duration took) {
        pieces.getLast().writing = pieces.getLast().writing.plus(took);
    }

    /** A request ended: {@code ok} or why not, as {@link io.weighbridge.source.SourceListener} says it. */
    void request(String endpoint, String result, Duration took) {
        boolean failed = switch (result) {
            case "timeout", "error", "disconnected", "untrusted" -> true;
            default -> false;
        };
        var one = new Requests(1, result.equals("throttled") ? 1 : 0, failed ? 1 : 0, took, failed ? result : "");
        pieces.getLast().endpoints.merge(endpoint, one, Requests::plus);
    }

    /** How long ago what is remembered begins. */
    Duration length(Instant now) {
        Duration length = Duration.between(pieces.getFirst().began, now);
        return length.compareTo(Duration.ofSeconds(1)) < 0 ? Duration.ofSeconds(1) : length;
    }

    /** Blocks that were stored. */
    long blocks() {
        return sum(piece -> piece.blocks);
    }

    /** Blocks that were finalized. */
    long heads() {
        return sum(piece -> piece.heads);
    }

    /** Requests to all endpoints. */
    long requests() {
        return sum(piece ->
                piece.endpoints.values().stream().mapToLong(Requests::all).sum());
    }

    /** How long was written. */
    Duration writing() {
        return pieces.stream().map(piece -> piece.writing).reduce(Duration.ZERO, Duration::plus);
    }

    /** How much time of the processors was used. */
    Duration processing() {
        return processor.get().minus(pieces.getFirst().processed);
    }

    /** What each endpoint was asked. */
    Map<String, Requests> endpoints() {
        Map<String, Requests> all = new TreeMap<>();
        pieces.forEach(piece -> piece.endpoints.forEach(
                (endpoint, asked) -> all.merge(endpoint, Requests.NONE.plus(asked), Requests::plus)));
        return all;
    }

    private long sum(ToLongFunction<Piece> what) {
        return pieces.stream().mapToLong(what).sum();
    }

    private static final class Piece {

        private final Instant began;
        private final Duration processed;
        private final Map<String, Requests> endpoints = new HashMap<>();
        private long blocks;
        private long heads;
        private Duration writing = Duration.ZERO;

        Piece(Instant began, Duration processed) {
            this.began = began;
            this.processed = processed;
        }
    }
}
