package io.weighbridge.store.sqlite;

import io.weighbridge.store.CoverageContract;
import io.weighbridge.store.Store;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class SqliteCoverageContractTest extends CoverageContract {

    @TempDir
    private Path folder;

    @Override
    protected Store open() {
        return SqliteStore.open(folder.resolve("weighbridge.db"), SqliteOptions.DEFAULTS);
    }
}
