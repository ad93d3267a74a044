package io.weighbridge.web;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weighbridge.chain.BlockRange;
import io.weighbridge.chain.BlockRef;
import io.weighbridge.ingest.ProgressListener;
import io.weighbridge.watch.LagCause;
import io.weighbridge.watch.LagMonitor;
import io.weighbridge.weights.WeightFact;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

/**
 * Judges whether what is stored can be relied on to be current: a finalized head was heard of lately, and every block up
 * to it but the last few is verified. An open connection counts for nothing. Safe for many threads.
 */
public final class Readiness implements ProgressListener {

    private static final Duration OLDEST_HEAD = LagMonitor.OLDEST_HEAD;
    private static final long LARGEST_LAG = LagMonitor.USUAL_LAG;
    private static final long NONE = -1;

    private final Supplier<LagCause> lagCause;
    private final Clock clock;
    private long finalized = NONE;
    private long covered;
    private Instant heard = Instant.MIN;

    /**
     * Not ready yet.
     *
     * @param covered the highest block that an earlier run verified; -1 for none
     * @param lagCause what holds up the following of the chain
     * @param clock by which a head grows old
     */
    public Readiness(long covered, Supplier<LagCause> lagCause, Clock clock) {
        this.covered = covered;
        this.lagCause = lagCause;
        this.clock = clock;
    }

    /** What there is to say now. */
    public Verdict verdict() {
        Verdict verdict = judge();
        LagCause found = lagCause.get();
        boolean ready = verdict.ready() && found.kind() != LagCause.Kind.STORE_UNAVAILABLE;
        return ready || found.reason().isEmpty()
                ? verdict
                : new Verdict(false, verdict.reason() + ": " + found.reason());
    }

    private synchronized Verdict judge() {
        if (finalized == NONE) {
            return new Verdict(false, "no endpoint has told of a finalized head yet");
        }
        long lag = Math.max(0, finalized - Math.max(covered, NONE));
        Duration age = Duration.between(heard, clock.instant());
        String seen = "finalized head " + finalized + " (" + age.toSeconds() + " s old), "
                + (covered == NONE ? "nothing verified yet" : "verified up to " + covered);
        if (age.compareTo(OLDEST_HEAD) > 0) {
            return new Verdict(false, seen + ": expected a new head at least every " + OLDEST_HEAD.toSeconds() + " s");
        }
        return lag > LARGEST_LAG
                ? new Verdict(false, seen + ": " + lag + " blocks behind, expected at most " + LARGEST_LAG)
                : new Verdict(true, seen);
    }

    @Override
    public synchronized void finalizedHead(BlockRef head) {
        if (head.number() > finalized) {
            finalized = head.number();
            heard = clock.instant();
        }
    }

    @Override
    public synchronized void stored(Lane lane, BlockRange blocks, List<WeightFact> facts) {
        if (lane == Lane.FOLLOW) {
            covered = Math.max(covered, blocks.last());
        }
    }

    /**
     * Ready or not.
     *
     * @param ready whether
     * @param reason why
     */
    public record Verdict(boolean ready, String reason) {

        ObjectNode json() {
            return JsonNodeFactory.instance.objectNode().put("ready", ready).put("reason", reason);
        }
    }
}
