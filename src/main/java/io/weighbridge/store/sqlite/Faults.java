package io.weighbridge.store.sqlite;

import io.weighbridge.store.StoreException;
import java.nio.file.Path;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.sqlite.NativeLibraryNotFoundException;

/** Turns what SQLite reports into what callers can act on. */
final class Faults {

    private static final int PERM = 3;
    private static final int BUSY = 5;
    private static final int LOCKED = 6;
    private static final int READONLY = 8;
    private static final int CORRUPT = 11;
    private static final int FULL = 13;
    private static final int CANTOPEN = 14;
    private static final int SCHEMA = 17;
    private static final int NOTADB = 26;

    private Faults() {}

    /** Whether somebody else is at work on the file: waiting helps, and nothing is wrong. */
    static boolean isBusy(Throwable fault) {
        int code = code(fault);
        return code == BUSY || code == LOCKED || code == SCHEMA;
    }

    /** The fault as one of ours. */
    static StoreException of(String doing, Path file, Throwable fault) {
        String where = file + " (" + doing + ")";
        if (hasNoLibrary(fault)) {
            return new StoreException.Unsuitable(
                    where + ": SQLite itself cannot be loaded; it is unpacked into "
                            + System.getProperty("java.io.tmpdir")
                            + " first. Make room for 2 MB there, allow files of that size (ulimit -f), or name another folder with"
                            + " JAVA_OPTS=-Dorg.sqlite.tmpdir=FOLDER",
                    fault);
        }
        return switch (code(fault)) {
            case NOTADB ->
                new StoreException.Unsuitable(
                        where + ": expected an SQLite database, found another kind of file. Check the path", fault);
            case CORRUPT ->
                new StoreException.Unsuitable(
                        where + ": the database is damaged (" + text(fault) + "). Nothing was repaired or written; "
                                + "check it with 'sqlite3 FILE \"PRAGMA integrity_check\"' and restore a backup",
                        fault);
            case READONLY, PERM ->
                new StoreException.Unsuitable(
                        where + ": expected a file that can be written, found it read-only (" + text(fault)
                                + "). Run as the file's owner and make file and folder writable",
                        fault);
            case CANTOPEN ->
                new StoreException.Unsuitable(
                        where + ": the file cannot be opened (" + text(fault)
                                + "). Check that it exists and that file and folder can be read and written",
                        fault);
            case FULL ->
                new StoreException.Failed(
                        where
                                + ": the disk is full; nothing of this step was written. Free some space; the next try goes on from here",
                        fault);
            default ->
                new StoreException.Failed(where + ": " + text(fault) + "; nothing of this step was written", fault);
        };
    }

    private static boolean hasNoLibrary(Throwable fault) {
        for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
            if (cause instanceof NativeLibraryNotFoundException) {
                return true;
            }
        }
        return false;
    }

    /** The primary result code of SQLite, 0 if it was not SQLite that complained. */
    private static int code(Throwable fault) {
        SQLException cause = sqlCause(fault);
        return cause == null ? 0 : cause.getErrorCode() & 0xff;
    }

    private static String text(Throwable fault) {
        SQLException cause = sqlCause(fault);
        return String.valueOf(cause == null ? fault.getMessage() : cause.getMessage());
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
