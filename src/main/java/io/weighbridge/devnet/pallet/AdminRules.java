package io.weighbridge.devnet.pallet;

import static io.weighbridge.devnet.spec.Values.number;
import static io.weighbridge.devnet.spec.Values.unnamed;

import io.weighbridge.runtime.Value;

/** The calls of AdminUtils, by which root changes hyperparameters. */
final class AdminRules {

    private AdminRules() {}

    static void setVersionKey(Frame frame, Execution execution) {
        put(frame, execution, "WeightsVersionKey", "weights_version_key");
    }

    static void setTempo(Frame frame, Execution execution) {
        put(frame, execution, "Tempo", "tempo");
    }

    static void setMaxUids(Frame frame, Execution execution) {
        put(frame, execution, "MaxAllowedUids", "max_allowed_uids");
    }

    static void setCommitReveal(Frame frame, Execution execution) {
        Value netuid = put(frame, execution, "CommitRevealWeightsEnabled", "enabled");
        execution.emit(
                "SubtensorModule",
                "CommitRevealEnabled",
                unnamed(netuid, frame.call().arg("enabled")));
    }

    static void setRevealPeriod(Frame frame, Execution execution) {
        Value netuid = put(frame, execution, "RevealPeriodEpochs", "interval");
        execution.emit(
                "SubtensorModule",
                "CommitRevealPeriodsSet",
                unnamed(netuid, frame.call().arg("interval")));
    }

    /** Fewer mechanisms: what belonged to the others is gone (subtensor: subnets/mechanism.rs). */
    static void setMechanismCount(Frame frame, Execution execution) {
        State state = execution.state();
        Value netuid = subnet(frame, execution);
        int before = state.get("SubtensorModule.MechanismCountCurrent", netuid).asInt();
        int after = frame.call().arg("mechanism_count").asInt();
        for (int mechanism = after; mechanism < before; mechanism++) {
            Value index = number(WeightRules.storageIndex(netuid.asInt(), mechanism));
            state.keys("SubtensorModule.Weights", index)
                    .forEach(keys -> state.remove("SubtensorModule.Weights", keys.get(0), keys.get(1)));
            state.remove("SubtensorModule.LastUpdate", index);
        }
        state.put("SubtensorModule.MechanismCountCurrent", number(after), netuid);
    }

    static void trim(Frame frame, Execution execution) {
        Value netuid = subnet(frame, execution);
        Neurons.trim(execution, netuid.asInt(), frame.call().arg("max_n").asInt());
    }

    private static Value put(Frame frame, Execution execution, String item, String argument) {
        Value netuid = subnet(frame, execution);
        execution.state().put("SubtensorModule." + item, frame.call().arg(argument), netuid);
        return netuid;
    }

    private static Value subnet(Frame frame, Execution execution) {
        if (frame.origin() != Origin.Root.ROOT) {
            throw execution.failure(2, "BadOrigin");
        }
        Value netuid = frame.call().arg("netuid");
        execution.ensure(
                execution.state().get("SubtensorModule.NetworksAdded", netuid).asBool(),
                "AdminUtils",
                "SubnetDoesNotExist");
        return netuid;
    }
}
