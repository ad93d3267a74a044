package io.weighbridge.store.postgres;

import io.weighbridge.store.CoverageContract;
import io.weighbridge.store.Store;

class PostgresCoverageContractTest extends CoverageContract {

    private final PostgresPlace place = TestServer.emptySchema();

    @Override
    protected Store open() {
        return PostgresStore.open(place, PostgresOptions.DEFAULTS);
    }
}
