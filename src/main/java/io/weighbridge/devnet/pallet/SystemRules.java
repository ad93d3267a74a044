package io.weighbridge.devnet.pallet;

import static io.weighbridge.devnet.spec.Values.account;
import static io.weighbridge.devnet.spec.Values.blob;
import static io.weighbridge.devnet.spec.Values.named;

import io.weighbridge.chain.AccountId;
import io.weighbridge.crypto.Blake2b;
import io.weighbridge.devnet.spec.DevRuntime;
import io.weighbridge.runtime.Value;
import io.weighbridge.runtime.Value.Fields;
import io.weighbridge.scale.Bytes;

/** The calls of System and Timestamp. */
final class SystemRules {

    private SystemRules() {}

    static void setTime(Frame frame, Execution execution) {
        if (frame.origin() != Origin.Nobody.NOBODY) {
            throw execution.failure(2, "BadOrigin");
        }
        execution.state().put("Timestamp.Now", frame.call().arg("now"));
    }

    static void remark(Frame frame, Execution execution) {
        execution.signed(frame);
    }

    static void remarkWithEvent(Frame frame, Execution execution) {
        AccountId sender = execution.signed(frame);
        Value hash = blob(Blake2b.hash256(frame.call().arg("remark").asBytes()));
        execution.emit("System", "Remarked", named("sender", account(sender), "hash", hash));
    }

    static void setCode(Frame frame, Execution execution) {
        if (frame.origin() != Origin.Root.ROOT) {
            throw execution.failure(2, "BadOrigin");
        }
        Bytes code = frame.call().arg("code").asBytes();
        int next = DevRuntime.specOfCode(code)
                .orElseThrow(() -> execution.failure("System", "FailedToExtractRuntimeVersion"));
        execution.ensure(next > execution.runtime().specVersion(), "System", "SpecVersionNeedsToIncrease");
        execution.updateCode(code);
        execution.emit("System", "CodeUpdated", Fields.NONE);
    }
}
