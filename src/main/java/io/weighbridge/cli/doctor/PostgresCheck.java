package io.weighbridge.cli.doctor;

import io.weighbridge.store.StoreException;
import io.weighbridge.store.postgres.PostgresOptions;
import io.weighbridge.store.postgres.PostgresPlace;
import io.weighbridge.store.postgres.PostgresStore;

/**
 * Whether a store in PostgreSQL can be used.
 *
 * @param finding what was found
 * @param isStore whether a store that can be read is there
 */
public record PostgresCheck(Finding finding, boolean isStore) {

    private static final String SUBJECT = "store";

    /** Connects and looks; nothing is written. */
    public static PostgresCheck of(PostgresPlace place) {
        try {
            if (PostgresStore.isEmpty(place)) {
                return new PostgresCheck(
                        Finding.note(
                                SUBJECT, "no tables yet: 'follow' or 'backfill' will make them in " + place.shown()),
                        false);
            }
            try (PostgresStore store = PostgresStore.openToRead(place, PostgresOptions.DEFAULTS)) {
                return new PostgresCheck(
                        Finding.ok(SUBJECT, place.shown() + ", PostgreSQL " + store.serverVersion()), true);
            }
        } catch (StoreException e) {
            return new PostgresCheck(Finding.fault(SUBJECT, String.valueOf(e.getMessage()), ""), false);
        }
    }
}
