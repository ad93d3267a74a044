package io.weighbridge.store.postgres;

import io.weighbridge.store.StoreException;
import io.weighbridge.store.sql.DamagedRow;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;

/**
 * One transaction that is committed once, however often it has to be tried: where the connection was lost before the server
 * answered a commit, the next try asks what became of it first. Used by one thread at a time.
 *
 * @param <T> what it results in
 */
final class PostgresWrite<T> {

    private final PostgresWriter writer;
    private final PostgresPlace place;
    private final String doing;
    private final Function<Handle, T> work;
    private @Nullable Done<T> unanswered;

    PostgresWrite(PostgresWriter writer, PostgresPlace place, String doing, Function<Handle, T> work) {
        this.writer = writer;
        this.place = place;
        this.doing = doing;
        this.work = work;
    }

    /**
     * Tries once.
     *
     * @throws StoreException if it came to nothing, or it is not known to what it came
     */
    T tryOnce() {
        Handle handle = writer.handle(doing);
        try {
            Done<T> before = unanswered;
            if (before != null && wasCommitted(handle, before.transaction())) {
                return before.result();
            }
            unanswered = null;
            return commit(handle, run(handle));
        } catch (JdbiException e) {
            writer.rollBack(e);
            throw PostgresFaults.of(doing, place, e);
        } catch (DamagedRow e) {
            writer.rollBack(e);
            throw e.in(place.shown());
        } catch (RuntimeException | Error e) {
            writer.rollBack(e);
            throw e;
        }
    }

    private Done<T> run(Handle handle) {
        handle.begin();
        T result = work.apply(handle);
        return new Done<>(
                handle.select("SELECT txid_current()").mapTo(Long.class).one(), result);
    }

    private T commit(Handle handle, Done<T> done) {
        unanswered = done;
        handle.commit();
        return done.result();
    }

    private boolean wasCommitted(Handle handle, long transaction) {
        String status = handle.select("SELECT coalesce(txid_status(?), '')", transaction)
                .mapTo(String.class)
                .one();
        if (status.equals("in progress")) {
            throw new StoreException.Unavailable(
                    doing + " in " + place.shown() + ": the server is still busy with the transaction whose connection"
                            + " was lost; it is asked again what became of it",
                    new IllegalStateException("transaction " + transaction + " is " + status));
        }
        return status.equals("committed");
    }

    /** A transaction by its number at the server, and what it results in once it is committed. */
    private record Done<T>(long transaction, T result) {}
}
