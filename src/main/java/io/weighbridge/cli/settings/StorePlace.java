package io.weighbridge.cli.settings;

import io.weighbridge.store.postgres.PostgresPlace;
import java.nio.file.Path;

/** Where Weighbridge's own database is. */
public sealed interface StorePlace {

    /** For people; without a password. */
    String shown();

    /**
     * In a SQLite file.
     *
     * @param path the file
     */
    record InFile(Path path) implements StorePlace {
        @Override
        public String shown() {
            return path.toAbsolutePath().normalize().toString();
        }
    }

    /**
     * In PostgreSQL.
     *
     * @param place the database
     */
    record InPostgres(PostgresPlace place) implements StorePlace {
        @Override
        public String shown() {
            return place.shown();
        }
    }
}
