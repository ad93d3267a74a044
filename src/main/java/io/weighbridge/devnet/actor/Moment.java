package io.weighbridge.devnet.actor;

import io.weighbridge.chain.Netuid;
import io.weighbridge.devnet.pallet.State;
import io.weighbridge.devnet.spec.DevRuntime;
import io.weighbridge.devnet.spec.Values;
import io.weighbridge.runtime.Call;
import io.weighbridge.runtime.Value.Fields;

/**
 * What actors know when they decide what to send.
 *
 * @param number the number of the block that their extrinsics go into
 * @param state the state before that block
 */
record Moment(long number, State state) {

    /** The runtime that will execute the block. */
    DevRuntime runtime() {
        return state.runtime();
    }

    /** A call of that runtime. */
    Call call(String pallet, String name, Fields args) {
        return runtime().runtime().call(pallet, name, args);
    }

    /** How many neurons a subnet has. */
    int neurons(Netuid netuid) {
        return state.get("SubtensorModule.SubnetworkN", Values.number(netuid.value()))
                .asInt();
    }

    /** How many mechanisms a subnet has. */
    int mechanisms(Netuid netuid) {
        return state.get("SubtensorModule.MechanismCountCurrent", Values.number(netuid.value()))
                .asInt();
    }

    /** Whether weights have to be committed to on a subnet. */
    boolean isCommitReveal(Netuid netuid) {
        return state.get("SubtensorModule.CommitRevealWeightsEnabled", Values.number(netuid.value()))
                .asBool();
    }

    /** The version key that a subnet asks for. */
    long versionKey(Netuid netuid) {
        return state.get("SubtensorModule.WeightsVersionKey", Values.number(netuid.value()))
                .asLong();
    }
}
