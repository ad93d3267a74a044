package io.weighbridge.store.postgres;

import io.weighbridge.store.StoreException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.jspecify.annotations.Nullable;

/** What faults of the database mean. The classes are those of the SQL standard: the first two letters of the SQL state. */
final class PostgresFaults {

    private PostgresFaults() {}

    /** Nothing answers at the start, or lets us in. */
    static StoreException unreached(PostgresPlace place, SQLException fault) {
        String remedy = remedyAtTheDoor(state(fault));
        return new StoreException.Unsuitable(
                "cannot use the store " + place.shown() + ": " + text(fault) + ". "
                        + (remedy.isEmpty() ? "Check that PostgreSQL runs there, and --store" : remedy),
                fault);
    }

    /** Something failed while {@code doing}. */
    static StoreException of(String doing, PostgresPlace place, Throwable fault) {
        SQLException cause = sqlCause(fault);
        String where = doing + " in " + place.shown() + ": ";
        if (cause == null) {
            return new StoreException.Failed(where + fault.getMessage() + "; nothing of this step was written", fault);
        }
        String state = state(cause);
        String refused =
                state.equals("42501") ? "Let its user create and write tables in that schema" : remedyAtTheDoor(state);
        if (!refused.isEmpty()) {
            return new StoreException.Unsuitable(where + text(cause) + ". " + refused, fault);
        }
        return passes(state, cause)
                ? new StoreException.Unavailable(
                        where + text(cause) + "; nothing is half written. " + remedy(state), fault)
                : new StoreException.Failed(where + text(cause) + "; nothing of this step was written", fault);
    }

    private static String remedyAtTheDoor(String state) {
        if (state.startsWith("28")) {
            return "Check user and password: --store 'jdbc:postgresql://HOST/DATABASE?user=…&password=…', or ~/.pgpass";
        }
        return state.equals("3D000") ? "Create the database (createdb), or check its name in --store" : "";
    }

    /**
     * Whether it is a matter of the server and of time: the connection (08), who came first (40, 55P03), resources such as
     * the disk (53), a shutdown or an operator (57), the disk itself (58030), a server that only reads for now (25006).
     */
    private static boolean passes(String state, SQLException fault) {
        return switch (state.length() < 2 ? "" : state.substring(0, 2)) {
            case "08", "40", "53" -> true;
            case "57" -> !state.equals("57P04");
            case "" -> fault instanceof SQLTransientConnectionException;
            default -> state.equals("55P03") || state.equals("58030") || state.equals("25006");
        };
    }

    private static String remedy(String state) {
        return switch (state) {
            case "53100" -> "Free some space on the server's disk";
            case "53300" -> "Let the server take more connections (max_connections), or end some";
            case "25006" -> "The server only reads: let it be the primary, or name that one";
            default -> "Check that PostgreSQL runs there";
        };
    }

    private static String state(SQLException fault) {
        return String.valueOf(fault.getSQLState()).replace("null", "");
    }

    private static String text(SQLException fault) {
        return String.valueOf(fault.getMessage())
                .strip()
                .replaceAll("\\s*\\R\\s*", " ")
                .replaceAll("[.\\s]+$", "");
    }

    /** The deepest one: what the pool says of it says less. */
    private static @Nullable SQLException sqlCause(Throwable fault) {
        SQLException deepest = null;
        for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                deepest = sql;
            }
        }
        return deepest;
    }
}
