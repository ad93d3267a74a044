package io.weighbridge.cli;

import io.weighbridge.store.StoreException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What was read from a store, as it was told last while the store is out of service: nothing changes in it then, and whoever
 * watches a run gets an answer. Safe for many threads.
 */
final class Remembered<T> implements Supplier<T> {

    private final Supplier<T> source;
    private volatile @Nullable T last;

    /** Reads nothing yet. */
    Remembered(Supplier<T> source) {
        this.source = source;
    }

    @Override
    public T get() {
        try {
            T now = source.get();
            last = now;
            return now;
        } catch (StoreException.Unavailable e) {
            T before = last;
            if (before == null) {
                throw e;
            }
            // Whoever writes to the store tells of it.
            return before;
        }
    }
}
