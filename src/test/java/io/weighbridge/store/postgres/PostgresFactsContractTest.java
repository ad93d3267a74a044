package io.weighbridge.store.postgres;

import io.weighbridge.store.FactsContract;
import io.weighbridge.store.Store;

class PostgresFactsContractTest extends FactsContract {

    private final PostgresPlace place = TestServer.emptySchema();

    @Override
    protected Store open() {
        return PostgresStore.open(place, PostgresOptions.DEFAULTS);
    }
}
