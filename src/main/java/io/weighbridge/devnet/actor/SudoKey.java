package io.weighbridge.devnet.actor;

import static io.weighbridge.devnet.spec.Values.blob;
import static io.weighbridge.devnet.spec.Values.flag;
import static io.weighbridge.devnet.spec.Values.named;
import static io.weighbridge.devnet.spec.Values.nested;
import static io.weighbridge.devnet.spec.Values.number;

import io.weighbridge.chain.Netuid;
import io.weighbridge.devnet.spec.DevRuntime;
import io.weighbridge.runtime.Call;
import java.util.ArrayList;
import java.util.List;

/**
 * Alice, who upgrades the runtime once, and asks for commit-reveal where the scenario wants it now and then.
 *
 * @param scenario the scenario
 */
record SudoKey(Scenario scenario) implements Actor {

    @Override
    public List<Draft> drafts(Moment moment) {
        var drafts = new ArrayList<Draft>();
        if (scenario.upgradeAt() != 0 && moment.number() == scenario.upgradeAt()) {
            drafts.add(sudo(
                    moment,
                    moment.call("System", "set_code", named("code", blob(DevRuntime.codeOf(Scenario.SECOND_SPEC))))));
        }
        if (scenario.sealEvery() != 0 && moment.number() % scenario.sealEvery() == 0) {
            scenario.commitReveal().stream()
                    .sorted()
                    .map(netuid -> sudo(moment, switchSealing(moment, netuid)))
                    .forEach(drafts::add);
        }
        return drafts;
    }

    private static Call switchSealing(Moment moment, Netuid netuid) {
        return moment.call(
                "AdminUtils",
                "sudo_set_commit_reveal_weights_enabled",
                named("netuid", number(netuid.value()), "enabled", flag(!moment.isCommitReveal(netuid))));
    }

    private static Draft sudo(Moment moment, Call call) {
        return new Draft(Cast.ALICE, moment.call("Sudo", "sudo", named("call", nested(call))));
    }
}
