package io.weighbridge.web;

import io.weighbridge.chain.AccountId;
import io.weighbridge.chain.BlockRange;
import io.weighbridge.chain.Netuid;
import io.weighbridge.store.FactQuery;
import io.weighbridge.weights.Tracked;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of {@code /api/v1/history}: {@code netuid}, {@code hotkey} and {@code outcome} (each one or several with
 * commas), {@code from} and {@code to} (block numbers), {@code since} and {@code until} (ISO 8601), {@code order}
 * ({@code newest} or {@code oldest}), {@code offset} and {@code limit}.
 */
final class HistoryParameters {

    /** The words that {@code outcome} takes. */
    private static final List<String> OUTCOMES =
            List.of("success", "failed", "rolled_back", "not_executed", "deferred");

    private static final int DEFAULT_LIMIT = 100;
    private static final int LARGEST_LIMIT = 1000;

    private final Parameters parameters;

    private HistoryParameters(Parameters parameters) {
        this.parameters = parameters;
    }

    /**
     * Reads the query that parameters ask for.
     *
     * @throws IllegalArgumentException if one cannot be used; the message names it and says what is allowed
     */
    static FactQuery read(Parameters parameters, Tracked tracked) {
        var reader = new HistoryParameters(parameters);
        long from = reader.number("from", 0, FactQuery.ALL_BLOCKS.last(), 0);
        long to = reader.number("to", from, FactQuery.ALL_BLOCKS.last(), FactQuery.ALL_BLOCKS.last());
        return new FactQuery(
                new Tracked(
                        reader.set("netuid", text -> new Netuid(Integer.parseInt(text)))
                                .orElse(tracked.netuids()),
                        reader.set("hotkey", AccountId::fromSs58).orElse(tracked.hotkeys())),
                new BlockRange(from, to),
                reader.time("since").orElse(Instant.MIN),
                reader.time("until").orElse(Instant.MAX),
                reader.set("outcome", HistoryParameters::outcome).orElse(Set.of()),
                reader.newestFirst(),
                reader.number("offset", 0, Integer.MAX_VALUE, 0),
                (int) reader.number("limit", 1, LARGEST_LIMIT, DEFAULT_LIMIT));
    }

    private static String outcome(String word) {
        if (!OUTCOMES.contains(word)) {
            throw new IllegalArgumentException("one of " + String.join(", ", OUTCOMES));
        }
        return word;
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
                                throw refused(name, item, String.valueOf(e.getMessage()));
                            }
                        })
                        .collect(Collectors.toSet()));
    }

    private Optional<String> text(String name) {
        return Optional.ofNullable(parameters.get(name)).filter(text -> !text.isBlank());
    }

    private static IllegalArgumentException refused(String name, String value, String allowed) {
        return new IllegalArgumentException("cannot use " + name + " '" + value + "': expected " + allowed);
    }

    /** The parameters of a request. */
    @FunctionalInterface
    interface Parameters {
        /** The value, if it was given. */
        @Nullable
        String get(String name);
    }
}
