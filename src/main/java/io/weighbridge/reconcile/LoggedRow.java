package io.weighbridge.reconcile;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.weighbridge.store.TableRow;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A row of {@code weight_transactions}, with its cells parsed. Not thread safe: its JSON is parsed on first use. */
final class LoggedRow {

    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    /** Block numbers are u32 on chain. */
    private static final long HIGHEST_BLOCK = 0xFFFF_FFFFL;

    private final TableRow row;
    private final HashCell hash;
    private @Nullable Submitted submitted;

    private LoggedRow(TableRow row, HashCell hash) {
        this.row = row;
        this.hash = hash;
    }

    static LoggedRow read(TableRow row) {
        return new LoggedRow(row, HashCell.read(row.cell("transaction_hash")));
    }

    /** The submission that the row logs; null where a cell cannot be parsed. */
    private record Submitted(
            @Nullable LoggedWeights weights, @Nullable Set<Integer> uids) {

        static Submitted read(TableRow row) {
            Optional<JsonNode> uids = json(row.cell("uids_json").text());
            Optional<JsonNode> weights = json(row.cell("weights_json").text());
            return new Submitted(
                    weights.flatMap(node -> LoggedRow.weights(node, uids)).orElse(null),
                    uids.flatMap(LoggedRow::uids).orElse(null));
        }
    }

    private Submitted submitted() {
        if (submitted == null) {
            submitted = Submitted.read(row);
        }
        return submitted;
    }

    long id() {
        return row.id();
    }

    TableRow row() {
        return row;
    }

    HashCell hash() {
        return hash;
    }

    OptionalLong netuid() {
        return CellParser.integer(row.cell("netuid"));
    }

    /** The logged block; empty if there is none or it is not a block number. */
    OptionalLong block() {
        OptionalLong block = CellParser.integer(row.cell("block_number"));
        return block.isPresent() && block.getAsLong() >= 0 && block.getAsLong() <= HIGHEST_BLOCK
                ? block
                : OptionalLong.empty();
    }

    Optional<Instant> time() {
        return CellParser.instant(row.cell("ts"));
    }

    Optional<Boolean> success() {
        return CellParser.bool(row.cell("success"));
    }

    /** The logged weights; empty if there are none or they cannot be parsed. */
    Optional<LoggedWeights> weights() {
        return Optional.ofNullable(submitted().weights());
    }

    /** Whether the weights are missing, and not merely unreadable. */
    boolean hasNoWeights() {
        String text = row.cell("weights_json").text().strip();
        return text.isEmpty() || text.replaceAll("\\s", "").equals("{}");
    }

    Optional<Set<Integer>> uids() {
        return Optional.ofNullable(submitted().uids());
    }

    RowKind kind() {
        if (success().isPresent() && !success().get()) {
            return RowKind.FAILURE;
        }
        if (hash == HashCell.Missing.MISSING) {
            return RowKind.EMPTY;
        }
        if (hash instanceof HashCell.Round) {
            return RowKind.NO_WAIT;
        }
        if (hash instanceof HashCell.Status status) {
            if (status.text().startsWith("Not waiting") || status.text().startsWith("reveal_round:")) {
                return RowKind.NO_WAIT;
            }
            if (status.text().equals("Success") || status.text().startsWith("Successfully set weights")) {
                return RowKind.WAITED;
            }
        }
        return RowKind.OTHER;
    }

    private static Optional<JsonNode> json(String text) {
        try {
            JsonNode node = JSON.readTree(text);
            return node.isMissingNode() ? Optional.empty() : Optional.of(node);
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    private static Optional<Set<Integer>> uids(JsonNode node) {
        if (!node.isArray()) {
            return Optional.empty();
        }
        var uids = new LinkedHashSet<Integer>();
        for (JsonNode element : node) {
            Optional<Integer> uid = uid(element.asText());
            if (uid.isEmpty()) {
                return Optional.empty();
            }
            uids.add(uid.get());
        }
        return Optional.of(uids);
    }

    /** An object by uid, or a list beside the list of uids. */
    private static Optional<LoggedWeights> weights(JsonNode node, Optional<JsonNode> uids) {
        var byUid = new LinkedHashMap<Integer, Double>();
        if (node.isObject()) {
            for (Map.Entry<String, JsonNode> entry : node.properties()) {
                if (!put(byUid, entry.getKey(), entry.getValue())) {
                    return Optional.empty();
                }
            }
        } else if (node.isArray() && uids.isPresent() && uids.get().size() == node.size()) {
            for (int i = 0; i < node.size(); i++) {
                if (!put(byUid, uids.get().get(i).asText(), node.get(i))) {
                    return Optional.empty();
                }
            }
        }
        return byUid.isEmpty() ? Optional.empty() : Optional.of(new LoggedWeights(byUid));
    }

    private static boolean put(Map<Integer, Double> byUid, String key, JsonNode value) {
        Optional<Integer> uid = uid(key);
        double weight = value.isNumber() ? value.asDouble() : Double.NaN;
        if (uid.isEmpty() || !Double.isFinite(weight) || weight < 0) {
            return false;
        }
        return byUid.put(uid.get(), weight) == null;
    }

    private static Optional<Integer> uid(String text) {
        if (!text.matches("\\d{1,5}")) {
            return Optional.empty();
        }
        int uid = Integer.parseInt(text);
        return uid <= LoggedWeights.TOP ? Optional.of(uid) : Optional.empty();
    }
}
