package io.weighbridge.devnet.pallet;

import static io.weighbridge.devnet.spec.Values.named;

import io.weighbridge.chain.AccountId;
import io.weighbridge.runtime.Value;
import java.util.List;

/** The calls of Sudo: the sudo key acts as root or as another account. */
enum SudoRule implements CallRule {
    /** As root. */
    SUDO("Sudid"),
    /** As the account {@code who}. */
    SUDO_AS("SudoAsDone");

    private final String event;

    SudoRule(String event) {
        this.event = event;
    }

    @Override
    public void run(Frame frame, Execution execution) {
        AccountId sender = execution.signed(frame);
        if (this == SUDO_AS) {
            AccountId unused = Addresses.lookUp(frame.call().arg("who"), execution);
        }
        Frame child = children(frame).get(0);
        boolean allowed = execution
                .state()
                .find("Sudo.Key")
                .map(Value::asAccount)
                .filter(sender::equals)
                .isPresent();
        if (!allowed) {
            execution.skip(child, "Sudo.RequireSudo");
            throw execution.failure("Sudo", "RequireSudo");
        }
        execution.emit("Sudo", event, named("sudo_result", Results.of(child, execution)));
    }

    @Override
    public List<Frame> children(Frame frame) {
        return List.of(frame.child(0, origin(frame), frame.call().arg("call").asCall()));
    }

    private Origin origin(Frame frame) {
        if (this == SUDO) {
            return Origin.Root.ROOT;
        }
        Value.Variant who = frame.call().arg("who").asVariant();
        return who.name().equals("Id") ? new Origin.Signed(who.fields().get(0).asAccount()) : Origin.Nobody.NOBODY;
    }
}
