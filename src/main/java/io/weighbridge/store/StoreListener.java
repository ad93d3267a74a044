package io.weighbridge.store;

import java.nio.file.Path;
import java.time.Duration;

/** Hears what happens in the databases. Methods are called on the writing thread and must return at once. */
public interface StoreListener {

    /** Hears nothing. */
    StoreListener NONE = new StoreListener() {};

    /** A write transaction in that file was committed; {@code took} counts from asking for the lock. */
    default void committed(Path file, Duration took) {}

    /** That file was locked by somebody else; the write is tried again. */
    default void busy(Path file) {}

    /** That database is out of service: it cannot be reached, or has no room; {@code why} is for people. */
    default void unavailable(Path database, String why) {}

    /** It is in service again. */
    default void available(Path database) {}
}
