package io.weighbridge.store.sqlite;

import io.weighbridge.calls.Outcome;
import io.weighbridge.chain.Hash;
import io.weighbridge.chain.MechanismId;
import io.weighbridge.runtime.DispatchError;
import io.weighbridge.store.Fingerprint;
import io.weighbridge.weights.Origin;
import io.weighbridge.weights.Payload;
import io.weighbridge.weights.WeightFact;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
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

    /** Whether a fact is a submission: not a reveal, not deferred, and of the mechanism that validators log. */
    static boolean is(WeightFact fact) {
        boolean submits = fact.kind() == WeightFact.Kind.SET || fact.kind() == WeightFact.Kind.COMMIT;
        return submits
                && fact.outcome() != Outcome.Deferred.DEFERRED
                && fact.index().mechanism().equals(MechanismId.MAIN);
    }

    /** The row for a fact. */
    static Submission of(WeightFact fact) {
        Optional<Hash> hash = extrinsicHash(fact.origin());
        DispatchError error = FactRows.error(fact.outcome());
        boolean success = fact.outcome() == Outcome.Success.SUCCESS;
        Payload.Open open = fact.kind() == WeightFact.Kind.SET && fact.payload() instanceof Payload.Open weights
                ? weights
                : new Payload.Stored(List.of(), List.of());
        Map<Integer, Double> shares = success ? shares(open) : Map.of();

        var cells = new HashMap<String, @Nullable Object>();
        cells.put("ts", Times.micros(fact.timestamp()));
        cells.put("block_number", fact.block().number());
        cells.put("transaction_hash", hash.map(Hash::hex).orElse(null));
        cells.put("netuid", fact.index().netuid().value());
        cells.put("success", success ? 1 : 0);
        cells.put("weights_json", Json.of(shares));
        cells.put("uids_json", Json.of(open.uids()));
        cells.put("iteration_count", null);
        cells.put("error_message", error == null ? null : error.name());
        cells.put("total_weight", shares.isEmpty() ? null : 1.0);
        cells.put("num_miners", shares.isEmpty() ? null : shares.size());
        return new Submission(Links.key(fact), hash, fact.index().netuid().value(), cells);
    }

    /** Tells the row from another one that gets its id. */
    long fingerprint() {
        return Fingerprint.of(String.valueOf(cells.get("ts")), String.valueOf(cells.get("uids_json")));
    }

    /** Each weight as its part of the sum; empty if the sum is 0. */
    private static Map<Integer, Double> shares(Payload.Open weights) {
        long sum = weights.values().stream().mapToLong(Integer::longValue).sum();
        var shares = new LinkedHashMap<Integer, Double>();
        for (int i = 0; sum > 0 && i < weights.uids().size(); i++) {
            shares.put(weights.uids().get(i), (double) weights.values().get(i) / sum);
        }
        return shares;
    }

    private static Optional<Hash> extrinsicHash(Origin origin) {
        if (origin instanceof Origin.Signed signed) {
            return Optional.of(signed.extrinsicHash());
        }
        return origin instanceof Origin.Unsigned unsigned ? Optional.of(unsigned.extrinsicHash()) : Optional.empty();
    }
}
