package io.weighbridge.store;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Whether work waits for a database that is out of service, and how long from one try to the next. Safe for many threads.
 */
public final class Endurance {

    private static final Duration FIRST = Duration.ofMillis(500);
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final Duration first;
    private final Duration longest;
    private final @Nullable CountDownLatch ended;

    private Endurance(Duration first, Duration longest, @Nullable CountDownLatch ended) {
        this.first = first;
        this.longest = longest;
        this.ended = ended;
    }

    /** Nothing waits: what cannot be done now is a fault. */
    public static Endurance none() {
        return new Endurance(Duration.ZERO, Duration.ZERO, null);
    }

    /** Work waits until {@link #end()}: half a second before the second try, then twice as long each time, up to 30 s. */
    public static Endurance untilEnded() {
        return of(FIRST, LONGEST);
    }

    /** The same with other times. */
    public static Endurance of(Duration first, Duration longest) {
        return new Endurance(first, longest, new CountDownLatch(1));
    }

    /** Whether anything waits at all. */
    public boolean waits() {
        return ended != null;
    }

    /** From now on nothing waits; what waits is a fault at once. */
    public void end() {
        if (ended != null) {
            ended.countDown();
        }
    }

    /**
     * Waits before the next try.
     *
     * @param tries how many failed so far, 1 or more
     * @return false if there is to be no next try
     * @throws InterruptedException if the thread is interrupted
     */
    public boolean pause(int tries) throws InterruptedException {
        return ended != null && !ended.await(delay(tries).toMillis(), TimeUnit.MILLISECONDS);
    }

    private Duration delay(int tries) {
        Duration delay = first;
        for (int i = 1; i < tries && delay.compareTo(longest) < 0; i++) {
            delay = delay.multipliedBy(2);
        }
        return delay.compareTo(longest) < 0 ? delay : longest;
    }
}
