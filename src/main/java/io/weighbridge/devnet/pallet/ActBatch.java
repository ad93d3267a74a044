package io.weighbridge.devnet.pallet;

import static io.weighbridge.devnet.spec.Values.number;
import static io.weighbridge.devnet.spec.Values.unnamed;

import io.weighbridge.chain.AccountId;
import io.weighbridge.devnet.pallet.Act.Outcome;
import io.weighbridge.runtime.Value.Fields;
import io.weighbridge.weights.Position;
import java.util.ArrayList;
import java.util.List;

/** A call that is several weight actions, one an item; such calls cost nothing. */
interface ActBatch extends CallRule {

    /** How many items there are. */
    int items(Frame frame);

    /** The subnet of an item. */
    int netuid(Frame frame, int item);

    /** What an item carries. */
    Deed deed(Frame frame, AccountId hotkey, int item);

    @Override
    default boolean paysFee(Frame frame, Execution execution) {
        return false;
    }

    @Override
    default void refuse(Frame frame, Execution execution, String cause) {
        recordAll(frame, execution, Outcome.FAILED, cause);
    }

    @Override
    default void skip(Frame frame, Execution execution, String cause) {
        recordAll(frame, execution, Outcome.NOT_EXECUTED, cause);
    }

    /** Writes down all items. */
    default void recordAll(Frame frame, Execution execution, Outcome outcome, String cause) {
        for (int item = 0; item < items(frame); item++) {
            record(frame, execution, item, outcome, cause);
        }
    }

    /** Writes down an item. */
    default void record(Frame frame, Execution execution, int item, Outcome outcome, String cause) {
        if (frame.origin() instanceof Origin.Signed signed) {
            AccountId hotkey = signed.account();
            execution.record(Act.ofCall(
                    frame,
                    execution,
                    position(frame, item),
                    hotkey,
                    netuid(frame, item),
                    0,
                    deed(frame, hotkey, item),
                    outcome,
                    cause));
        }
    }

    /** Where an item is. */
    static Position position(Frame frame, int item) {
        return Position.ofCall(frame.extrinsic(), frame.path()).item(item);
    }

    /** What is done for an item. */
    interface Item {

        /**
         * Does it.
         *
         * @throws DispatchFailure if the chain would refuse
         */
        void run(int item);
    }

    /**
     * Runs every item, whatever becomes of the others; afterwards each that failed leaves an event, and the batch itself
     * succeeds (subtensor: subnets/weights.rs, do_batch_set_weights, do_batch_commit_weights).
     */
    default void runEach(Frame frame, Execution execution, Item each) {
        var failures = new ArrayList<Fields>();
        for (int item = 0; item < items(frame); item++) {
            try {
                each.run(item);
                record(frame, execution, item, Outcome.SUCCESS, "");
            } catch (DispatchFailure failure) {
                failures.add(
                        execution.runtime().specVersion() >= FIRST_WITH_NETUID_IN_ITEM_FAILED
                                ? unnamed(number(netuid(frame, item)), failure.error())
                                : unnamed(failure.error()));
                record(frame, execution, item, Outcome.FAILED, execution.errorName(failure.error()));
            }
        }
        if (!failures.isEmpty()) {
            execution.emit("SubtensorModule", "BatchCompletedWithErrors", Fields.NONE);
            failures.forEach(fields -> execution.emit("SubtensorModule", "BatchWeightItemFailed", fields));
        }
    }

    /** Whether the lists of the call's arguments have the same length. */
    static boolean areEqualLengths(Frame frame, List<String> lists) {
        return lists.stream()
                        .map(list -> frame.call().arg(list).asList().size())
                        .distinct()
                        .count()
                == 1;
    }

    /** Fails unless the lists of the call's arguments have the same length. */
    default void ensureEqualLengths(Frame frame, Execution execution, List<String> lists) {
        if (!areEqualLengths(frame, lists)) {
            recordAll(frame, execution, Outcome.FAILED, "SubtensorModule.InputLengthsUnequal");
            throw execution.failure("SubtensorModule", "InputLengthsUnequal");
        }
    }

    /** From here on the event of a failed item names its subnet. */
    int FIRST_WITH_NETUID_IN_ITEM_FAILED = 411;
}
