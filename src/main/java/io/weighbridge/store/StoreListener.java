package io.weighbridge.store;

import java.time.Duration;

/** Hears what happens in the databases. Methods are called on the writing thread and must return at once. */
public interface StoreListener {

    /** Hears nothing. */
    StoreListener NONE = new StoreListener() {};

    /** A write transaction was committed; {@code took} counts from asking for the lock. */
    default void committed(Duration took) {}

    /** A database was locked by somebody else; the write is tried again. */
    default void busy() {}
}
