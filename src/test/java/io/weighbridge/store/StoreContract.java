package io.weighbridge.store;

import static io.weighbridge.store.FactSamples.ALICE;
import static io.weighbridge.store.FactSamples.SUBNET;

import io.weighbridge.chain.BlockRange;
import io.weighbridge.chain.RangeSet;
import io.weighbridge.store.Store.Increment;
import io.weighbridge.store.Store.StoredFact;
import io.weighbridge.weights.Tracked;
import io.weighbridge.weights.WeightFact;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What every {@link Store} does, whatever database is behind it; the parts of it are tested by classes that extend this. */
public abstract class StoreContract {

    static final Tracked ALICE_ON_SUBNET = new Tracked(Set.of(SUBNET), Set.of(ALICE));

    Store store;

    /** Opens the store under test; after a close the same one again, with all that it holds. */
    protected abstract Store open();

    @BeforeEach
    void openStore() {
        store = open();
    }

    @AfterEach
    void closeStore() {
        store.close();
    }

    void reopen() {
        store.close();
        store = open();
    }

    List<StoredFact> stored() {
        return store.facts(FactQuery.of(Tracked.EVERYTHING, FactQuery.ALL_BLOCKS));
    }

    static Increment increment(Tracked tracked, long first, long last, List<WeightFact> facts) {
        return new Increment(tracked, new BlockRange(first, last), "scan", facts);
    }

    static RangeSet blocks(long first, long last) {
        return RangeSet.of(new BlockRange(first, last));
    }
}
