package io.weighbridge.devnet.actor;

import static io.weighbridge.devnet.spec.Values.account;
import static io.weighbridge.devnet.spec.Values.address;
import static io.weighbridge.devnet.spec.Values.flag;
import static io.weighbridge.devnet.spec.Values.named;
import static io.weighbridge.devnet.spec.Values.nested;
import static io.weighbridge.devnet.spec.Values.number;
import static io.weighbridge.devnet.spec.Values.wide;

import io.weighbridge.chain.AccountId;
import io.weighbridge.chain.Netuid;
import io.weighbridge.devnet.pallet.Accounts;
import io.weighbridge.runtime.Call;
import io.weighbridge.runtime.Value;
import java.util.ArrayList;
import java.util.List;

/**
 * For restless scenarios: Alice changes hyperparameters and removes neurons, validators that lost their slot register
 * again, and those that have a balance spend all of it, so that their accounts and nonces are removed.
 *
 * @param scenario the scenario
 */
record Unrest(Scenario scenario) implements Actor {

    private static final long FEE = 100_300;
    private static final long GIFT = 1_000_000_000L;

    @Override
    public List<Draft> drafts(Moment moment) {
        if (!scenario.restless()) {
            return List.of();
        }
        var drafts = new ArrayList<Draft>();
        if (dice().below(scenario.tempo(), "change", moment.number()) == 0) {
            Call change = change(moment, netuid(moment.number()));
            drafts.add(new Draft(Cast.ALICE, moment.call("Sudo", "sudo", named("call", nested(change)))));
        }
        for (int validator = 1; validator < scenario.validatorCount(); validator++) {
            balance(moment, cast().validator(validator), validator, drafts);
            comeBack(moment, cast().validator(validator), validator, drafts);
        }
        return drafts;
    }

    private Call change(Moment moment, Netuid netuid) {
        long now = moment.number();
        int chance = dice().below(65_536, "how much", now);
        int hotkeys = scenario.hotkeyCount();
        return switch (dice().below(7, "what", now)) {
            case 0, 1 ->
                admin(
                        moment,
                        netuid,
                        "sudo_set_commit_reveal_weights_enabled",
                        "enabled",
                        flag(!moment.isCommitReveal(netuid)));
            case 2 ->
                admin(
                        moment,
                        netuid,
                        "sudo_set_tempo",
                        "tempo",
                        number(Math.max(8, scenario.tempo() / 2 + chance % scenario.tempo())));
            case 3 ->
                admin(moment, netuid, "sudo_set_commit_reveal_weights_interval", "interval", wide(1 + chance % 3));
            case 4 ->
                admin(
                        moment,
                        netuid,
                        "sudo_trim_to_max_allowed_uids",
                        "max_n",
                        number(Math.max(6, hotkeys * 3 / 4 + chance % Math.max(1, hotkeys / 8))));
            case 5 -> admin(moment, netuid, "sudo_set_max_allowed_uids", "max_allowed_uids", number(hotkeys));
            default -> admin(moment, netuid, "sudo_set_mechanism_count", "mechanism_count", number(1 + chance % 3));
        };
    }

    private static Call admin(Moment moment, Netuid netuid, String name, String argument, Value value) {
        return moment.call("AdminUtils", name, named("netuid", number(netuid.value()), argument, value));
    }

    private void balance(Moment moment, AccountId validator, int index, List<Draft> drafts) {
        long free = Accounts.get(moment.state(), validator).free();
        int chance = dice().below(2 * scenario.tempo(), "spend", moment.number(), index);
        if (chance == 0 && free > 2 * FEE) {
            drafts.add(new Draft(validator, transfer(moment, cast().wallet(1), free - FEE)));
        } else if (chance == 1) {
            drafts.add(new Draft(cast().wallet(1), transfer(moment, validator, GIFT + moment.number())));
        }
    }

    private static Call transfer(Moment moment, AccountId to, long amount) {
        return moment.call("Balances", "transfer_allow_death", named("dest", address(to), "value", wide(amount)));
    }

    private void comeBack(Moment moment, AccountId validator, int index, List<Draft> drafts) {
        for (Netuid netuid : scenario.netuids()) {
            boolean away = moment.state()
                    .find("SubtensorModule.Uids", number(netuid.value()), account(validator))
                    .isEmpty();
            if (away && dice().below(scenario.tempo(), "come back", moment.number(), index, netuid.value()) == 0) {
                var args = named("netuid", number(netuid.value()), "hotkey", account(validator));
                drafts.add(new Draft(cast().coldkey(0), moment.call("SubtensorModule", "burned_register", args)));
            }
        }
    }

    private Netuid netuid(long number) {
        List<Netuid> netuids = scenario.netuids();
        return netuids.get(dice().below(netuids.size(), "where", number));
    }

    private Cast cast() {
        return new Cast(scenario.seed());
    }

    private Dice dice() {
        return scenario.dice();
    }
}
