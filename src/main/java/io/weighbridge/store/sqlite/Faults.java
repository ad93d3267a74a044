package io.weighbridge.store.sqlite;

import io.weighbridge.store.StoreException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.sqlite.NativeLibraryNotFoundException;

/** Turns what SQLite reports into what callers can act on. */
final class Faults {

    private static final int ERROR = 1;
    private static final int PERM = 3;
    private static final int BUSY = 5;
    private static final int LOCKED = 6;
    private static final int READONLY = 8;
    private static final int IOERR = 10;
    private static final int CORRUPT = 11;
    private static final int FULL = 13;
    private static final int CANTOPEN = 14;
    private static final int SCHEMA = 17;
    private static final int TOOBIG = 18;
    private static final int NOTADB = 26;

    /** Of {@code [SQLITE_CODE] Words of the driver (words of SQLite)} the last; the driver's say the same again. */
    private static final Pattern SAID = Pattern.compile("\\[SQLITE_\\w+] [^()]*\\((.*)\\)", Pattern.DOTALL);

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
                                + "check it with 'sqlite3 " + file
                                + " \"PRAGMA integrity_check\"' and restore a backup",
                        fault);
            case TOOBIG ->
                new StoreException.Unsuitable(
                        where
                                + ": a row is larger than 8 MiB, which none is that Weighbridge or a validator writes. Look for it"
                                + " with \"SELECT id FROM TABLE WHERE length(COLUMN) > 1000000\" and shorten or delete it, or"
                                + " restore a backup",
                        fault);
            case READONLY, PERM ->
                new StoreException.Unsuitable(
                        where + ": expected a file and a folder that can be written, found "
                                + (isFolder(fault) ? "the folder" : "the file")
                                + " read-only. Run as their owner and make both writable: SQLite keeps files beside a"
                                + " database, also to read it",
                        fault);
            case CANTOPEN ->
                new StoreException.Unsuitable(
                        where
                                + ": the file cannot be opened. Check that it exists, and that file and folder can be read and written"
                                + " by this user",
                        fault);
            case FULL ->
                new StoreException.Unavailable(
                        where
                                + ": the disk is full; nothing of this step was written. Free some space; the next try goes on from here",
                        fault);
            case IOERR ->
                new StoreException.Unavailable(
                        where + ": the disk does not do what it should (" + text(fault)
                                + "); nothing of this step was written. Look at its quota, and at what the system's log says of it",
                        fault);
            case ERROR ->
                new StoreException.Unsuitable(
                        where + ": its tables are not as expected (" + text(fault)
                                + "): another program or version changed them. Nothing of this step was written;"
                                + " restore a backup, or use this version's own file",
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

    /** Whether it is the folder that cannot be written: SQLITE_READONLY_DIRECTORY. */
    private static boolean isFolder(Throwable fault) {
        return String.valueOf(fault.getMessage()).contains("READONLY_DIRECTORY")
                || String.valueOf(sqlCause(fault)).contains("READONLY_DIRECTORY");
    }

    private static String text(Throwable fault) {
        SQLException cause = sqlCause(fault);
        if (cause == null) {
            return String.valueOf(fault.getMessage());
        }
        String said = String.valueOf(cause.getMessage());
        Matcher matcher = SAID.matcher(said);
        return "SQLite says '" + (matcher.matches() ? matcher.group(1) : said) + "'";
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
