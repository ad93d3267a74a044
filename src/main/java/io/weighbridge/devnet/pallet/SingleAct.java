package io.weighbridge.devnet.pallet;

import io.weighbridge.chain.AccountId;
import io.weighbridge.devnet.pallet.Act.Outcome;
import io.weighbridge.runtime.Value;
import io.weighbridge.weights.Position;

/** A call that is one weight action; such calls cost nothing. */
interface SingleAct extends CallRule {

    /**
     * Does it.
     *
     * @throws DispatchFailure if the chain would refuse
     */
    void act(Frame frame, Execution execution, AccountId hotkey);

    /** What the call carries. */
    Deed deed(Frame frame, AccountId hotkey);

    @Override
    default void run(Frame frame, Execution execution) {
        AccountId hotkey = execution.signed(frame);
        try {
            act(frame, execution, hotkey);
        } catch (DispatchFailure failure) {
            record(frame, execution, Outcome.FAILED, execution.errorName(failure.error()));
            throw failure;
        }
        record(frame, execution, Outcome.SUCCESS, "");
    }

    @Override
    default boolean paysFee(Frame frame, Execution execution) {
        return false;
    }

    @Override
    default void refuse(Frame frame, Execution execution, String cause) {
        record(frame, execution, Outcome.FAILED, cause);
    }

    @Override
    default void skip(Frame frame, Execution execution, String cause) {
        record(frame, execution, Outcome.NOT_EXECUTED, cause);
    }

    /** The subnet that a call names. */
    static int netuid(Frame frame) {
        return frame.call().arg("netuid").asInt();
    }

    /** The mechanism that a call names; 0 where it names none. */
    static int mechanism(Frame frame) {
        return frame.call().args().find("mecid").map(Value::asInt).orElse(0);
    }

    private void record(Frame frame, Execution execution, Outcome outcome, String cause) {
        if (frame.origin() instanceof Origin.Signed signed) {
            AccountId hotkey = signed.account();
            execution.record(Act.ofCall(
                    frame,
                    execution,
                    Position.ofCall(frame.extrinsic(), frame.path()),
                    hotkey,
                    netuid(frame),
                    mechanism(frame),
                    deed(frame, hotkey),
                    outcome,
                    cause));
        }
    }
}
