package io.weighbridge.store.postgres;

import io.weighbridge.store.StoreException;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.postgresql.ds.PGSimpleDataSource;

/** The tables of the store: tells a store from other databases, and brings it up to date with Flyway. */
final class PostgresSchema {

    static final String HISTORY = "weighbridge_schema_history";

    private PostgresSchema() {}

    /**
     * Makes an empty schema a store, or an older store a current one.
     *
     * @throws StoreException.Unsuitable if it is something else, or newer than this program; nothing was written then
     */
    static void migrate(PostgresDatabase database, PostgresPlace place) {
        Set<String> tables = tables(database);
        if (!tables.isEmpty() && !tables.contains(HISTORY)) {
            throw new StoreException.Unsuitable(place.shown() + ": expected an empty schema or a store of Weighbridge,"
                    + " found the tables " + String.join(", ", tables)
                    + ". Give a database or a schema (currentSchema=…) of its own");
        }
        Flyway flyway = flyway(database, place);
        try {
            refuseNewer(flyway, place);
            flyway.migrate();
        } catch (FlywayException e) {
            throw PostgresFaults.of("bringing the tables up to date", place, e);
        }
    }

    /**
     * Checks that it is a store of just this version.
     *
     * @throws StoreException.Unsuitable if it is not
     */
    static void check(PostgresDatabase database, PostgresPlace place) {
        if (!tables(database).contains(HISTORY)) {
            throw new StoreException.Unsuitable(place.shown()
                    + ": expected a database of Weighbridge, found none. Give --store as it was given to 'follow', or run"
                    + " 'follow' or 'backfill' first");
        }
        Flyway flyway = flyway(database, place);
        refuseNewer(flyway, place);
        if (flyway.info().pending().length > 0) {
            throw new StoreException.Unsuitable(place.shown()
                    + " was made by an older version of Weighbridge. Run 'follow' or 'backfill' on it once, "
                    + "which brings its tables up to date");
        }
    }

    /** The tables of the schema. */
    static Set<String> tables(PostgresDatabase database) {
        return database.read(
                "looking at the tables",
                handle -> new TreeSet<>(
                        handle.createQuery("SELECT tablename FROM pg_tables WHERE schemaname = current_schema()")
                                .mapTo(String.class)
                                .set()));
    }

    private static void refuseNewer(Flyway flyway, PostgresPlace place) {
        Arrays.stream(flyway.info().all())
                .filter(migration -> !migration.getState().isResolved())
                .findFirst()
                .ifPresent(migration -> {
                    throw new StoreException.Unsuitable(
                            place.shown() + ": expected a schema that this version knows, found version "
                                    + migration.getVersion()
                                    + ". It was made by a newer Weighbridge: use that one, or another --store");
                });
    }

    private static Flyway flyway(PostgresDatabase database, PostgresPlace place) {
        String schema = database.read(
                "looking for the schema",
                handle -> handle.createQuery("SELECT coalesce(current_schema(), '')")
                        .mapTo(String.class)
                        .one());
        if (schema.isEmpty()) {
            throw new StoreException.Unsuitable(place.shown()
                    + ": expected a schema to put tables in, found none. Create the one that currentSchema names");
        }
        PGSimpleDataSource source = PostgresDatabase.source(place);
        source.setSocketTimeout(0); // an index of a large table takes as long as it takes
        return Flyway.configure(PostgresSchema.class.getClassLoader())
                .dataSource(source)
                .defaultSchema(schema)
                .locations("classpath:io/weighbridge/store/postgres")
                .table(HISTORY)
                .cleanDisabled(true)
                .load();
    }
}
