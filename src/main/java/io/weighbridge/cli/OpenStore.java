package io.weighbridge.cli;

import io.weighbridge.cli.settings.ConfigException;
import io.weighbridge.cli.settings.Settings;
import io.weighbridge.cli.settings.Settings.LedgerPlace;
import io.weighbridge.cli.settings.StorePlace;
import io.weighbridge.metrics.Metrics;
import io.weighbridge.store.EditableLedger;
import io.weighbridge.store.Endurance;
import io.weighbridge.store.Ledger;
import io.weighbridge.store.Store;
import io.weighbridge.store.StoreListener;
import io.weighbridge.store.postgres.PostgresLedger;
import io.weighbridge.store.postgres.PostgresOptions;
import io.weighbridge.store.postgres.PostgresStore;
import io.weighbridge.store.sqlite.LedgerOptions;
import io.weighbridge.store.sqlite.SqliteLedger;
import io.weighbridge.store.sqlite.SqliteOptions;
import io.weighbridge.store.sqlite.SqliteOptions.PoolMetrics;
import io.weighbridge.store.sqlite.SqliteStore;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The two databases of a run.
 *
 * @param store Weighbridge's own
 * @param ledger where {@code weight_transactions} lives
 */
record OpenStore(Store store, Ledger ledger) implements AutoCloseable {

    /**
     * Opens both to write; the store is made if it is not there, the validator's file never. A store that was made for a
     * run that stored nothing goes away with it.
     *
     * @param endurance whether what is written to the store waits while that is out of service
     */
    static OpenStore toWrite(Settings settings, Metrics metrics, StoreListener listener, Endurance endurance) {
        SqliteOptions sqlite =
                SqliteOptions.DEFAULTS.heardBy(listener).countedBy(new PoolMetrics.Registry(metrics.registry()));
        var postgres = new PostgresOptions(Clock.systemUTC(), listener, Optional.of(metrics.registry()), endurance);
        Store store = store(settings, sqlite.enduring(endurance), postgres);
        return with(store, () -> ledger(store, settings, sqlite));
    }

    /** Opens the table to write, and the store as far as that needs it. */
    static OpenStore toReconcile(Settings settings) {
        if (settings.ledger() instanceof LedgerPlace.ValidatorFile) {
            Store store = storeToRead(settings);
            return with(store, () -> ledger(store, settings, SqliteOptions.DEFAULTS));
        }
        if (settings.store() instanceof StorePlace.InPostgres) {
            throw new ConfigException(
                    "nothing to reconcile in " + settings.store().shown()
                            + ": its rows are all our own, and are kept as facts are stored. Give --db PATH, the validator's file");
        }
        Store store = store(settings, SqliteOptions.DEFAULTS, PostgresOptions.DEFAULTS);
        return with(store, () -> ledger(store, settings, SqliteOptions.DEFAULTS));
    }

    /** Opens both to read, also while another process writes. */
    static OpenStore toRead(Settings settings) {
        Store store = storeToRead(settings);
        return with(store, () -> {
            if (settings.ledger() instanceof LedgerPlace.ValidatorFile file) {
                return SqliteLedger.readValidatorFile(file.path(), SqliteOptions.DEFAULTS);
            }
            return store instanceof SqliteStore sqlite ? SqliteLedger.inStore(sqlite) : inPostgres(store);
        });
    }

    /** Opens the store alone, to read. */
    static Store storeToRead(Settings settings) {
        return settings.store() instanceof StorePlace.InFile file
                ? SqliteStore.openToRead(file.path(), SqliteOptions.DEFAULTS)
                : PostgresStore.openToRead(
                        ((StorePlace.InPostgres) settings.store()).place(), PostgresOptions.DEFAULTS);
    }

    /** The table as one whose rows are completed, which a validator's file and a SQLite store are. */
    EditableLedger editable() {
        if (ledger instanceof EditableLedger editable) {
            return editable;
        }
        throw new IllegalStateException("rows of " + ledger + " are never matched with facts");
    }

    @Override
    public void close() {
        ledger.close();
        close(store);
    }

    private static Store store(Settings settings, SqliteOptions sqlite, PostgresOptions postgres) {
        return settings.store() instanceof StorePlace.InFile file
                ? SqliteStore.open(file.path(), sqlite)
                : PostgresStore.open(((StorePlace.InPostgres) settings.store()).place(), postgres);
    }

    private static Ledger ledger(Store store, Settings settings, SqliteOptions options) {
        if (settings.ledger() instanceof LedgerPlace.ValidatorFile file) {
            return SqliteLedger.inValidatorFile(file.path(), ledgerOptions(settings, options));
        }
        return store instanceof SqliteStore sqlite ? SqliteLedger.madeInStore(sqlite) : inPostgres(store);
    }

    private static Ledger inPostgres(Store store) {
        return PostgresLedger.inStore((PostgresStore) store);
    }

    private static OpenStore with(Store store, Supplier<Ledger> ledger) {
        try {
            return new OpenStore(store, ledger.get());
        } catch (RuntimeException | Error e) {
            close(store);
            throw e;
        }
    }

    private static void close(Store store) {
        if (store instanceof SqliteStore sqlite) {
            sqlite.closeOrRemove();
        } else {
            store.close();
        }
    }

    /** Backups of the validator's file lie beside the store; beside the file where the store is no file. */
    static LedgerOptions ledgerOptions(Settings settings, SqliteOptions options) {
        Path beside = settings.store() instanceof StorePlace.InFile file
                ? file.path()
                : settings.ledger() instanceof LedgerPlace.ValidatorFile file ? file.path() : Path.of("");
        Path folder = beside.toAbsolutePath().getParent();
        return new LedgerOptions(settings.rows().missingTable(), folder == null ? Path.of("") : folder, options);
    }
}
