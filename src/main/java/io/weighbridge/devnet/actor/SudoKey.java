package io.weighbridge.devnet.actor;

import static io.weighbridge.devnet.spec.Values.blob;
import static io.weighbridge.devnet.spec.Values.named;
import static io.weighbridge.devnet.spec.Values.nested;

import io.weighbridge.devnet.spec.DevRuntime;
import io.weighbridge.runtime.Call;
import java.util.List;

/**
 * Alice, who upgrades the runtime once.
 *
 * @param scenario the scenario
 */
record SudoKey(Scenario scenario) implements Actor {

    @Override
    public List<Draft> drafts(Moment moment) {
        if (scenario.upgradeAt() == 0 || moment.number() != scenario.upgradeAt()) {
            return List.of();
        }
        Call update = moment.call("System", "set_code", named("code", blob(DevRuntime.codeOf(Scenario.SECOND_SPEC))));
        return List.of(new Draft(Cast.ALICE, moment.call("Sudo", "sudo", named("call", nested(update)))));
    }
}
