package io.weighbridge.store.sql;

import io.weighbridge.calls.Outcome;
import io.weighbridge.weights.KnownUid;
import io.weighbridge.weights.Origin;
import io.weighbridge.weights.Payload;
import io.weighbridge.weights.RevealWindow;
import io.weighbridge.weights.WeightFact;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;

/** Facts as rows of the table {@code facts}; {@link FactReading} is the way back. */
final class FactRows {

    private static final List<String> COLUMNS = List.of(
            "block_number",
            "block_hash",
            "block_ts",
            "position",
            "extrinsic_hash",
            "call",
            "kind",
            "signer",
            "hotkey",
            "netuid",
            "mechanism_id",
            "uid",
            "outcome",
            "error",
            "error_detail",
            "uids_json",
            "values_json",
            "version_key",
            "commit_hash",
            "reveal_round",
            "spec_version",
            "nonce",
            "tip",
            "fee",
            "commit_reveal_version",
            "ciphertext",
            "reveal_first_block",
            "reveal_last_block");

    /** What is there already is looked for first, as an insert that comes to nothing costs a key in some databases. */
    private static final String INSERT = "INSERT INTO facts (" + String.join(", ", COLUMNS) + ") SELECT "
            + COLUMNS.stream().map(column -> ":" + column).collect(Collectors.joining(", "))
            + " WHERE NOT EXISTS (SELECT 1 FROM facts WHERE block_number = :block_number AND position = :position)";

    /** A fact whose outcome is not known makes room for one whose is. */
    private static final String MAKE_ROOM =
            "DELETE FROM facts WHERE block_number = :block_number AND position = :position AND outcome = 'unknown'";

    private FactRows() {}

    /** Inserts the facts that are not there yet, or not with their outcome. */
    static void insert(Handle handle, List<WeightFact> facts) {
        for (WeightFact fact : facts) {
            if (fact.outcome() != Outcome.Unknown.UNKNOWN) {
                handle.createUpdate(MAKE_ROOM)
                        .bind("block_number", fact.block().number())
                        .bind("position", fact.position().text())
                        .execute();
            }
            // Not a batch: Jdbi would bind every row with the types of the first.
            try (Update insert = handle.createUpdate(INSERT)) {
                insert.bindMap(cells(fact)).execute();
            }
        }
    }

    private static Map<String, @Nullable Object> cells(WeightFact fact) {
        var cells = new HashMap<String, @Nullable Object>();
        COLUMNS.forEach(column -> cells.put(column, null));
        cells.put("block_number", fact.block().number());
        cells.put("block_hash", fact.block().hash().hex());
        cells.put("block_ts", Times.millis(fact.timestamp()));
        cells.put("position", fact.position().text());
        cells.put("call", fact.call());
        cells.put("kind", fact.kind().word());
        cells.put("hotkey", fact.hotkey().ss58());
        cells.put("netuid", fact.index().netuid().value());
        cells.put("mechanism_id", fact.index().mechanism().value());
        cells.put("spec_version", fact.specVersion());
        if (fact.uid() instanceof KnownUid.Known known) {
            cells.put("uid", known.value().value());
        }
        put(cells, fact.origin());
        put(cells, fact.outcome());
        put(cells, fact.payload());
        return cells;
    }

    private static void put(Map<String, @Nullable Object> cells, Origin origin) {
        origin.extrinsic().ifPresent(hash -> cells.put("extrinsic_hash", hash.hex()));
        if (origin instanceof Origin.Signed signed) {
            cells.put("signer", signed.signer().ss58());
            cells.put("nonce", signed.nonce());
            cells.put("tip", number(signed.tip()));
            cells.put("fee", number(signed.fee()));
        }
    }

    private static void put(Map<String, @Nullable Object> cells, Outcome outcome) {
        cells.put("outcome", outcome.word());
        if (outcome == Outcome.Unknown.UNKNOWN) {
            cells.put("fee", null); // what was paid stands in the events
        }
        outcome.failure().ifPresent(error -> {
            cells.put("error", error.name());
            cells.put("error_detail", error.documentation());
        });
    }

    private static void put(Map<String, @Nullable Object> cells, Payload payload) {
        payload.open().ifPresent(weights -> put(cells, weights));
        if (payload instanceof Payload.Revealed revealed) {
            cells.put("commit_hash", revealed.commitHash().hex());
        } else if (payload instanceof Payload.HashCommit commit) {
            cells.put("commit_hash", commit.commitHash().hex());
            put(cells, commit.window());
        } else if (payload instanceof Payload.TimelockedCommit commit) {
            put(cells, commit.window());
            cells.put("commit_hash", commit.commitHash().hex());
            cells.put("reveal_round", unsigned(commit.revealRound()));
            cells.put("commit_reveal_version", commit.commitRevealVersion());
            cells.put("ciphertext", commit.ciphertext().toArray());
        }
    }

    private static void put(Map<String, @Nullable Object> cells, RevealWindow window) {
        if (window instanceof RevealWindow.Blocks blocks) {
            cells.put("reveal_first_block", blocks.first());
            cells.put("reveal_last_block", blocks.last());
        }
    }

    /** Without a version key they are not as submitted but as the chain stores them. */
    private static void put(Map<String, @Nullable Object> cells, Payload.Open weights) {
        cells.put("uids_json", Json.of(weights.uids()));
        cells.put("values_json", Json.of(weights.values()));
        if (weights instanceof Payload.Weights submitted) {
            cells.put("version_key", unsigned(submitted.versionKey()));
        }
    }

    /** An integer while it fits SQLite's signed 64 bits, else decimal text. */
    private static Object unsigned(long value) {
        return value >= 0 ? (Object) value : Long.toUnsignedString(value);
    }

    private static Object number(BigInteger value) {
        return value.bitLength() < Long.SIZE ? (Object) value.longValue() : value.toString();
    }
}
