package io.weighbridge.devnet.actor;

import static io.weighbridge.devnet.spec.Values.account;
import static io.weighbridge.devnet.spec.Values.flag;
import static io.weighbridge.devnet.spec.Values.items;
import static io.weighbridge.devnet.spec.Values.named;
import static io.weighbridge.devnet.spec.Values.number;
import static io.weighbridge.devnet.spec.Values.tuple;
import static io.weighbridge.devnet.spec.Values.variant;
import static io.weighbridge.devnet.spec.Values.wide;

import io.weighbridge.chain.AccountId;
import io.weighbridge.chain.Netuid;
import io.weighbridge.devnet.pallet.Accounts;
import io.weighbridge.devnet.pallet.Accounts.Account;
import io.weighbridge.devnet.pallet.Beacon;
import io.weighbridge.devnet.pallet.Neurons;
import io.weighbridge.devnet.pallet.State;
import io.weighbridge.devnet.pallet.WellKnownKeys;
import io.weighbridge.runtime.Value;
import java.util.List;
import java.util.stream.IntStream;

/** The state that the chain begins with. */
public final class Genesis {

    private static final long TAO = 1_000_000_000L;
    private static final long BURN = TAO / 1000;
    private static final int LEAST_WEIGHTS = 4;

    private final Scenario scenario;
    private final Cast cast;
    private final State state;

    private Genesis(Scenario scenario, State state) {
        this.scenario = scenario;
        this.cast = new Cast(scenario.seed());
        this.state = state;
    }

    /** Writes the state of block 0. */
    public static void write(Scenario scenario, State state) {
        var genesis = new Genesis(scenario, state);
        genesis.chain();
        genesis.accounts();
        for (int place = 0; place < scenario.netuids().size(); place++) {
            genesis.subnet(scenario.netuids().get(place), place);
        }
    }

    private void chain() {
        state.overlay().put(WellKnownKeys.CODE, state.runtime().code());
        state.put("System.LastRuntimeUpgrade", state.runtime().lastRuntimeUpgrade());
        state.put("Timestamp.Now", wide(scenario.genesisTime().toEpochMilli()));
        state.put("Sudo.Key", account(Cast.ALICE));
        state.put(
                "Drand.LastStoredRound",
                wide(Beacon.roundAt(scenario.genesisTime().toEpochMilli())));
        state.put("SubtensorModule.TotalNetworks", number(scenario.netuids().size()));
    }

    private void accounts() {
        endow(Cast.ALICE, 1_000_000 * TAO);
        IntStream.range(0, Bystanders.WALLETS).forEach(wallet -> endow(cast.wallet(wallet), 100_000 * TAO));
        IntStream.range(0, Bystanders.COLDKEYS).forEach(coldkey -> endow(cast.coldkey(coldkey), 1_000_000 * TAO));
        for (int validator = 1; validator < scenario.validatorCount(); validator++) {
            endow(cast.delegate(validator), 10_000 * TAO);
            if (validator % 2 == 1) {
                // The others have no balance, as is usual for hotkeys: they can send what costs nothing.
                endow(cast.validator(validator), TAO);
            }
            allowProxy(validator);
        }
    }

    private void endow(AccountId who, long free) {
        Accounts.put(state, who, new Account(0, 1, free));
    }

    /** The delegate of every third validator may stake but not set weights. */
    private void allowProxy(int validator) {
        Value type = validator % 3 == 0 ? variant("Staking", 8) : variant("NonTransfer", 3);
        Value definition = named("delegate", account(cast.delegate(validator)), "proxy_type", type, "delay", number(0));
        state.put("Proxy.Proxies", tuple(items(List.of(definition)), wide(0)), account(cast.validator(validator)));
    }

    private void subnet(Netuid netuid, int place) {
        Value key = number(netuid.value());
        int neurons = scenario.hotkeyCount() * 3 / 4;
        state.put("SubtensorModule.NetworksAdded", flag(true), key);
        state.put("SubtensorModule.SubnetOwnerHotkey", account(Cast.ALICE), key);
        state.put("SubtensorModule.Tempo", number(scenario.tempo()), key);
        state.put("SubtensorModule.WeightsVersionKey", wide(1000L * (place + 1)), key);
        state.put("SubtensorModule.WeightsSetRateLimit", wide(scenario.rateLimit()), key);
        state.put("SubtensorModule.MinAllowedWeights", number(LEAST_WEIGHTS), key);
        state.put("SubtensorModule.MaxAllowedUids", number(scenario.hotkeyCount()), key);
        state.put("SubtensorModule.Burn", wide(BURN), key);
        state.put(
                "SubtensorModule.CommitRevealWeightsEnabled",
                flag(scenario.commitReveal().contains(netuid)),
                key);
        state.put("SubtensorModule.MechanismCountCurrent", number(place == 1 ? 2 : 1), key);
        for (int uid = 0; uid < neurons; uid++) {
            boolean validator = uid < scenario.validatorCount();
            Neurons.append(state, netuid.value(), validator ? cast.validator(uid) : cast.miner(netuid, uid), 0);
        }
        List<Value> permits = IntStream.range(0, neurons)
                .mapToObj(uid -> flag(uid < scenario.validatorCount()))
                .toList();
        state.put("SubtensorModule.ValidatorPermit", items(permits), key);
    }
}
