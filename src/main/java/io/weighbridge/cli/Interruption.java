package io.weighbridge.cli;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.subjects.CompletableSubject;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Turns SIGTERM and Ctrl-C into an orderly end. The signal is told to the command, and the process stays until the
 * command has put its things away; the JVM then ends with 143 or 130 by itself. Safe for many threads.
 */
final class Interruption {

    /** Who sent the signal is patient for about so long (systemd: 90 s). */
    private static final long PATIENCE_SECONDS = 60;

    private final CompletableSubject told = CompletableSubject.create();
    private final CountDownLatch finished = new CountDownLatch(1);

    private Interruption() {}

    /** One that no signal reaches: for runs inside a larger process. */
    static Interruption never() {
        return new Interruption();
    }

    /** One that hears the signals to this process. */
    static Interruption ofProcess() {
        var interruption = new Interruption();
        Runtime.getRuntime().addShutdownHook(new Thread(interruption::holdUp, "interruption"));
        return interruption;
    }

    /** Completes when the process is told to end. */
    Completable signal() {
        return told;
    }

    /** Whether the process was told to end. */
    boolean happened() {
        return told.hasComplete();
    }

    /** Ends the command as if a signal had come. */
    void interrupt() {
        told.onComplete();
    }

    /** The command has put everything away. */
    void finished() {
        finished.countDown();
    }

    private void holdUp() {
        told.onComplete();
        try {
            if (!finished.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                System.err.println("weighbridge: the work at hand did not end within " + PATIENCE_SECONDS
                        + " s; what is stored is whole, the rest is done again at the next start");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
