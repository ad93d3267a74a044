package io.weighbridge.devnet.pallet;

import static io.weighbridge.devnet.spec.Values.named;
import static io.weighbridge.devnet.spec.Values.number;
import static io.weighbridge.devnet.spec.Values.wide;

import io.weighbridge.runtime.Value;
import java.util.ArrayList;
import java.util.List;

/**
 * The epochs of subnets (subtensor: coinbase/run_coinbase.rs). Up to 422 they follow from the block's number:
 *
 * <pre>
 * epoch(netuid, block) = (block + netuid + 1) div (tempo + 1), run in the last block of each
 * </pre>
 *
 * <p>From 423 on the chain counts them: one is due a tempo after the last, and if too many are due in a block some wait.
 */
public final class Epochs {

    /** The first runtime that counts. */
    static final int FIRST_COUNTED = 423;

    private Epochs() {}

    /** The epoch of a subnet in a block that is being made; where epochs are counted, with one that is due in it. */
    public static long current(State state, int netuid, long block) {
        return isCounted(state)
                ? count(state, netuid) + (isDue(state, netuid, block) ? 1 : 0)
                : at(state, netuid, block);
    }

    /** How many epochs after its own a commit is revealed. */
    public static long revealPeriod(State state, int netuid) {
        return state.get("SubtensorModule.RevealPeriodEpochs", number(netuid)).asLong();
    }

    /** The first block that can reveal a timelocked commit made in that block, as it looks from there. */
    public static long firstRevealing(State state, int netuid, long block) {
        long ahead = revealPeriod(state, netuid);
        long tempo = tempo(state, netuid);
        if (!isCounted(state)) {
            return (ofTimelocked(state, netuid, block) + ahead) * (tempo + 1) - netuid - 1;
        }
        long last = state.get("SubtensorModule.LastEpochBlock", number(netuid)).asLong();
        return (isDue(state, netuid, block) ? block : last) + ahead * tempo;
    }

    /** Whether the chain counts its epochs. */
    static boolean isCounted(State state) {
        return state.runtime().specVersion() >= FIRST_COUNTED;
    }

    /** The epoch of a block, where epochs follow from the block's number. */
    static long at(State state, int netuid, long block) {
        return (block + netuid + 1) / (tempo(state, netuid) + 1);
    }

    /** The epoch under which a timelocked commit made in that block is kept: in the block that runs one it is the next. */
    static long ofTimelocked(State state, int netuid, long block) {
        boolean runsNow =
                !isCounted(state) && (block + netuid + 1) % (tempo(state, netuid) + 1) == tempo(state, netuid);
        return current(state, netuid, block) + (runsNow ? 1 : 0);
    }

    static long tempo(State state, int netuid) {
        return state.get("SubtensorModule.Tempo", number(netuid)).asLong();
    }

    /** Those of the subnets whose epoch is due in the block but has to wait for the next. */
    static List<Integer> deferred(Execution execution) {
        State state = execution.state();
        if (!isCounted(state)) {
            return List.of();
        }
        List<Integer> due = due(execution);
        int most = state.get("SubtensorModule.MaxEpochsPerBlock").asInt();
        return due.subList(Math.min(most, due.size()), due.size());
    }

    /** Runs the epochs that are due, as far as they are counted: nothing else depends on them here. */
    static void run(Execution execution) {
        State state = execution.state();
        if (!isCounted(state)) {
            return;
        }
        List<Integer> deferred = deferred(execution);
        for (int netuid : due(execution)) {
            if (deferred.contains(netuid)) {
                Value block = wide(execution.number());
                Value next = wide(execution.number() + 1);
                execution.emit(
                        "SubtensorModule",
                        "EpochDeferred",
                        named("netuid", number(netuid), "from_block", block, "to_block", next));
            } else {
                state.put("SubtensorModule.LastEpochBlock", wide(execution.number()), number(netuid));
                state.put("SubtensorModule.SubnetEpochIndex", wide(count(state, netuid) + 1), number(netuid));
            }
        }
    }

    /** Begins to count, as if the chain always had: in the first block of the runtime that does. */
    static void beginToCount(Execution execution) {
        State state = execution.state();
        long before = execution.number() - 1;
        for (int netuid : Neurons.netuids(state)) {
            long length = tempo(state, netuid) + 1;
            long into = (before + netuid + 1) % length;
            boolean ranNow = into == length - 1;
            state.put(
                    "SubtensorModule.SubnetEpochIndex",
                    wide(at(state, netuid, before) + (ranNow ? 1 : 0)),
                    number(netuid));
            state.put(
                    "SubtensorModule.LastEpochBlock",
                    wide(Math.max(0, ranNow ? before : before - into - 1)),
                    number(netuid));
        }
    }

    private static List<Integer> due(Execution execution) {
        var due = new ArrayList<Integer>();
        for (int netuid : Neurons.netuids(execution.state())) {
            if (isDue(execution.state(), netuid, execution.number())) {
                due.add(netuid);
            }
        }
        return due;
    }

    private static boolean isDue(State state, int netuid, long block) {
        long last = state.get("SubtensorModule.LastEpochBlock", number(netuid)).asLong();
        return block - last >= tempo(state, netuid);
    }

    private static long count(State state, int netuid) {
        return state.get("SubtensorModule.SubnetEpochIndex", number(netuid)).asLong();
    }
}
