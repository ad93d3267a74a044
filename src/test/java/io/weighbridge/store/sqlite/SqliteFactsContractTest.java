package io.weighbridge.store.sqlite;

import io.weighbridge.store.FactsContract;
import io.weighbridge.store.Store;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class SqliteFactsContractTest extends FactsContract {

    @TempDir
    private Path folder;

    @Override
    protected Store open() {
        return SqliteStore.open(folder.resolve("weighbridge.db"), SqliteOptions.DEFAULTS);
    }
}
