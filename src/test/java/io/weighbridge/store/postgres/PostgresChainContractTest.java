package io.weighbridge.store.postgres;

import io.weighbridge.store.ChainContract;
import io.weighbridge.store.Store;

class PostgresChainContractTest extends ChainContract {

    private final PostgresPlace place = TestServer.emptySchema();

    @Override
    protected Store open() {
        return PostgresStore.open(place, PostgresOptions.DEFAULTS);
    }
}
