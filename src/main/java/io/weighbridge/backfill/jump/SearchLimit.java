package io.weighbridge.backfill.jump;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.subjects.CompletableSubject;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.DoubleSupplier;

/**
 * Limits how many searches run side by side to what the source can answer. Those that began first go first, so that with a
 * slow source some end soon, instead of all of them late. Safe for many threads.
 */
final class SearchLimit {

    /** So many keep even a slow source busy, as each waits for one answer at a time. */
    private static final int FEWEST = 3;

    private final DoubleSupplier perMinute;
    private final NavigableMap<Long, CompletableSubject> going = new TreeMap<>();
    private long counted;

    /**
     * No search runs yet.
     *
     * @param perMinute how many requests the source answers in a minute, as far as that is known now
     */
    SearchLimit(DoubleSupplier perMinute) {
        this.perMinute = perMinute;
    }

    /** A ticket behind all those given out before; the caller must {@link Ticket#leave} in the end. */
    synchronized Ticket enter() {
        counted++;
        CompletableSubject ready = CompletableSubject.create();
        ready.onComplete();
        going.put(counted, ready);
        return new Ticket(counted);
    }

    /** The place of one search in the order of searches. */
    final class Ticket {

        private final long number;

        private Ticket(long number) {
            this.number = number;
        }

        /** Completes when the search may send its next request. */
        Completable awaitTurn() {
            return Completable.defer(() -> await(number));
        }

        /** Lets another search take its place. */
        void leave() {
            remove(number);
        }
    }

    private Completable await(long number) {
        CompletableSubject ticket = CompletableSubject.create();
        synchronized (this) {
            going.put(number, ticket);
        }
        callThoseInFront();
        return ticket;
    }

    private void remove(long number) {
        synchronized (this) {
            CompletableSubject unused = going.remove(number);
        }
        callThoseInFront();
    }

    private void callThoseInFront() {
        List<CompletableSubject> called;
        synchronized (this) {
            called = going.values().stream().limit(sideBySide()).toList();
        }
        called.forEach(CompletableSubject::onComplete);
    }

    /** As many as a source can answer in a second, each of which may take that long. */
    private long sideBySide() {
        double perSecond = perMinute.getAsDouble() / 60;
        return perSecond >= Integer.MAX_VALUE ? Integer.MAX_VALUE : FEWEST + (long) perSecond;
    }
}
