package io.weighbridge.devnet.pallet;

import static io.weighbridge.devnet.spec.Values.account;
import static io.weighbridge.devnet.spec.Values.number;

import io.weighbridge.chain.AccountId;

/** {@code burned_register}: a coldkey pays for a hotkey's slot. */
final class Registration {

    private static final String PALLET = "SubtensorModule";

    private Registration() {}

    static void burnedRegister(Frame frame, Execution execution) {
        AccountId coldkey = execution.signed(frame);
        State state = execution.state();
        int netuid = frame.call().arg("netuid").asInt();
        AccountId hotkey = frame.call().arg("hotkey").asAccount();
        execution.ensure(
                netuid != 0
                        && state.get("SubtensorModule.NetworksAdded", number(netuid))
                                .asBool(),
                PALLET,
                "SubnetNotExists");
        execution.ensure(
                state.find("SubtensorModule.Uids", number(netuid), account(hotkey))
                        .isEmpty(),
                PALLET,
                "HotKeyAlreadyRegisteredInSubNet");
        long burn = state.get("SubtensorModule.Burn", number(netuid)).asLong();
        execution.ensure(
                Accounts.get(state, coldkey).free() >= burn + Accounts.EXISTENTIAL_DEPOSIT,
                PALLET,
                "NotEnoughBalanceToStake");
        Accounts.withdraw(execution, coldkey, burn);
        state.put("SubtensorModule.Owner", account(coldkey), account(hotkey));
        Neurons.register(execution, netuid, hotkey);
    }
}
