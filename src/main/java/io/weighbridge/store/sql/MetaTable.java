package io.weighbridge.store.sql;

import io.weighbridge.chain.Hash;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The table {@code meta}: to which chain the store belongs. */
final class MetaTable {

    private MetaTable() {}

    /** Binds the store to a chain if it is not bound yet; gives the chain to which it is bound. */
    static Hash bind(Handle handle, Hash genesis) {
        handle.execute(
                "INSERT INTO meta (key, value) VALUES ('genesis_hash', ?) ON CONFLICT DO NOTHING", genesis.hex());
        return genesis(handle).orElseThrow();
    }

    /** The genesis hash of the chain to which the store is bound. */
    static Optional<Hash> genesis(Handle handle) {
        return handle.createQuery("SELECT key, value FROM meta WHERE key = 'genesis_hash'")
                .map(StoredRow.of("meta", "key", row -> Hash.fromHex(row.text("value"))))
                .findOne();
    }
}
