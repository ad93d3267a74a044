package io.weighbridge.cli;

import io.weighbridge.cli.settings.Settings;
import io.weighbridge.cli.settings.Settings.LedgerPlace;
import io.weighbridge.metrics.Metrics;
import io.weighbridge.store.StoreListener;
import io.weighbridge.store.sqlite.LedgerOptions;
import io.weighbridge.store.sqlite.SqliteLedger;
import io.weighbridge.store.sqlite.SqliteOptions;
import io.weighbridge.store.sqlite.SqliteOptions.PoolMetrics;
import io.weighbridge.store.sqlite.SqliteStore;
import java.nio.file.Path;
import java.util.function.Supplier;

/**
 * The two databases of a run.
 *
 * @param store Weighbridge's own
 * @param ledger where {@code weight_transactions} lives
 */
record OpenStore(SqliteStore store, SqliteLedger ledger) implements AutoCloseable {

    /**
     * Opens both to write; the store is made if it is not there, the validator's file never. A store that was made for a
     * run that stored nothing goes away with it.
     */
    static OpenStore toWrite(Settings settings, Metrics metrics, StoreListener listener) {
        SqliteOptions options =
                SqliteOptions.DEFAULTS.heardBy(listener).countedBy(new PoolMetrics.Registry(metrics.registry()));
        SqliteStore store = SqliteStore.open(settings.store(), options);
        return with(
                store,
                () -> settings.ledger() instanceof LedgerPlace.ValidatorFile file
                        ? SqliteLedger.inValidatorFile(file.path(), ledgerOptions(settings, options))
                        : SqliteLedger.madeInStore(store));
    }

    /** Opens the table to write, and the store as far as that needs it. */
    static OpenStore toReconcile(Settings settings) {
        if (settings.ledger() instanceof LedgerPlace.ValidatorFile file) {
            return with(
                    SqliteStore.openToRead(settings.store(), SqliteOptions.DEFAULTS),
                    () -> SqliteLedger.inValidatorFile(file.path(), ledgerOptions(settings, SqliteOptions.DEFAULTS)));
        }
        SqliteStore store = SqliteStore.open(settings.store(), SqliteOptions.DEFAULTS);
        return with(store, () -> SqliteLedger.madeInStore(store));
    }

    /** Opens both to read, also while another process writes. */
    static OpenStore toRead(Settings settings) {
        SqliteStore store = SqliteStore.openToRead(settings.store(), SqliteOptions.DEFAULTS);
        return with(
                store,
                () -> settings.ledger() instanceof LedgerPlace.ValidatorFile file
                        ? SqliteLedger.readValidatorFile(file.path(), SqliteOptions.DEFAULTS)
                        : SqliteLedger.inStore(store));
    }

    @Override
    public void close() {
        ledger.close();
        store.closeOrRemove();
    }

    private static OpenStore with(SqliteStore store, Supplier<SqliteLedger> ledger) {
        try {
            return new OpenStore(store, ledger.get());
        } catch (RuntimeException | Error e) {
            store.closeOrRemove();
            throw e;
        }
    }

    /** Backups of the validator's file lie beside the store. */
    static LedgerOptions ledgerOptions(Settings settings, SqliteOptions options) {
        Path folder = settings.store().toAbsolutePath().getParent();
        return new LedgerOptions(settings.rows().missingTable(), folder == null ? Path.of("") : folder, options);
    }
}
