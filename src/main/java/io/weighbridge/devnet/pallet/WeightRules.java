package io.weighbridge.devnet.pallet;

import static io.weighbridge.devnet.spec.Values.account;
import static io.weighbridge.devnet.spec.Values.items;
import static io.weighbridge.devnet.spec.Values.number;
import static io.weighbridge.devnet.spec.Values.tuple;
import static io.weighbridge.devnet.spec.Values.unnamed;

import io.weighbridge.chain.AccountId;
import io.weighbridge.chain.Netuid;
import io.weighbridge.runtime.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/** What every call that sets weights in the open goes through (subtensor: subnets/weights.rs). */
final class WeightRules {

    private static final String PALLET = "SubtensorModule";

    private WeightRules() {}

    /**
     * Weights as submitted.
     *
     * @param hotkey whose weights they are
     * @param netuid the subnet, 0 to 65535
     * @param mechanism the mechanism, 0 to 255
     * @param uids the uids
     * @param values their weights
     * @param versionKey the version key as its unsigned 64 bits
     */
    record Submission(
            AccountId hotkey, int netuid, int mechanism, List<Integer> uids, List<Integer> values, long versionKey) {

        /** The storage index. */
        int index() {
            return storageIndex(netuid, mechanism);
        }

        /** What they carry. */
        Deed.Weights weights() {
            return Deed.Weights.of(uids, values, versionKey);
        }
    }

    /** Sets weights in the open; fails with the first check of the pallet that does not hold. */
    static void setWeights(Execution execution, Submission weights) {
        boolean hidden = isCommitReveal(execution.state(), weights.netuid());
        ensure(execution, !hidden || !exists(execution.state(), weights.netuid()), "CommitRevealEnabled");
        setRevealed(execution, weights);
    }

    /**
     * Sets weights, whether or not they were committed to. Where they had to be, there is neither a rate limit, nor do they
     * count as an update: both were seen to at the commit.
     */
    static void setRevealed(Execution execution, Submission weights) {
        State state = execution.state();
        Value netuid = number(weights.netuid());
        ensure(execution, weights.netuid() != 0, "CanNotSetRootNetworkWeights");
        ensure(execution, weights.uids().size() == weights.values().size(), "WeightVecNotEqualSize");
        ensure(execution, mechanismExists(state, weights.netuid(), weights.mechanism()), "MechanismDoesNotExist");
        int neurons = state.get("SubtensorModule.SubnetworkN", netuid).asInt();
        ensure(execution, weights.uids().size() <= neurons, "UidsLengthExceedUidsInSubNet");
        int uid = state.find("SubtensorModule.Uids", netuid, account(weights.hotkey()))
                .map(Value::asInt)
                .orElseThrow(() -> execution.failure(PALLET, "HotKeyNotRegisteredInSubNet"));
        checkStanding(execution, weights, uid);
        checkVector(execution, weights, uid, neurons);
        store(execution, weights, uid);
    }

    /**
     * The uid of a hotkey that may commit now.
     *
     * @throws DispatchFailure if it may not
     */
    static int committer(Execution execution, AccountId hotkey, int netuid, int mechanism) {
        State state = execution.state();
        ensure(execution, mechanismExists(state, netuid, mechanism), "MechanismDoesNotExist");
        ensure(execution, isCommitReveal(state, netuid), "CommitRevealDisabled");
        int uid = state.find("SubtensorModule.Uids", number(netuid), account(hotkey))
                .map(Value::asInt)
                .orElseThrow(() -> execution.failure(PALLET, "HotKeyNotRegisteredInSubNet"));
        ensure(execution, mayUpdate(state, netuid, mechanism, uid, execution.number()), "CommittingWeightsTooFast");
        return uid;
    }

    /** Whether weights have to be committed to on a subnet. */
    static boolean isCommitReveal(State state, int netuid) {
        return state.get("SubtensorModule.CommitRevealWeightsEnabled", number(netuid))
                .asBool();
    }

    /** Whether at least {@code WeightsSetRateLimit} blocks passed since the last update, or there was none. */
    static boolean mayUpdate(State state, int netuid, int mechanism, int uid, long number) {
        long last = Neurons.lastUpdate(state, storageIndex(netuid, mechanism), uid);
        long limit =
                state.get("SubtensorModule.WeightsSetRateLimit", number(netuid)).asLong();
        return last == 0 || number - last >= limit;
    }

    static int storageIndex(int netuid, int mechanism) {
        return mechanism * Netuid.LIMIT + netuid;
    }

    static int netuidOf(int index) {
        return index % Netuid.LIMIT;
    }

    static int mechanismOf(int index) {
        return index / Netuid.LIMIT;
    }

    private static void checkStanding(Execution execution, Submission weights, int uid) {
        State state = execution.state();
        Value netuid = number(weights.netuid());
        long versionKey = state.get("SubtensorModule.WeightsVersionKey", netuid).asLong();
        ensure(execution, Long.compareUnsigned(weights.versionKey(), versionKey) >= 0, "IncorrectWeightVersionKey");
        ensure(
                execution,
                isCommitReveal(state, weights.netuid())
                        || mayUpdate(state, weights.netuid(), weights.mechanism(), uid, execution.number()),
                "SettingWeightsTooFast");
        boolean owner = state.get("SubtensorModule.SubnetOwnerHotkey", netuid)
                .asAccount()
                .equals(weights.hotkey());
        ensure(
                execution,
                owner || isSelfWeight(weights, uid) || Neurons.hasPermit(state, weights.netuid(), uid),
                "NeuronNoValidatorPermit");
    }

    private static void checkVector(Execution execution, Submission weights, int uid, int neurons) {
        List<Integer> uids = weights.uids();
        ensure(execution, new HashSet<>(uids).size() == uids.size(), "DuplicateUids");
        ensure(execution, uids.stream().allMatch(target -> target < neurons), "UidVecContainInvalidOne");
        int least = execution
                .state()
                .get("SubtensorModule.MinAllowedWeights", number(weights.netuid()))
                .asInt();
        ensure(
                execution,
                uids.size() >= Math.min(least, neurons) || isSelfWeight(weights, uid),
                "WeightVecLengthIsLow");
    }

    private static void store(Execution execution, Submission weights, int uid) {
        int index = storageIndex(weights.netuid(), weights.mechanism());
        List<Integer> scaled = MaxUpscale.scale(weights.values());
        var row = new ArrayList<Value>(scaled.size());
        for (int i = 0; i < scaled.size(); i++) {
            row.add(tuple(number(weights.uids().get(i)), number(scaled.get(i))));
        }
        execution.state().put("SubtensorModule.Weights", items(row), number(index), number(uid));
        if (!isCommitReveal(execution.state(), weights.netuid())) {
            Neurons.setLastUpdate(execution.state(), index, uid, execution.number());
        }
        execution.emit(PALLET, "WeightsSet", unnamed(number(index), number(uid)));
    }

    private static boolean isSelfWeight(Submission weights, int uid) {
        return weights.uids().size() == 1 && weights.uids().get(0) == uid;
    }

    private static boolean exists(State state, int netuid) {
        return state.get("SubtensorModule.NetworksAdded", number(netuid)).asBool();
    }

    static boolean mechanismExists(State state, int netuid, int mechanism) {
        return exists(state, netuid)
                && mechanism
                        < state.get("SubtensorModule.MechanismCountCurrent", number(netuid))
                                .asInt();
    }

    private static void ensure(Execution execution, boolean condition, String error) {
        execution.ensure(condition, PALLET, error);
    }
}
