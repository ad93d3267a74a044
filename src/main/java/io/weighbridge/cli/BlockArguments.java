package io.weighbridge.cli;

import io.reactivex.rxjava3.core.Single;
import io.weighbridge.chain.BlockRange;
import io.weighbridge.chain.BlockRef;
import io.weighbridge.cli.settings.ConfigException;
import io.weighbridge.ingest.Ingest;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which blocks the command line asks for. Names below the finalized head are worked out when it is known. */
final class BlockArguments {

    private static final String FINALIZED = "finalized";
    private static final String FIRST = "a block number; negative to count back from the finalized head";
    private static final String LAST = "a block number, or finalized";

    @Option(
            names = "--from",
            paramLabel = "N",
            description = "First block; a negative number counts back from the finalized head.")
    private @Nullable String from;

    @Option(names = "--to", paramLabel = "N|finalized", description = "Last block. Default: finalized.")
    private String to = FINALIZED;

    @Option(
            names = "--since",
            paramLabel = "TIME|30d",
            description = "Instead of --from: the first block of that age (s, m, h, d) or time.")
    private @Nullable String since;

    /** Refuses what no chain could make sense of; nothing is asked of a node. */
    void check() {
        if ((from == null) == (since == null)) {
            throw new ConfigException(
                    "expected one of --from N and --since 30d, found " + (from == null ? "none" : "both"));
        }
        if (from != null) {
            number("from", from, FIRST);
        }
        if (since != null) {
            Instant start = Times.parse("since", since, Clock.systemUTC());
            if (start.isAfter(Instant.now())) {
                throw ConfigException.ofFlag("since", since, "a time that has passed, this one lies in the future");
            }
        }
        checkLast();
    }

    private void checkLast() {
        if (!to.equals(FINALIZED) && number("to", to, LAST) < 0) {
            throw ConfigException.ofFlag("to", to, LAST);
        }
        long first = from == null ? 0 : number("from", from, FIRST);
        if (first > 0 && !to.equals(FINALIZED) && number("to", to, LAST) < first) {
            throw new ConfigException("cannot use the range from block " + first + " to block " + to
                    + ": expected the last one not below the first");
        }
    }

    /** Whether no last block is named. */
    boolean isToTheEnd() {
        return to.equals(FINALIZED);
    }

    /** The blocks, now that a node can be asked. */
    Single<BlockRange> resolve(Ingest ingest, BlockSearch search) {
        return ingest.finalizedHead().flatMap(head -> first(head, search).map(first -> range(first, head)));
    }

    private Single<Long> first(BlockRef head, BlockSearch search) {
        if (since != null) {
            return search.firstAt(Times.parse("since", since, Clock.systemUTC()), head);
        }
        long number = number("from", String.valueOf(from), "a block number");
        return Single.just(number < 0 ? Math.max(0, head.number() + number) : number);
    }

    private BlockRange range(long first, BlockRef head) {
        long last = to.equals(FINALIZED) ? head.number() : number("to", to, "a block number");
        if (last < first) {
            throw new ConfigException("cannot use the range from block " + first + " to block " + last
                    + ": expected the last one not below the first; the finalized head is " + head.number());
        }
        return new BlockRange(first, last);
    }

    private static long number(String name, String text, String allowed) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw ConfigException.ofFlag(name, text, allowed);
        }
    }
}
