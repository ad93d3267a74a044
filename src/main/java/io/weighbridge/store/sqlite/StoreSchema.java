package io.weighbridge.store.sqlite;

import io.weighbridge.store.StoreException;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationInfoService;

/** The tables of the store: tells a store from other databases, and brings it up to date with Flyway. */
final class StoreSchema {

    static final String HISTORY = "weighbridge_schema_history";

    private StoreSchema() {}

    /**
     * Makes an empty database a store, or an older store a current one.
     *
     * @throws StoreException.Unsuitable if it is something else, or newer than this program; nothing was written then
     */
    static void migrate(SqliteFile file) {
        Set<String> tables = tables(file);
        if (!tables.isEmpty()) {
            checkIsStore(file, tables);
        }
        Flyway flyway = flyway(file);
        refuseNewer(file, info(file, flyway));
        useWriteAheadLog(file);
        try {
            flyway.migrate();
        } catch (FlywayException e) {
            throw Faults.of("bringing the tables up to date", file.path(), e);
        }
    }

    /**
     * Checks that it is a store of just this version.
     *
     * @throws StoreException.Unsuitable if it is not
     */
    static void check(SqliteFile file) {
        checkIsStore(file, tables(file));
        Flyway flyway = flyway(file);
        MigrationInfoService migrations = info(file, flyway);
        refuseNewer(file, migrations);
        if (migrations.pending().length > 0) {
            throw new StoreException.Unsuitable(file.path()
                    + " was made by an older version of Weighbridge. Run 'follow' or 'backfill' on it once, "
                    + "which brings its tables up to date");
        }
    }

    private static void checkIsStore(SqliteFile file, Set<String> tables) {
        if (tables.contains(HISTORY)) {
            return;
        }
        String hint = tables.containsAll(ValidatorFile.BASE_TABLES)
                ? ". This is a validator's file: give it as --db, and another path as --store"
                : ". Give another path as --store";
        throw new StoreException.Unsuitable(
                file.path() + ": expected a database of Weighbridge (with the table " + HISTORY + "), found "
                        + (tables.isEmpty() ? "no table" : "the tables " + String.join(", ", tables)) + hint);
    }

    private static Set<String> tables(SqliteFile file) {
        return file.read(
                "looking at the tables",
                handle -> new TreeSet<>(handle.createQuery(
                                "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'")
                        .mapTo(String.class)
                        .set()));
    }

    private static MigrationInfoService info(SqliteFile file, Flyway flyway) {
        try {
            return flyway.info();
        } catch (FlywayException e) {
            throw new StoreException.Unsuitable(
                    file.path() + ": its table " + HISTORY
                            + " cannot be read, so it cannot be told which version made the store."
                            + " Restore a backup, or use another --store",
                    e);
        }
    }

    private static void refuseNewer(SqliteFile file, MigrationInfoService migrations) {
        for (MigrationInfo migration : migrations.all()) {
            if (!migration.getState().isResolved()) {
                throw new StoreException.Unsuitable(file.path() + ": expected a schema that this version knows (up to "
                        + newest(migrations) + "), found version " + migration.getVersion()
                        + ". It was made by a newer Weighbridge: use that one, or another --store");
            }
        }
    }

    private static String newest(MigrationInfoService migrations) {
        return Arrays.stream(migrations.all())
                .filter(migration -> migration.getState().isResolved())
                .map(migration -> String.valueOf(migration.getVersion()))
                .reduce((older, newer) -> newer)
                .orElse("none");
    }

    /** WAL persists in the file; it lets others read while we write. */
    private static void useWriteAheadLog(SqliteFile file) {
        String mode = file.outsideTransaction(
                "choosing the write-ahead log",
                handle -> handle.select("PRAGMA journal_mode = WAL")
                        .mapTo(String.class)
                        .one());
        if (!mode.equals("wal")) {
            throw new StoreException.Unsuitable(
                    file.path() + ": expected journal mode wal, the file system allows only '" + mode
                            + "'. Put the store on a local disk");
        }
    }

    private static Flyway flyway(SqliteFile file) {
        return Flyway.configure(StoreSchema.class.getClassLoader())
                .dataSource(file.writerSource())
                .locations("classpath:io/weighbridge/store/sqlite")
                .table(HISTORY)
                .cleanDisabled(true)
                .load();
    }
}
