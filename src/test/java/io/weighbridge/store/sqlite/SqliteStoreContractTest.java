package io.weighbridge.store.sqlite;

import io.weighbridge.store.Store;
import io.weighbridge.store.StoreContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class SqliteStoreContractTest extends StoreContract {

    @TempDir
    private Path folder;

    @Override
    protected Store open() {
        return SqliteStore.open(folder.resolve("weighbridge.db"), SqliteOptions.DEFAULTS);
    }
}
