package io.weighbridge.store.sql;

import io.weighbridge.store.StoreException;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/** Connections to one database. Safe for many threads; writes queue up. */
public interface Database {

    /** Its place, for people; no password stands in it. */
    String name();

    /**
     * Reads.
     *
     * @param doing what is done, for the message of a fault
     * @throws StoreException if it cannot be read
     */
    <T> T read(String doing, Function<Handle, T> work);

    /** Reads several times as if nobody wrote meanwhile. */
    <T> T readConsistently(String doing, Function<Handle, T> work);

    /** Writes in one transaction, as a whole or not at all. */
    <T> T write(String doing, Function<Handle, T> work);
}
