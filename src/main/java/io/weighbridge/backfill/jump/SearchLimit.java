package io.weighbridge.backfill.jump;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.subjects.CompletableSubject;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.DoubleSupplier;

/**
 * Lets only as many searches go on side by side as a source has answers for, those first that began first: where little
 * can be asked, some end soon, instead of all of them late. Safe for many threads.
 */
final class SearchLimit {

    /** So many keep a slow source busy, each waiting for one answer at the least. */
    private static final int FEWEST = 3;

    private final DoubleSupplier perMinute;
    private final NavigableMap<Long, CompletableSubject> going = new TreeMap<>();
    private long counted;

    /**
     * No search goes on yet.
     *
     * @param perMinute how many requests the source answers in a minute, as far as that is known now
     */
    SearchLimit(DoubleSupplier perMinute) {
        this.perMinute = perMinute;
    }

    /** A ticket behind all those given out already; to be left in the end. */
    synchronized Ticket enter() {
        counted++;
        CompletableSubject ready = CompletableSubject.create();
        ready.onComplete();
        going.put(counted, ready);
        return new Ticket(counted);
    }

    /** The right of one search to go on when it is its turn. */
    final class Ticket {

        private final long number;

        private Ticket(long number) {
            this.number = number;
        }

        /** Waits until it may go on. */
        Completable awaitTurn() {
            return Completable.defer(() -> await(number));
        }

        /** Makes room for others. */
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
