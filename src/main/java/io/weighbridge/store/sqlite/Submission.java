package io.weighbridge.store.sqlite;

import io.weighbridge.calls.Outcome;
import io.weighbridge.chain.Hash;
import io.weighbridge.chain.MechanismId;
import io.weighbridge.runtime.DispatchError;
import io.weighbridge.store.Cell;
import io.weighbridge.store.Fingerprint;
import io.weighbridge.store.WeightCells;
import io.weighbridge.weights.Payload;
import io.weighbridge.weights.WeightFact;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A fact that gets a row in {@code weight_transactions}: somebody asked the chain to set or commit weights of mechanism
 * 0, and was answered.
 *
 * @param key names the fact, see {@link Links#key}
 * @param extrinsicHash the extrinsic, if one caused it
 * @param netuid the subnet
 * @param cells the row by column, NULL where it has nothing to say
 */
record Submission(String key, Optional<Hash> extrinsicHash, int netuid, Map<String, @Nullable Object> cells) {

    /**
     * Whether a fact is a submission of which a row can tell: not a reveal, not deferred, its outcome known, and of the
     * mechanism that validators log.
     */
    static boolean is(WeightFact fact) {
        boolean submits = fact.kind() == WeightFact.Kind.SET || fact.kind() == WeightFact.Kind.COMMIT;
        return submits
                && fact.outcome() != Outcome.Deferred.DEFERRED
                && fact.outcome() != Outcome.Unknown.UNKNOWN
                && fact.index().mechanism().equals(MechanismId.MAIN);
    }

    /** The row for a fact. */
    static Submission of(WeightFact fact) {
        Optional<Hash> hash = fact.origin().extrinsic();
        boolean success = fact.outcome() == Outcome.Success.SUCCESS;
        var cells = new HashMap<String, @Nullable Object>();
        cells.put("ts", Times.micros(fact.timestamp()));
        cells.put("block_number", fact.block().number());
        cells.put("transaction_hash", hash.map(Hash::hex).orElse(null));
        cells.put("netuid", fact.index().netuid().value());
        cells.put("success", success ? 1 : 0);
        weightCells(fact).forEach((column, cell) -> cells.put(column, CellValues.of(cell)));
        cells.put("iteration_count", null);
        cells.put(
                "error_message",
                fact.outcome().failure().map(DispatchError::name).orElse(null));
        return new Submission(Links.key(fact), hash, fact.index().netuid().value(), cells);
    }

    /** Tells the row from another one that gets its id. */
    long fingerprint() {
        return Fingerprint.of(String.valueOf(cells.get("ts")), String.valueOf(cells.get("uids_json")));
    }

    /** What the row tells of weights before anybody opened a commit. */
    static Map<String, Cell> weightCells(WeightFact fact) {
        if (fact.kind() != WeightFact.Kind.SET || !(fact.payload() instanceof Payload.Open open)) {
            return WeightCells.none();
        }
        return fact.outcome() == Outcome.Success.SUCCESS
                ? WeightCells.of(open.uids(), open.values())
                : WeightCells.uidsOnly(open.uids());
    }
}
