package io.weighbridge.devnet.pallet;

import static io.weighbridge.devnet.spec.Values.number;

import io.weighbridge.runtime.Value;

/** The calls that commit or reveal weights. No subnet of the devnet has commit-reveal on, so they fail as they would there. */
final class CommitRule implements CallRule {

    private static final String PALLET = "SubtensorModule";

    @Override
    public void run(Frame frame, Execution execution) {
        execution.signed(frame);
        Value netuid = number(frame.call().arg("netuid").asInt());
        execution.ensure(
                execution.state().get("SubtensorModule.NetworksAdded", netuid).asBool(),
                PALLET,
                "MechanismDoesNotExist");
        throw execution.failure(PALLET, "CommitRevealDisabled");
    }

    @Override
    public boolean paysFee(Frame frame, Execution execution) {
        return false;
    }
}
