package io.weighbridge.store.sqlite;

import java.time.Duration;
import org.sqlite.BusyHandler;

/** Waits for a lock just as SQLite does by itself, but not any longer when its thread is interrupted. Safe for many threads. */
final class LockWait extends BusyHandler {

    /** Milliseconds between two tries, the last one for ever, as in SQLite's own handler ({@code main.c}). */
    private static final int[] DELAYS = {1, 2, 5, 10, 15, 20, 25, 25, 25, 50, 50, 100};

    private final long longest;

    /** Gives up after that time. */
    LockWait(Duration longest) {
        this.longest = longest.toMillis();
    }

    @Override
    protected int callback(int tries) {
        long delay = Math.min(delay(tries), longest - waited(tries));
        if (delay <= 0) {
            return 0;
        }
        try {
            Thread.sleep(delay);
            return 1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    private static long waited(int tries) {
        long sum = 0;
        for (int i = 0; i < Math.min(tries, DELAYS.length); i++) {
            sum += DELAYS[i];
        }
        return sum + (long) Math.max(0, tries - DELAYS.length) * delay(tries);
    }

    private static int delay(int tries) {
        return DELAYS[Math.min(tries, DELAYS.length - 1)];
    }
}
