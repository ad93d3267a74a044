package io.weighbridge.devnet.actor;

import static io.weighbridge.devnet.spec.Values.account;
import static io.weighbridge.devnet.spec.Values.named;
import static io.weighbridge.devnet.spec.Values.number;

import io.weighbridge.chain.AccountId;
import io.weighbridge.chain.Netuid;
import io.weighbridge.runtime.Value;
import java.util.List;
import java.util.Optional;

/**
 * A hotkey without permit that repeatedly loses its slot to new registrations and registers again, mostly with another
 * uid. In between it sets weights on itself, which needs no permit.
 *
 * @param scenario the scenario
 * @param place the position of the subnet among the scenario's
 */
record Apprentice(Scenario scenario, int place) implements Actor {

    @Override
    public List<Draft> drafts(Moment moment) {
        Dice dice = scenario.dice();
        if ((moment.number() + dice.below(scenario.tempo(), "apprentice", place)) % scenario.tempo() != 0) {
            return List.of();
        }
        Netuid netuid = scenario.netuids().get(place);
        var cast = new Cast(scenario.seed());
        AccountId hotkey = cast.apprentice(netuid);
        Optional<Value> uid = moment.state().find("SubtensorModule.Uids", number(netuid.value()), account(hotkey));
        if (uid.isEmpty()) {
            var args = named("netuid", number(netuid.value()), "hotkey", account(hotkey));
            return List.of(new Draft(cast.coldkey(0), moment.call("SubtensorModule", "burned_register", args)));
        }
        var onItself =
                new Vector(netuid.value(), List.of(uid.get().asInt()), List.of(65_535), moment.versionKey(netuid));
        return List.of(new Draft(hotkey, new WeightCalls(moment).setWeights(onItself)));
    }
}
