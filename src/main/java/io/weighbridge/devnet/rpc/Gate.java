package io.weighbridge.devnet.rpc;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import java.util.function.LongSupplier;

/** Lets requests in or refuses them, as the manners of a server say. Safe for many threads. */
final class Gate {

    private final Manners manners;
    private final LongSupplier nanos;
    private final Random dice = new Random(1);
    private final Deque<Long> taken = new ArrayDeque<>();

    Gate(Manners manners, LongSupplier nanos) {
        this.manners = manners;
        this.nanos = nanos;
    }

    /** Whether a request that comes now is taken. */
    synchronized boolean takes() {
        if (manners.refused() > 0 && dice.nextDouble() < manners.refused()) {
            return false;
        }
        long window = manners.limit().time().toNanos();
        if (window == 0) {
            return true;
        }
        long now = nanos.getAsLong();
        while (!taken.isEmpty() && now - taken.peek() >= window) {
            taken.remove();
        }
        return taken.size() < manners.limit().requests() && taken.add(now);
    }
}
