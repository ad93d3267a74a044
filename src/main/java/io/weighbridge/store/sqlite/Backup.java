package io.weighbridge.store.sqlite;

import io.weighbridge.store.StoreException;
import io.weighbridge.store.sql.Times;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;

/** A copy of a live database, made through SQLite from one read snapshot. */
final class Backup {

    private Backup() {}

    /**
     * Copies the database to a new file in {@code folder}, readable by whoever may read the original. It bears its final
     * name only when it is complete.
     *
     * @throws StoreException.Failed if there is no room, or no such folder
     */
    static Path make(SqliteFile file, Path folder, Clock clock) {
        String stamp = Times.millis(clock.instant()).replaceAll("[-:.]", "");
        Path copy = folder.resolve(file.path().getFileName() + ".before-weighbridge-" + stamp + ".db");
        Path partial = copy.resolveSibling(copy.getFileName() + ".partial");
        try {
            Files.deleteIfExists(partial);
            try {
                file.outsideTransaction(
                        "copying to " + copy, handle -> handle.execute("VACUUM INTO ?", partial.toString()));
                Files.setPosixFilePermissions(partial, Files.getPosixFilePermissions(file.path()));
                return Files.move(partial, copy);
            } finally {
                Files.deleteIfExists(partial);
            }
        } catch (IOException e) {
            throw new StoreException.Failed(
                    file.path() + ": no copy could be made at " + copy
                            + " before the first write, so nothing was written. Check the folder for backups",
                    e);
        }
    }
}
