package io.weighbridge.cli;

import io.weighbridge.chain.BlockRange;
import io.weighbridge.cli.settings.ConfigException;
import io.weighbridge.store.FactQuery;
import io.weighbridge.weights.Tracked;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which weight actions the command line asks for; netuid and hotkey are among the common options. */
final class FactFilter {

    private static final List<String> OUTCOMES =
            List.of("success", "failed", "rolled_back", "not_executed", "deferred");

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
            paramLabel = "WORD",
            split = ",",
            description = "success, failed, rolled_back, not_executed, deferred; several with commas.")
    private List<String> outcomes = List.of();

    /** The query for one page. */
    FactQuery query(Tracked tracked, boolean newestFirst, long offset, int limit) {
        if (from < 0 || to < from) {
            throw new ConfigException("cannot use the range from block " + from + " to block " + to
                    + ": expected numbers from 0, the last one not below the first");
        }
        return new FactQuery(
                tracked,
                new BlockRange(from, to),
                since == null ? Instant.MIN : Times.parse("since", since, Clock.systemUTC()),
                until == null ? Instant.MAX : Times.parse("until", until, Clock.systemUTC()),
                outcomes(),
                newestFirst,
                offset,
                limit);
    }

    private Set<String> outcomes() {
        return outcomes.stream()
                .map(String::strip)
                .peek(word -> {
                    if (!OUTCOMES.contains(word)) {
                        throw new ConfigException("cannot use outcome '" + word + "' (flag --outcome): expected "
                                + String.join(", ", OUTCOMES));
                    }
                })
                .collect(Collectors.toSet());
    }
}
