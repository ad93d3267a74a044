package io.weighbridge.cli;

import io.weighbridge.chain.BlockRange;
import io.weighbridge.cli.settings.ConfigException;
import io.weighbridge.store.FactQuery;
import io.weighbridge.weights.Tracked;
import io.weighbridge.weights.WeightFact.Kind;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which weight actions the command line asks for; netuid and hotkey are among the common options. */
final class FactFilter {

    private static final List<String> OUTCOMES =
            List.of("success", "failed", "rolled_back", "not_executed", "deferred", "unknown");
    private static final List<String> KINDS =
            Arrays.stream(Kind.values()).map(Kind::word).toList();

    @Option(names = "--from", paramLabel = "N", description = "First block.")
    private long from;

    @Option(names = "--to", paramLabel = "N", description = "Last block.")
    private long to = FactQuery.ALL_BLOCKS.last();

    @Option(names = "--since", paramLabel = "TIME|30d", description = "Not older than that age (s, m, h, d) or time.")
    private @Nullable String since;

    @Option(names = "--until", paramLabel = "TIME|30d", description = "Older than that age or time.")
    private @Nullable String until;

    @Option(
            names = "--outcome",
            paramLabel = "WORD[,WORD]",
            split = ",",
            hideParamSyntax = true,
            description = "success, failed, rolled_back, not_executed, deferred, unknown; several with commas.")
    private List<String> outcomes = List.of();

    @Option(
            names = "--kind",
            paramLabel = "WORD[,WORD]",
            split = ",",
            hideParamSyntax = true,
            description = "set, commit, reveal, auto_reveal; several with commas.")
    private List<String> kinds = List.of();

    /** The query for the first so many. */
    FactQuery query(Tracked tracked, boolean newestFirst, int limit) {
        if (from < 0 || to < from) {
            throw new ConfigException("cannot use the range from block " + from + " to block " + to
                    + ": expected numbers from 0, the last one not below the first");
        }
        Instant start = since == null ? Instant.MIN : Times.parse("since", since, Clock.systemUTC());
        Instant end = until == null ? Instant.MAX : Times.parse("until", until, Clock.systemUTC());
        if (!start.isBefore(end)) {
            throw new ConfigException(
                    "cannot use since '" + since + "' with until '" + until + "': expected a time after --since");
        }
        Set<String> wanted = words("kind", kinds, KINDS);
        return new FactQuery(
                tracked,
                new BlockRange(from, to),
                start,
                end,
                words("outcome", outcomes, OUTCOMES),
                Arrays.stream(Kind.values())
                        .filter(kind -> wanted.contains(kind.word()))
                        .collect(Collectors.toSet()),
                0,
                newestFirst,
                0,
                limit);
    }

    private static Set<String> words(String name, List<String> given, List<String> known) {
        Set<String> words = given.stream().map(String::strip).collect(Collectors.toSet());
        words.stream()
                .filter(word -> !known.contains(word))
                .sorted()
                .findFirst()
                .ifPresent(word -> {
                    throw ConfigException.ofFlag(name, word, String.join(", ", known));
                });
        return words;
    }
}
