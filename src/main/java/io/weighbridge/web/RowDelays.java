package io.weighbridge.web;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weighbridge.chain.BlockRange;
import io.weighbridge.chain.BlockRef;
import io.weighbridge.ingest.ProgressListener;
import io.weighbridge.weights.WeightFact;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * Remembers how long the newest weight actions took from their block's own time until they were stored, as this process
 * measured it. Blocks that were final before this process heard of the chain are left out: it caught up with them, or
 * {@code backfill} brought them. Safe for many threads.
 */
public final class RowDelays implements ProgressListener {

    private static final int MOST = 1000;

    private final Clock clock;
    private final Instant since;
    private long firstHead = Long.MAX_VALUE;
    private final Deque<Delay> delays = new ArrayDeque<>();

    /** Measures from now on. */
    public RowDelays(Clock clock) {
        this.clock = clock;
        this.since = clock.instant();
    }

    @Override
    public synchronized void finalizedHead(BlockRef head) {
        if (firstHead == Long.MAX_VALUE) {
            firstHead = head.number();
        }
    }

    @Override
    public synchronized void stored(Lane lane, BlockRange covered, List<WeightFact> facts) {
        if (lane == Lane.FOLLOW && covered.last() > firstHead) {
            Instant now = clock.instant();
            for (WeightFact fact : facts) {
                if (fact.block().number() <= firstHead) {
                    continue;
                }
                if (delays.size() == MOST) {
                    delays.removeFirst();
                }
                delays.addLast(new Delay(
                        fact.block().number(),
                        Math.max(0, Duration.between(fact.timestamp(), now).toMillis())));
            }
        }
    }

    /** The newest, as columns, in the order in which they were stored. */
    synchronized ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("since", FactJson.time(since));
        ArrayNode blocks = json.putArray("block");
        ArrayNode millis = json.putArray("milliseconds");
        for (Delay delay : delays) {
            blocks.add(delay.block());
            millis.add(delay.millis());
        }
        return json;
    }

    private record Delay(long block, long millis) {}
}
