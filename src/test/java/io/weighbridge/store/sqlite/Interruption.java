package io.weighbridge.store.sqlite;

import java.sql.Connection;
import java.sql.SQLException;
import org.sqlite.ProgressHandler;
import org.sqlite.SQLiteConnection;

/** Makes SQLite give up, once, after so many of its own instructions on the writing connection of a file. */
final class Interruption extends ProgressHandler {

    private int left;

    private Interruption(int instructions) {
        left = instructions;
    }

    /** Sets the trap; returns it, so that it can be asked whether it sprang. */
    static Interruption after(int instructions, SqliteFile file) {
        var trap = new Interruption(instructions);
        file.outsideTransaction("setting a trap", handle -> {
            try {
                Connection connection = handle.getConnection().unwrap(SQLiteConnection.class);
                ProgressHandler.setHandler(connection, 1, trap);
                return trap;
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        });
        return trap;
    }

    /** Whether SQLite was interrupted. */
    boolean sprang() {
        return left < 0;
    }

    @Override
    protected int progress() {
        return left-- == 0 ? 1 : 0;
    }
}
