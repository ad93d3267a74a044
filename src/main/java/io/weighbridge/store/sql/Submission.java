package io.weighbridge.store.sql;

import io.weighbridge.calls.Outcome;
import io.weighbridge.chain.Hash;
import io.weighbridge.chain.MechanismId;
import io.weighbridge.chain.Netuid;
import io.weighbridge.runtime.DispatchError;
import io.weighbridge.store.Cell;
import io.weighbridge.store.OwnRow;
import io.weighbridge.store.Store.StoredFact;
import io.weighbridge.store.TableRow;
import io.weighbridge.store.WeightCells;
import io.weighbridge.weights.Payload;
import io.weighbridge.weights.WeightFact;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A fact that gets a row in {@code weight_transactions}: somebody asked the chain to set or commit weights of mechanism
 * 0, and was answered.
 *
 * @param key names the fact, see {@link WeightFact#key()}
 * @param extrinsic the hash of the extrinsic that caused it; all zeros where none did
 * @param netuid the subnet
 * @param cells the row by column, NULL where it has nothing to say
 */
public record Submission(String key, Hash extrinsic, Netuid netuid, Map<String, Cell> cells) {

    /** Copies the cells. */
    public Submission {
        cells = Map.copyOf(cells);
    }

    /** Those among the facts that get a row, in chain order. */
    public static List<Submission> among(List<StoredFact> facts) {
        return facts.stream()
                .sorted(Comparator.<StoredFact>comparingLong(
                                stored -> stored.fact().block().number())
                        .thenComparingLong(StoredFact::id))
                .map(StoredFact::fact)
                .filter(Submission::is)
                .map(Submission::of)
                .toList();
    }

    /** Whether a fact is a submission of which a row can tell: of the mechanism that validators log. */
    public static boolean is(WeightFact fact) {
        return fact.isSubmission() && fact.index().mechanism().equals(MechanismId.MAIN);
    }

    /** The row for a fact. */
    public static Submission of(WeightFact fact) {
        Hash extrinsic = fact.origin().extrinsic().orElse(Hash.ZERO);
        Netuid netuid = fact.index().netuid();
        var row = new OwnRow(
                fact.timestamp(),
                fact.block().number(),
                extrinsic,
                netuid,
                fact.outcome() == Outcome.Success.SUCCESS,
                fact.outcome().failure().map(DispatchError::name).orElse(""),
                weights(fact));
        return new Submission(fact.key(), extrinsic, netuid, row.cells());
    }

    /** The hash of the extrinsic, if one caused it. */
    public Optional<Hash> extrinsicHash() {
        return Optional.of(extrinsic).filter(hash -> !hash.equals(Hash.ZERO));
    }

    /** Tells the row from another one that gets its key. */
    public long fingerprint() {
        return new TableRow(0, cells).fingerprint();
    }

    /** What the row tells of weights before anybody opened a commit. */
    private static Map<String, Cell> weights(WeightFact fact) {
        if (fact.kind() != WeightFact.Kind.SET || !(fact.payload() instanceof Payload.Open open)) {
            return WeightCells.none();
        }
        return fact.outcome() == Outcome.Success.SUCCESS
                ? WeightCells.of(open.uids(), open.values())
                : WeightCells.uidsOnly(open.uids());
    }
}
