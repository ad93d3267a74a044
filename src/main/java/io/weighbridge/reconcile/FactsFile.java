package io.weighbridge.reconcile;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weighbridge.chain.AccountId;
import io.weighbridge.chain.BlockRange;
import io.weighbridge.chain.BlockRef;
import io.weighbridge.chain.Hash;
import io.weighbridge.chain.MechanismId;
import io.weighbridge.chain.Netuid;
import io.weighbridge.chain.RangeSet;
import io.weighbridge.chain.StorageIndex;
import io.weighbridge.scale.Bytes;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * The input of an offline reconciliation, read from one JSON document: {@code settings}, {@code clock}, {@code facts},
 * {@code reveals}, {@code head}.
 *
 * @param rules how to match
 * @param head how far the chain is known
 * @param chain every submission, and the revealed commits
 */
public record FactsFile(Rules rules, Head head, ChainKnowledge chain) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final AccountId NOBODY = new AccountId(Bytes.wrap(new byte[AccountId.SIZE]));

    /**
     * Reads a document.
     *
     * @param json its text
     * @param defaults the rules where {@code settings} does not say otherwise
     * @throws IllegalArgumentException if it is not such a document; the message says where and why
     */
    public static FactsFile parse(String json, Rules defaults) {
        JsonNode root = tree(json);
        Rules rules = rules(settings(root), root.path("clock"), defaults);
        var facts = new ArrayList<ChainFact>();
        for (JsonNode fact : list(root, "facts")) {
            facts.add(fact(fact));
        }
        facts.sort(Comparator.comparingLong((ChainFact fact) -> fact.block().number())
                .thenComparingInt(ChainFact::extrinsicIndex));
        var reveals = new ArrayList<Reveal>();
        for (JsonNode reveal : list(root, "reveals")) {
            reveals.add(new Reveal(text(reveal, "fact"), open(reveal)));
        }
        return new FactsFile(
                rules, head(need(root, "head"), root.path("clock"), facts), new ChainKnowledge(facts, reveals));
    }

    /** The settings; netuid and hotkey may also stand beside the facts. */
    private static JsonNode settings(JsonNode root) {
        ObjectNode settings = root.path("settings") instanceof ObjectNode given ? given : JSON.createObjectNode();
        for (String name : List.of("netuid", "mecid", "hotkey")) {
            if (root.has(name) && !settings.has(name)) {
                settings.set(name, root.get(name));
            }
        }
        return settings;
    }

    /** The same facts under other rules. */
    public FactsFile with(Rules others) {
        return new FactsFile(others, head, chain);
    }

    /**
     * Reads a document that names netuid and hotkey itself.
     *
     * @param usual makes the rules for these, where {@code settings} does not say otherwise, from the defaults
     * @throws IllegalArgumentException if it is not such a document; the message says where and why
     */
    public static FactsFile parse(String json, UnaryOperator<Rules> usual) {
        JsonNode settings = settings(tree(json));
        return parse(
                json,
                usual.apply(Rules.defaults(
                        new Netuid((int) number(settings, "netuid")), AccountId.fromSs58(text(settings, "hotkey")))));
    }

    private static JsonNode tree(String json) {
        try {
            return JSON.readTree(json);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("not JSON: " + e.getOriginalMessage(), e);
        }
    }

    private static Head head(JsonNode head, JsonNode clock, List<ChainFact> facts) {
        long finalized = number(head, "finalized");
        long from = number(head, "covered_from");
        RangeSet followed = from > finalized ? RangeSet.EMPTY : RangeSet.of(new BlockRange(from, finalized));
        for (JsonNode gap : list(head, "gaps")) {
            followed = followed.minus(
                    RangeSet.of(new BlockRange(gap.path(0).asLong(), gap.path(1).asLong())));
        }
        if (clock.isObject()) {
            return new Head(
                    finalized, followed, BlockTimes.of(number(clock, "block"), Instant.parse(text(clock, "ts"))));
        }
        if (facts.isEmpty()) {
            throw new IllegalArgumentException("there is neither a 'clock' nor a fact, so no block has a time");
        }
        return new Head(finalized, followed, BlockTimes.of(facts));
    }

    private static Rules rules(JsonNode settings, JsonNode clock, Rules defaults) {
        return new Rules(
                settings.has("netuid") ? new Netuid(settings.get("netuid").asInt()) : defaults.netuid(),
                settings.has("mecid") ? new MechanismId(settings.get("mecid").asInt()) : defaults.mechanism(),
                settings.has("hotkey") ? AccountId.fromSs58(text(settings, "hotkey")) : defaults.hotkey(),
                seconds(settings, "settle_s", defaults.settle()),
                settings.has("corrections") ? corrects(text(settings, "corrections")) : defaults.correct(),
                settings.has("extra_uids") ? Set.copyOf(ints(settings, "extra_uids")) : defaults.extraUids(),
                settings.path("insert_failed").asBoolean(defaults.insertFailed()),
                worth(settings, defaults.worth()),
                distances(settings, defaults.distances()),
                seconds(clock, "block_seconds", defaults.blockTime()));
    }

    private static Rules.Worth worth(JsonNode settings, Rules.Worth defaults) {
        return new Rules.Worth(
                seconds(settings, "link_worth_s", defaults.link()),
                defaults.distance(),
                seconds(settings, "agree_worth_s", defaults.agreement()),
                seconds(settings, "margin_s", defaults.margin()));
    }

    private static Rules.Distances distances(JsonNode settings, Rules.Distances defaults) {
        Map<RowKind, Window> windows = new EnumMap<>(defaults.windows());
        settings.path("windows")
                .properties()
                .forEach(entry -> windows.put(kind(entry.getKey()), window(entry.getValue())));
        return new Rules.Distances(
                windows,
                settings.has("time_tier_cap") ? window(settings.get("time_tier_cap")) : defaults.timeCap(),
                settings.path("lifetime_blocks").asLong(defaults.lifetime()),
                settings.path("coverage_back_blocks").asLong(defaults.lookBack()));
    }

    private static boolean corrects(String word) {
        return switch (word) {
            case "proven" -> true;
            case "off" -> false;
            default -> throw new IllegalArgumentException("corrections are 'proven' or 'off', not '" + word + "'");
        };
    }

    private static RowKind kind(String word) {
        return switch (word) {
            case "waited" -> RowKind.WAITED;
            case "nowait" -> RowKind.NO_WAIT;
            case "other" -> RowKind.OTHER;
            case "empty" -> RowKind.EMPTY;
            case "failure" -> RowKind.FAILURE;
            default -> throw new IllegalArgumentException("no kind of row is called '" + word + "'");
        };
    }

    private static Window window(JsonNode pair) {
        return new Window(pair.path(0).asLong(), pair.path(1).asLong());
    }

    private static Duration seconds(JsonNode node, String name, Duration otherwise) {
        return node.has(name)
                ? Duration.of(Math.round(node.get(name).asDouble() * 1000), ChronoUnit.MILLIS)
                : otherwise;
    }

    private static ChainFact fact(JsonNode node) {
        String key = text(node, "id");
        try {
            return new ChainFact(
                    key,
                    new BlockRef(number(node, "block_number"), Hash.fromHex(text(node, "block_hash"))),
                    Instant.parse(text(node, "block_ts")),
                    (int) number(node, "extrinsic_index"),
                    Hash.fromHex(text(node, "extrinsic_hash")),
                    hotkey(text(node, "hotkey")),
                    new StorageIndex(
                            new Netuid((int) number(node, "netuid")),
                            new MechanismId(node.path("mecid").asInt(0))),
                    content(node),
                    need(node, "success").asBoolean(),
                    node.hasNonNull("error") ? text(node, "error") : "");
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("fact " + key + ": " + e.getMessage(), e);
        }
    }

    /** An address of another network cannot be the tracked hotkey. */
    private static AccountId hotkey(String address) {
        try {
            return AccountId.fromSs58(address);
        } catch (IllegalArgumentException foreign) {
            return NOBODY;
        }
    }

    private static ChainFact.Content content(JsonNode node) {
        String call = text(node, "call").toLowerCase(Locale.ROOT);
        if (call.contains("reveal")) {
            return ChainFact.Content.Opening.OPENING;
        }
        if (!call.contains("commit")) {
            return open(node);
        }
        return node.path("reveal_round").isIntegralNumber()
                ? new ChainFact.Content.Timelocked(node.get("reveal_round").asLong())
                : ChainFact.Content.Sealed.SEALED;
    }

    private static ChainFact.Content.Open open(JsonNode node) {
        return new ChainFact.Content.Open(ints(node, "uids"), ints(node, "weights"));
    }

    private static List<Integer> ints(JsonNode node, String name) {
        var ints = new ArrayList<Integer>();
        for (JsonNode element : list(node, name)) {
            ints.add(element.asInt());
        }
        return ints;
    }

    private static JsonNode list(JsonNode node, String name) {
        JsonNode list = node.path(name);
        if (!list.isMissingNode() && !list.isNull() && !list.isArray()) {
            throw new IllegalArgumentException("'" + name + "' has to be a list");
        }
        return list;
    }

    private static JsonNode need(JsonNode node, String name) {
        if (!node.hasNonNull(name)) {
            throw new IllegalArgumentException("'" + name + "' is missing; there is only "
                    + new TreeSet<>(
                            node.properties().stream().map(Map.Entry::getKey).toList()));
        }
        return node.get(name);
    }

    private static String text(JsonNode node, String name) {
        return need(node, name).asText();
    }

    private static long number(JsonNode node, String name) {
        JsonNode number = need(node, name);
        if (!number.isIntegralNumber()) {
            throw new IllegalArgumentException("'" + name + "' has to be a whole number, not " + number);
        }
        return number.asLong();
    }
}
