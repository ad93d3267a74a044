package io.weighbridge.web;

import io.weighbridge.chain.AccountId;
import io.weighbridge.chain.BlockRange;
import io.weighbridge.chain.Netuid;
import io.weighbridge.store.FactQuery;
import io.weighbridge.weights.Tracked;
import io.weighbridge.weights.WeightFact;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The parameters that choose facts: {@code netuid}, {@code hotkey}, {@code outcome} and {@code kind} (each one or several
 * with commas), {@code from} and {@code to} (block numbers), {@code since} and {@code until} (ISO 8601), {@code after} (a
 * fact's key), {@code order} ({@code newest} or {@code oldest}), {@code offset} and {@code limit}.
 */
final class HistoryParameters {

    /** The words that {@code outcome} takes. */
    static final List<String> OUTCOMES =
            List.of("success", "failed", "rolled_back", "not_executed", "deferred", "unknown");

    private static final Map<String, WeightFact.Kind> KINDS = Arrays.stream(WeightFact.Kind.values())
            .collect(Collectors.toMap(WeightFact.Kind::word, kind -> kind, (one, other) -> one, LinkedHashMap::new));

    /** Every parameter. */
    static final List<String> NAMES = List.of(
            "netuid", "hotkey", "outcome", "kind", "from", "to", "since", "until", "after", "order", "offset", "limit");

    /** Those of a list that is only paged. */
    static final List<String> PAGING = List.of("offset", "limit");

    /** Whole facts, page by page. */
    static final Limit PAGE = new Limit(100, 1000);

    /** Outlines, which are light. */
    static final Limit OUTLINES = new Limit(100_000, 200_000);

    private static final int LARGEST_NETUID = 0xffff;

    private final Parameters parameters;

    private HistoryParameters(Parameters parameters) {
        this.parameters = parameters;
    }

    /**
     * Reads the query that parameters ask for.
     *
     * @throws BadRequest if one cannot be used; the message names it and says what is allowed
     */
    static FactQuery read(Parameters parameters, Tracked tracked, Limit limit) {
        var reader = new HistoryParameters(parameters);
        return new FactQuery(
                new Tracked(
                        reader.set("netuid", HistoryParameters::netuid).orElse(tracked.netuids()),
                        reader.set("hotkey", HistoryParameters::hotkey).orElse(tracked.hotkeys())),
                reader.blocks(),
                reader.time("since").orElse(Instant.MIN),
                reader.time("until").orElse(Instant.MAX),
                reader.set("outcome", HistoryParameters::outcome).orElse(Set.of()),
                reader.set("kind", HistoryParameters::kind).orElse(Set.of()),
                reader.number("after", 0, Long.MAX_VALUE, 0),
                reader.newestFirst(),
                reader.page(limit).offset(),
                reader.page(limit).limit());
    }

    /** Which part of a list {@code offset} and {@code limit} ask for. */
    static Page page(Parameters parameters, Limit limit) {
        return new HistoryParameters(parameters).page(limit);
    }

    private Page page(Limit limit) {
        return new Page(
                number("offset", 0, Integer.MAX_VALUE, 0), (int) number("limit", 1, limit.largest(), limit.usual()));
    }

    /** The blocks that {@code from} and {@code to} name; all that can exist where neither is given. */
    static BlockRange blocks(Parameters parameters) {
        return new HistoryParameters(parameters).blocks();
    }

    private BlockRange blocks() {
        long from = number("from", 0, FactQuery.ALL_BLOCKS.last(), 0);
        return new BlockRange(from, number("to", from, FactQuery.ALL_BLOCKS.last(), FactQuery.ALL_BLOCKS.last()));
    }

    private static Netuid netuid(String text) {
        int number = Integer.parseInt(text);
        if (number < 0 || number > LARGEST_NETUID) {
            throw new IllegalArgumentException("numbers from 0 to " + LARGEST_NETUID);
        }
        return new Netuid(number);
    }

    private static AccountId hotkey(String text) {
        try {
            return AccountId.fromSs58(text);
        } catch (IllegalArgumentException e) {
            throw new BadRequest("cannot use hotkey: " + e.getMessage(), "SS58 addresses with commas between them");
        }
    }

    private static String outcome(String word) {
        if (!OUTCOMES.contains(word)) {
            throw new IllegalArgumentException("one of " + String.join(", ", OUTCOMES));
        }
        return word;
    }

    private static WeightFact.Kind kind(String word) {
        WeightFact.Kind kind = KINDS.get(word);
        if (kind == null) {
            throw new IllegalArgumentException("expected one of " + String.join(", ", KINDS.keySet()));
        }
        return kind;
    }

    private boolean newestFirst() {
        String order = text("order").orElse("newest");
        if (!order.equals("newest") && !order.equals("oldest")) {
            throw refused("order", order, "newest or oldest");
        }
        return order.equals("newest");
    }

    private long number(String name, long least, long most, long otherwise) {
        Optional<String> text = text(name);
        if (text.isEmpty()) {
            return otherwise;
        }
        try {
            long number = Long.parseLong(text.get());
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw refused(name, text.get(), "a whole number");
        }
        throw refused(name, text.get(), "a number from " + least + " to " + most);
    }

    private Optional<Instant> time(String name) {
        return text(name).map(text -> {
            try {
                return Instant.parse(text);
            } catch (DateTimeParseException e) {
                throw refused(name, text, "a time such as 2026-01-31T12:00:00Z");
            }
        });
    }

    private <T> Optional<Set<T>> set(String name, Function<String, T> parse) {
        return text(name)
                .map(text -> Arrays.stream(text.split(",", -1))
                        .map(item -> {
                            try {
                                return parse.apply(item.strip());
                            } catch (NumberFormatException e) {
                                throw refused(name, item, "whole numbers with commas between them");
                            } catch (IllegalArgumentException e) {
                                throw refused(name, item, allowed(e));
                            }
                        })
                        .collect(Collectors.toSet()));
    }

    private Optional<String> text(String name) {
        return Optional.ofNullable(parameters.get(name)).filter(text -> !text.isBlank());
    }

    private static String allowed(IllegalArgumentException fault) {
        return String.valueOf(fault.getMessage()).replaceFirst("^expected ", "");
    }

    private static BadRequest refused(String name, String value, String allowed) {
        return new BadRequest("cannot use " + name + " '" + value + "'", allowed);
    }

    /**
     * How many facts are given.
     *
     * @param usual when nobody says
     * @param largest at the most
     */
    record Limit(int usual, int largest) {}

    /**
     * A part of a list.
     *
     * @param offset how many are passed over
     * @param limit how many follow at the most
     */
    record Page(long offset, int limit) {}

    /** The parameters of a request. */
    @FunctionalInterface
    interface Parameters {
        /** The value, if it was given. */
        @Nullable
        String get(String name);
    }
}
