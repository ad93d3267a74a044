package io.weighbridge.cli;

import io.weighbridge.chain.BlockRange;
import io.weighbridge.chain.BlockRef;
import io.weighbridge.weights.WeightFact;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells in the log what happens: each weight action, each block put aside, when the head is reached, and now and then how far things are. */
final class FollowLog implements Wiring.Watcher {

    private static final Logger LOG = LoggerFactory.getLogger(FollowLog.class);
    private static final long QUIET_NANOS = Duration.ofMinutes(5).toNanos();

    private long finalized = -1;
    private boolean caughtUp;
    private long told = System.nanoTime() - QUIET_NANOS;

    @Override
    public synchronized void finalizedHead(BlockRef head) {
        finalized = Math.max(finalized, head.number());
    }

    @Override
    public synchronized void stored(Lane lane, BlockRange covered, List<WeightFact> facts) {
        for (WeightFact fact : facts) {
            LOG.info("block {} {}: {}", fact.block().number(), fact.position(), FactText.line(fact));
        }
        boolean arrives = !caughtUp && covered.last() >= finalized;
        if (arrives || System.nanoTime() - told >= QUIET_NANOS) {
            caughtUp |= arrives;
            told = System.nanoTime();
            String how = arrives ? "caught up: " : "";
            LOG.info("{}verified up to block {}, finalized head {}", how, covered.last(), finalized);
        }
    }

    @Override
    public void parked(long block, String reason) {
        LOG.warn("block {} is put aside and tried again later: {}", block, reason);
    }

    @Override
    public void rowsInserted(int rows) {
        LOG.info("{} inserted into weight_transactions", rows == 1 ? "1 row" : rows + " rows");
    }

    @Override
    public void runtimeKnown(int specVersion, BlockRange executed) {
        LOG.debug("runtime {} executed blocks {}", specVersion, executed);
    }

    @Override
    public void reconnecting(String endpoint, String reason) {
        LOG.warn("{}: connection {}; connecting again", endpoint, reason);
    }
}
