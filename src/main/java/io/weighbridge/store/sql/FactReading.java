package io.weighbridge.store.sql;

import io.weighbridge.calls.Outcome;
import io.weighbridge.chain.AccountId;
import io.weighbridge.chain.BlockRef;
import io.weighbridge.chain.Hash;
import io.weighbridge.chain.MechanismId;
import io.weighbridge.chain.Netuid;
import io.weighbridge.chain.StorageIndex;
import io.weighbridge.chain.Uid;
import io.weighbridge.runtime.DispatchError;
import io.weighbridge.scale.Bytes;
import io.weighbridge.store.FactOutline;
import io.weighbridge.store.Store.StoredFact;
import io.weighbridge.weights.KnownUid;
import io.weighbridge.weights.Origin;
import io.weighbridge.weights.Payload;
import io.weighbridge.weights.Position;
import io.weighbridge.weights.RevealWindow;
import io.weighbridge.weights.WeightFact;
import java.math.BigInteger;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Rows of the table {@code facts} as the facts that {@link FactRows} wrote. */
final class FactReading {

    private static final Map<String, WeightFact.Kind> KINDS = Arrays.stream(WeightFact.Kind.values())
            .collect(Collectors.toUnmodifiableMap(WeightFact.Kind::word, kind -> kind));

    private FactReading() {}

    /** The whole fact. */
    static StoredFact fact(StoredRow row) throws SQLException {
        WeightFact fact = new WeightFact(
                new BlockRef(row.number("block_number"), Hash.fromHex(row.text("block_hash"))),
                Instant.parse(row.text("block_ts")),
                row.small("spec_version"),
                new Position(row.text("position")),
                row.text("call"),
                kind(row),
                origin(row),
                AccountId.fromSs58(row.text("hotkey")),
                index(row),
                row.has("uid") ? new KnownUid.Known(new Uid(row.small("uid"))) : KnownUid.Unknown.UNKNOWN,
                outcome(row),
                payload(row));
        return new StoredFact(row.number("id"), fact);
    }

    /** What a list shows of it. */
    static FactOutline outline(StoredRow row) throws SQLException {
        return new FactOutline(
                row.number("id"),
                row.number("block_number"),
                Instant.parse(row.text("block_ts")),
                kind(row),
                row.text("outcome"),
                row.text("error"),
                row.text("hotkey"),
                row.small("netuid"),
                row.small("mechanism_id"),
                row.flag("open"));
    }

    /** Its kind. */
    static WeightFact.Kind kind(StoredRow row) throws SQLException {
        WeightFact.Kind kind = KINDS.get(row.text("kind"));
        if (kind == null) {
            throw unknown("kind", row.text("kind"));
        }
        return kind;
    }

    /** The subnet and the mechanism. */
    static StorageIndex index(StoredRow row) throws SQLException {
        return new StorageIndex(new Netuid(row.small("netuid")), new MechanismId(row.small("mechanism_id")));
    }

    /** When a commit can be revealed. */
    static RevealWindow window(StoredRow row) throws SQLException {
        return row.has("reveal_first_block")
                ? new RevealWindow.Blocks(row.number("reveal_first_block"), row.number("reveal_last_block"))
                : RevealWindow.Unknown.UNKNOWN;
    }

    /** The weights, which there must be. */
    static Payload.Open open(StoredRow row) throws SQLException {
        List<Integer> uids = Json.numbers(row.text("uids_json"));
        List<Integer> values = Json.numbers(row.text("values_json"));
        return row.has("version_key")
                ? new Payload.Weights(uids, values, row.unsigned("version_key"))
                : new Payload.Stored(uids, values);
    }

    private static Origin origin(StoredRow row) throws SQLException {
        if (!row.has("extrinsic_hash")) {
            return Origin.Hook.HOOK;
        }
        Hash extrinsic = Hash.fromHex(row.text("extrinsic_hash"));
        return row.has("signer")
                ? new Origin.Signed(
                        extrinsic,
                        AccountId.fromSs58(row.text("signer")),
                        row.number("nonce"),
                        row.digits("tip"),
                        row.has("fee") ? row.digits("fee") : BigInteger.ZERO)
                : new Origin.Unsigned(extrinsic);
    }

    private static Outcome outcome(StoredRow row) throws SQLException {
        String word = row.text("outcome");
        return switch (word) {
            case "success" -> Outcome.Success.SUCCESS;
            case "deferred" -> Outcome.Deferred.DEFERRED;
            case "unknown" -> Outcome.Unknown.UNKNOWN;
            case "failed" -> new Outcome.Failed(error(row));
            case "rolled_back" -> new Outcome.RolledBack(error(row));
            case "not_executed" ->
                row.has("error") ? new Outcome.NotExecuted(error(row)) : Outcome.NotNeeded.NOT_NEEDED;
            default -> throw unknown("outcome", word);
        };
    }

    private static DispatchError error(StoredRow row) throws SQLException {
        return new DispatchError(row.text("error"), row.text("error_detail"));
    }

    private static Payload payload(StoredRow row) throws SQLException {
        if (row.has("uids_json")) {
            Payload.Open weights = open(row);
            return row.has("commit_hash") ? new Payload.Revealed(weights, commitHash(row)) : weights;
        }
        if (!row.has("commit_hash")) {
            return Payload.Opaque.OPAQUE;
        }
        return row.has("reveal_round")
                ? new Payload.TimelockedCommit(
                        commitHash(row),
                        Bytes.wrap(row.bytes("ciphertext")),
                        row.unsigned("reveal_round"),
                        row.small("commit_reveal_version"),
                        window(row))
                : new Payload.HashCommit(commitHash(row), window(row));
    }

    private static Hash commitHash(StoredRow row) throws SQLException {
        return Hash.fromHex(row.text("commit_hash"));
    }

    private static IllegalStateException unknown(String column, String word) {
        return new IllegalStateException("column " + column + " holds '" + word + "', which no version wrote");
    }
}
