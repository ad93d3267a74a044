package io.weighbridge.backfill.jump;

import io.reactivex.rxjava3.core.Single;
import io.weighbridge.chain.BlockRef;
import io.weighbridge.ingest.StateReader;
import io.weighbridge.runtime.Runtime;
import io.weighbridge.scale.Bytes;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Reads snapshots. Which keys a state needs follows from its own values; another state of the same chain tells which ones
 * are likely, so that one request is mostly enough.
 *
 * @param states reads values
 * @param decoder decodes them
 */
record SnapshotReader(StateReader states, SnapshotDecoder decoder) {

    /** Reads the state after a block, given the snapshot of one not far away. */
    Single<Snapshot> read(BlockRef block, Snapshot near) {
        return states.state(block, keys(block, near)).flatMap(this::complete).map(this::snapshot);
    }

    /** The keys that the state after a block most likely needs. */
    Function<Runtime, List<Bytes>> keys(BlockRef block, Snapshot near) {
        return runtime -> decoder.keys(empty(block, runtime), near);
    }

    /** Fetches what turns out to be missing, until nothing is. */
    Single<StateReader.State> complete(StateReader.State state) {
        Set<Bytes> missing = decoder.decode(state).missing();
        return missing.isEmpty()
                ? Single.just(state)
                : states.more(state, missing.stream().sorted().toList()).flatMap(this::complete);
    }

    /** The snapshot of a state in which nothing is missing. */
    Snapshot snapshot(StateReader.State state) {
        return decoder.decode(state).snapshot();
    }

    /** A state of which nothing is known. */
    static StateReader.State empty(BlockRef block, Runtime runtime) {
        return new StateReader.State(block, runtime, Map.of());
    }
}
