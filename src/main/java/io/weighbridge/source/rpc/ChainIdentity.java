package io.weighbridge.source.rpc;

import io.weighbridge.chain.Hash;
import io.weighbridge.source.SourceException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Which chain a source serves: the one that is meant, else the one of its first connection, then and for ever. Safe for many threads. */
final class ChainIdentity {

    private final AtomicReference<@Nullable Hash> genesis;

    private ChainIdentity(@Nullable Hash genesis) {
        this.genesis = new AtomicReference<>(genesis);
    }

    /** That of the first connection. */
    static ChainIdentity any() {
        return new ChainIdentity(null);
    }

    /** The chain with that genesis hash. */
    static ChainIdentity of(Hash genesis) {
        return new ChainIdentity(genesis);
    }

    /**
     * Takes the first genesis hash and compares the others with it.
     *
     * @throws SourceException.Unusable if they differ
     */
    Hash check(String endpoint, Hash found) {
        Hash known = genesis.updateAndGet(before -> before == null ? found : before);
        if (!found.equals(known)) {
            throw new SourceException.Unusable(endpoint + " serves another chain: expected genesis " + known
                    + ", found " + found + "; give endpoints of one network only");
        }
        return found;
    }

    /** The genesis hash, once there was a connection. */
    Optional<Hash> genesis() {
        return Optional.ofNullable(genesis.get());
    }
}
