package io.weighbridge.store.postgres;

import io.weighbridge.store.StoreException;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** What faults of the database mean. The classes are those of the SQL standard: the first two letters of the SQL state. */
final class PostgresFaults {

    private PostgresFaults() {}

    /** Nothing answers, or lets us in. */
    static StoreException unreached(PostgresPlace place, SQLException fault) {
        String state = String.valueOf(fault.getSQLState());
        String remedy = state.startsWith("28")
                ? "Check user and password: --store 'jdbc:postgresql://HOST/DATABASE?user=…&password=…', or ~/.pgpass"
                : state.equals("3D000")
                        ? "Create the database (createdb), or check its name in --store"
                        : "Check that PostgreSQL runs there, and --store";
        return new StoreException.Unsuitable(
                "cannot use the store " + place.shown() + ": " + text(fault) + ". " + remedy, fault);
    }

    /** Something failed while {@code doing}. */
    static StoreException of(String doing, PostgresPlace place, Throwable fault) {
        SQLException cause = sqlCause(fault);
        String where = doing + " in " + place.shown() + ": ";
        if (cause != null && "42501".equals(cause.getSQLState())) {
            return new StoreException.Unsuitable(
                    where + text(cause) + ". Let its user create and write tables in that schema", fault);
        }
        return new StoreException.Failed(
                where + (cause == null ? String.valueOf(fault.getMessage()) : text(cause))
                        + "; nothing of this step was written",
                fault);
    }

    private static String text(SQLException fault) {
        return String.valueOf(fault.getMessage())
                .strip()
                .replaceAll("\\s*\\R\\s*", " ")
                .replaceAll("[.\\s]+$", "");
    }

    private static @Nullable SQLException sqlCause(Throwable fault) {
        for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return sql;
            }
        }
        return null;
    }
}
