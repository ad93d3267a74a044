package io.weighbridge.follow;

import io.weighbridge.ingest.Backoff;
import java.time.Duration;

/**
 * How the chain is followed.
 *
 * @param start where to begin
 * @param parked how long to wait before a parked block is tried again, by how often it was tried
 * @param parkedLook how often to look for parked blocks whose time has come
 */
public record FollowOptions(Start start, Backoff parked, Duration parkedLook) {

    /** Begins after the covered blocks; tries parked blocks again after five minutes at first and six hours at most. */
    public static final FollowOptions DEFAULT = new FollowOptions(
            Start.BehindCoverage.BEHIND_COVERAGE,
            new Backoff(Duration.ofMinutes(5), Duration.ofHours(6)),
            Duration.ofMinutes(1));

    /** The same from that block on. */
    public FollowOptions from(long block) {
        return new FollowOptions(new Start.AtBlock(block), parked, parkedLook);
    }

    /** Where to begin. */
    public sealed interface Start {

        /** Behind the highest covered block; at the finalized head where nothing is covered. */
        enum BehindCoverage implements Start {
            /** The only one. */
            BEHIND_COVERAGE
        }

        /**
         * At a block; what is covered from there on is passed over.
         *
         * @param block its number
         */
        record AtBlock(long block) implements Start {

            /** Checks the number. */
            public AtBlock {
                if (block < 0) {
                    throw new IllegalArgumentException("a block number is not negative: " + block);
                }
            }
        }
    }
}
