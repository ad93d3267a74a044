package io.weighbridge.devnet.actor;

import static io.weighbridge.devnet.spec.Values.account;
import static io.weighbridge.devnet.spec.Values.address;
import static io.weighbridge.devnet.spec.Values.blob;
import static io.weighbridge.devnet.spec.Values.named;
import static io.weighbridge.devnet.spec.Values.number;
import static io.weighbridge.devnet.spec.Values.wide;

import io.weighbridge.chain.AccountId;
import io.weighbridge.chain.Netuid;
import io.weighbridge.devnet.pallet.Accounts;
import io.weighbridge.runtime.Call;
import io.weighbridge.runtime.Value.Fields;
import io.weighbridge.scale.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * All accounts that are not validators: wallets that send transfers and remarks, coldkeys that register hotkeys, miners
 * and unregistered accounts that try to set weights without permission, and an account that is emptied repeatedly.
 *
 * @param scenario the scenario
 */
record Bystanders(Scenario scenario) implements Actor {

    static final int WALLETS = 12;
    static final int COLDKEYS = 4;

    /** The period, in blocks, in which the drifter account is filled, used and emptied. */
    private static final int DRIFT = 40;

    private static final int FILLED = 5;
    private static final int BUSY = 25;
    private static final int EMPTIED = 30;
    private static final long DRIFTER_FEE = 100_300;

    @Override
    public List<Draft> drafts(Moment moment) {
        var drafts = new ArrayList<Draft>();
        int busy = dice().below(3, "noise", moment.number());
        for (int i = 0; i < busy; i++) {
            drafts.add(noise(moment, i));
        }
        drift(moment, drafts);
        for (Netuid netuid : scenario.netuids()) {
            if (dice().below(scenario.tempo() / 2, "register", moment.number(), netuid.value()) == 0) {
                drafts.add(register(moment, netuid));
            }
            if (dice().below(scenario.tempo(), "trespass", moment.number(), netuid.value()) == 0) {
                drafts.add(trespass(moment, netuid));
            }
        }
        return drafts;
    }

    private Draft noise(Moment moment, int which) {
        AccountId wallet = cast().wallet(dice().below(WALLETS, "wallet", moment.number(), which));
        AccountId other = cast().wallet(dice().below(WALLETS, "other", moment.number(), which));
        int kind = dice().below(6, "kind", moment.number(), which);
        Call call = switch (kind) {
            case 0 -> remark(moment, "remark_with_event");
            case 1 -> transfer(moment, "transfer_keep_alive", other, Long.MAX_VALUE);
            case 2, 3 -> transfer(moment, "transfer_keep_alive", other, 1_000_000L + moment.number());
            default -> remark(moment, "remark");
        };
        return new Draft(wallet, call);
    }

    /** Fills the drifter account, uses it, and empties it later, which removes the account and its nonce. */
    private void drift(Moment moment, List<Draft> drafts) {
        int phase = (int) (moment.number() % DRIFT);
        if (phase == FILLED) {
            Call fill = transfer(moment, "transfer_keep_alive", cast().drifter(), 5_000_000);
            drafts.add(new Draft(cast().wallet(0), fill));
        } else if (phase == BUSY || phase == EMPTIED) {
            AccountId drifter = cast().drifter();
            long rest = Accounts.get(moment.state(), drifter).free() - DRIFTER_FEE;
            if (rest > DRIFTER_FEE) {
                Call empty = transfer(moment, "transfer_allow_death", cast().wallet(0), rest);
                drafts.add(new Draft(drifter, phase == BUSY ? remark(moment, "remark") : empty));
            }
        }
    }

    private Draft register(Moment moment, Netuid netuid) {
        Fields args = named("netuid", number(netuid.value()), "hotkey", account(cast().miner(netuid, moment.number())));
        AccountId coldkey = cast().coldkey(dice().below(COLDKEYS, "coldkey", moment.number()));
        return new Draft(coldkey, moment.call("SubtensorModule", "burned_register", args));
    }

    /** A miner without permit, or a hotkey that is not registered at all. */
    private Draft trespass(Moment moment, Netuid netuid) {
        int miners = moment.neurons(netuid) - scenario.validatorCount();
        int uid = scenario.validatorCount() + dice().below(miners, "miner", moment.number());
        AccountId miner = moment.state()
                .get("SubtensorModule.Keys", number(netuid.value()), number(uid))
                .asAccount();
        AccountId signer = dice().happens(40, "stranger", moment.number()) ? cast().stranger() : miner;
        var vector =
                new Vector(netuid.value(), List.of(0, 1, 2, 3), List.of(1, 2, 3, 65_535), moment.versionKey(netuid));
        return new Draft(signer, new WeightCalls(moment).setWeights(vector));
    }

    private static Call remark(Moment moment, String name) {
        Bytes text = Bytes.wrap(("block " + moment.number()).getBytes(StandardCharsets.UTF_8));
        return moment.call("System", name, named("remark", blob(text)));
    }

    private static Call transfer(Moment moment, String name, AccountId to, long amount) {
        return moment.call("Balances", name, named("dest", address(to), "value", wide(amount)));
    }

    private Cast cast() {
        return new Cast(scenario.seed());
    }

    private Dice dice() {
        return scenario.dice();
    }
}
