package io.weighbridge.web;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weighbridge.calls.Outcome;
import io.weighbridge.chain.Hash;
import io.weighbridge.runtime.DispatchError;
import io.weighbridge.store.LedgerRow;
import io.weighbridge.store.RowStory;
import io.weighbridge.store.Store.StoredCommit;
import io.weighbridge.store.Store.StoredFact;
import io.weighbridge.weights.Advice;
import io.weighbridge.weights.KnownUid;
import io.weighbridge.weights.Origin;
import io.weighbridge.weights.Payload;
import io.weighbridge.weights.RevealWindow;
import io.weighbridge.weights.WeightFact;
import io.weighbridge.weights.commit.CommitLife;
import java.math.BigInteger;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;

/** A weight action and its row as one flat JSON object: the columns of {@code facts}, then those of the row. */
final class FactJson {

    /** The names of the columns of {@link #of(StoredFact, Optional, Optional, Optional)}, in their order. */
    static final List<String> COLUMNS = List.of(
            "id",
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
            "advice",
            "uids",
            "values",
            "version_key",
            "commit_hash",
            "reveal_round",
            "spec_version",
            "nonce",
            "tip",
            "fee",
            "commit_state",
            "reveal_first_block",
            "reveal_last_block",
            "revealed_by_fact_id",
            "commit_fact_id",
            "commit_ambiguous",
            "revealed_uids",
            "revealed_values",
            "row_id",
            "row_ts",
            "row_origin",
            "row_success",
            "row_tier",
            "row_evidence",
            "row_run",
            "row_cells");

    private static final DateTimeFormatter MILLIS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private final ObjectNode json = JsonNodeFactory.instance.objectNode();

    private FactJson() {}

    /** The object; a column without a value is null, so that every object has the same ones. */
    static ObjectNode of(
            StoredFact stored, Optional<StoredCommit> commit, Optional<Payload.Open> opened, Optional<LedgerRow> row) {
        var writer = new FactJson();
        writer.json.put("id", stored.id());
        writer.fact(stored.fact());
        writer.commit(stored.id(), commit);
        writer.numbers("revealed_uids", opened.map(Payload.Open::uids));
        writer.numbers("revealed_values", opened.map(Payload.Open::values));
        writer.row(row);
        return writer.json;
    }

    /** A fact that has no key yet, without its row. */
    static ObjectNode of(WeightFact fact) {
        var writer = new FactJson();
        writer.fact(fact);
        return writer.json;
    }

    /** The object with all that its row holds, why the row is its own, and what was written into it. */
    static ObjectNode detailed(
            StoredFact stored,
            Optional<StoredCommit> commit,
            Optional<Payload.Open> opened,
            Optional<LedgerRow> row,
            Optional<RowStory> story) {
        ObjectNode json = of(stored, commit, opened, row);
        json.putNull("row");
        json.putNull("link");
        row.ifPresent(it -> RowJson.row(json.putObject("row"), it));
        story.ifPresent(it -> RowJson.link(json.putObject("link"), it));
        return json;
    }

    private void fact(WeightFact fact) {
        place(fact);
        json.put("call", fact.call()).put("kind", fact.kind().word());
        who(fact);
        outcome(fact.outcome());
        payload(fact.payload());
        json.put("spec_version", fact.specVersion());
        costs(fact.origin());
        if (fact.outcome() == Outcome.Unknown.UNKNOWN) {
            json.putNull("fee");
        }
    }

    /** ISO 8601 in UTC with milliseconds, as in the store. */
    static String time(Instant at) {
        return MILLIS.format(at);
    }

    private void place(WeightFact fact) {
        json.put("block_number", fact.block().number())
                .put("block_hash", fact.block().hash().hex())
                .put("block_ts", time(fact.timestamp()))
                .put("position", fact.position().text());
        put("extrinsic_hash", fact.origin().extrinsic().map(Hash::hex));
    }

    private void who(WeightFact fact) {
        put(
                "signer",
                fact.origin() instanceof Origin.Signed signed
                        ? Optional.of(signed.signer().ss58())
                        : Optional.empty());
        json.put("hotkey", fact.hotkey().ss58())
                .put("netuid", fact.index().netuid().value())
                .put("mechanism_id", fact.index().mechanism().value());
        if (fact.uid() instanceof KnownUid.Known known) {
            json.put("uid", known.value().value());
        } else {
            json.putNull("uid");
        }
    }

    private void outcome(Outcome outcome) {
        json.put("outcome", outcome.word());
        Optional<DispatchError> error = outcome.failure();
        put("error", error.map(DispatchError::name));
        put("error_detail", error.map(DispatchError::documentation).filter(text -> !text.isEmpty()));
        put("advice", error.flatMap(Advice::on));
    }

    private void payload(Payload payload) {
        Optional<Payload.Open> open = payload.open();
        numbers("uids", open.map(Payload.Open::uids));
        numbers("values", open.map(Payload.Open::values));
        if (open.orElse(null) instanceof Payload.Weights weights) {
            json.put("version_key", unsigned(weights.versionKey()));
        } else {
            json.putNull("version_key");
        }
        put("commit_hash", commitHash(payload).map(Hash::hex));
        if (payload instanceof Payload.TimelockedCommit commit) {
            json.put("reveal_round", unsigned(commit.revealRound()));
        } else {
            json.putNull("reveal_round");
        }
    }

    /** A commit tells what has become of it and when it can be revealed, a reveal which commit it opens. */
    private void commit(long fact, Optional<StoredCommit> commit) {
        Optional<StoredCommit> own = commit.filter(it -> it.life().commit().fact() == fact);
        put("commit_state", own.map(it -> it.state().word()));
        Optional<RevealWindow.Blocks> window = own.map(it -> it.life().commit().window())
                .filter(RevealWindow.Blocks.class::isInstance)
                .map(RevealWindow.Blocks.class::cast);
        number("reveal_first_block", window.map(RevealWindow.Blocks::first));
        number("reveal_last_block", window.map(RevealWindow.Blocks::last));
        number(
                "revealed_by_fact_id",
                own.map(it -> it.life().revealedBy()).filter(reveal -> reveal != CommitLife.NONE));
        number("commit_fact_id", commit.map(it -> it.life().commit().fact()).filter(key -> key != fact));
        if (commit.isPresent()) {
            json.put("commit_ambiguous", commit.get().life().ambiguous());
        } else {
            json.putNull("commit_ambiguous");
        }
    }

    private void number(String name, Optional<Long> value) {
        if (value.isPresent()) {
            json.put(name, value.get());
        } else {
            json.putNull(name);
        }
    }

    private static Optional<Hash> commitHash(Payload payload) {
        if (payload instanceof Payload.Revealed revealed) {
            return Optional.of(revealed.commitHash());
        }
        if (payload instanceof Payload.HashCommit commit) {
            return Optional.of(commit.commitHash());
        }
        return payload instanceof Payload.TimelockedCommit commit ? Optional.of(commit.commitHash()) : Optional.empty();
    }

    private void costs(Origin origin) {
        if (origin instanceof Origin.Signed signed) {
            json.put("nonce", signed.nonce()).put("tip", signed.tip()).put("fee", signed.fee());
        } else {
            json.putNull("nonce").putNull("tip").putNull("fee");
        }
    }

    private void row(Optional<LedgerRow> row) {
        if (row.isPresent()) {
            json.put("row_id", row.get().id());
        } else {
            json.putNull("row_id");
        }
        put("row_ts", row.map(LedgerRow::ts));
        put("row_origin", row.map(LedgerRow::origin));
        put("row_success", row.map(LedgerRow::success));
        source(row.map(LedgerRow::source).orElse(LedgerRow.Source.VALIDATOR));
    }

    private void source(LedgerRow.Source source) {
        boolean linked = !source.tier().isEmpty();
        put("row_tier", linked ? Optional.of(source.tier()) : Optional.empty());
        put("row_evidence", linked ? Optional.of(source.evidence()) : Optional.empty());
        json.putNull("row_run").putNull("row_cells");
        if (linked) {
            ObjectNode cells = json.put("row_run", source.run()).putObject("row_cells");
            source.cells().forEach(cells::put);
        }
    }

    private void put(String name, Optional<String> text) {
        if (text.isPresent()) {
            json.put(name, text.get());
        } else {
            json.putNull(name);
        }
    }

    private void numbers(String name, Optional<List<Integer>> values) {
        if (values.isEmpty()) {
            json.putNull(name);
            return;
        }
        ArrayNode array = json.putArray(name);
        values.get().forEach(array::add);
    }

    private static BigInteger unsigned(long bits) {
        return new BigInteger(Long.toUnsignedString(bits));
    }
}
