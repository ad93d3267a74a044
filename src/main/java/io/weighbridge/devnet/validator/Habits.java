package io.weighbridge.devnet.validator;

import io.weighbridge.chain.Hash;
import io.weighbridge.devnet.actor.Dice;
import io.weighbridge.devnet.pallet.Act;
import io.weighbridge.devnet.pallet.Deed;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Chooses the rows that a validator logs for a submission: what its client reports, which is often not what happened.
 * Each case occurs with real validators and the usual clients; which one applies is random.
 *
 * @param dice the source of random choices
 */
record Habits(Dice dice) {

    private static final String WAITED = "Success";
    private static final String DID_NOT_WAIT = "Not waiting for finalization or inclusion.";
    private static final int TOO_SOON_PERCENT = 1;
    private static final int UNSENT_PERCENT = 1;

    /** The rows about a submission that reached a block; none where the program died before it wrote one. */
    List<LoggedSet> of(Act act, Hash extrinsic, int blockIndex) {
        int way = dice.below(100, "logged", act.block(), blockIndex);
        if (way < 8) {
            return List.of();
        }
        if (act.deed() instanceof Deed.TimelockedCommit commit) {
            return List.of(LoggedSet.success(0, "reveal_round:" + commit.round(), List.of(), Map.of()));
        }
        return act.outcome() == Act.Outcome.SUCCESS ? landed(act, extrinsic, way) : List.of(lost(act, way));
    }

    private static List<LoggedSet> landed(Act act, Hash extrinsic, int way) {
        Map<Integer, Float> weights = shares(act);
        LoggedSet unwaited = LoggedSet.success(0, DID_NOT_WAIT, act.uids(), weights);
        if (way < 32) {
            return List.of(LoggedSet.success(0, extrinsic.hex(), act.uids(), weights));
        }
        if (way < 44) {
            return List.of(LoggedSet.success(3, WAITED, act.uids(), weights));
        }
        if (way < 56) {
            return List.of(unwaited.unplaced());
        }
        if (way < 67) {
            String dump = "ExtrinsicResponse(success=True, receipt=ExtrinsicReceipt<hash:" + extrinsic.hex() + ">)";
            return List.of(LoggedSet.success(3, dump, act.uids(), weights));
        }
        if (way < 84) {
            return List.of(unwaited.inLocalTime());
        }
        // A receipt that came too late: it landed all the same, and the second try was not needed.
        return way < 94
                ? List.of(LoggedSet.failure(6, act.uids()))
                : List.of(LoggedSet.failure(7, act.uids()), LoggedSet.failure(8, act.uids()));
    }

    /** Clients that do not wait call everything a success that a node took in. */
    private static LoggedSet lost(Act act, int way) {
        return way < 55
                ? LoggedSet.success(0, DID_NOT_WAIT, act.uids(), shares(act))
                : LoggedSet.failure(6, act.uids());
    }

    /** The rows about attempts that reached no block: those that came too soon count as successes without a hash. */
    List<LoggedSet> withoutSubmission(long block, List<Integer> uids) {
        if (uids.isEmpty()) {
            return List.of();
        }
        if (dice.happens(TOO_SOON_PERCENT, "too soon for the client", block)) {
            return List.of(LoggedSet.success(0, "", uids, Map.of()));
        }
        return dice.happens(UNSENT_PERCENT, "not sent", block) ? List.of(LoggedSet.failure(0, uids)) : List.of();
    }

    /** Shares with the noise of 32 bits, as they were before the client scaled them. */
    private static Map<Integer, Float> shares(Act act) {
        var shares = new LinkedHashMap<Integer, Float>();
        long sum = act.values().stream().mapToLong(Integer::longValue).sum();
        for (int at = 0; at < Math.min(act.uids().size(), act.values().size()); at++) {
            shares.put(act.uids().get(at), (float) ((double) act.values().get(at) / Math.max(1, sum)));
        }
        return shares;
    }
}
