package io.weighbridge.weights;

import io.weighbridge.calls.CallNode;
import io.weighbridge.calls.Outcome;
import io.weighbridge.chain.AccountId;
import io.weighbridge.chain.Hash;
import io.weighbridge.chain.MechanismId;
import io.weighbridge.chain.Netuid;
import io.weighbridge.chain.StorageIndex;
import io.weighbridge.chain.Uid;
import io.weighbridge.runtime.Call;
import io.weighbridge.runtime.DispatchError;
import io.weighbridge.runtime.EventRecord;
import io.weighbridge.runtime.Runtime;
import io.weighbridge.runtime.Value;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A weight call with its arguments, the account that it acts for, its outcome and its events. Events that the call
 * explains are claimed. Not thread safe.
 */
public final class WeightCall {

    private final CallNode node;
    private final EventClaims claims;
    private final Runtime runtime;

    WeightCall(CallNode node, EventClaims claims, Runtime runtime) {
        this.node = node;
        this.claims = claims;
        this.runtime = runtime;
    }

    /** The call itself. */
    public Call call() {
        return node.call();
    }

    /** The argument of that name. */
    public Value arg(String name) {
        return node.call().arg(name);
    }

    /** The account that it acts for, if it is one. */
    public Optional<AccountId> caller() {
        return node.caller().accountId();
    }

    /** Its outcome. */
    public Outcome outcome() {
        return node.outcome();
    }

    /** Whether it succeeded. */
    public boolean succeeded() {
        return node.outcome() == Outcome.Success.SUCCESS;
    }

    /** The subnet and, where the call names one ({@code mecid}), the mechanism. */
    public StorageIndex index() {
        return index(
                arg("netuid").asInt(),
                node.call().args().find("mecid").map(Value::asInt).orElse(MechanismId.MAIN.value()));
    }

    /** The main mechanism of that subnet. */
    public static StorageIndex index(int netuid) {
        return index(netuid, MechanismId.MAIN.value());
    }

    private static StorageIndex index(int netuid, int mechanism) {
        return new StorageIndex(new Netuid(netuid), new MechanismId(mechanism));
    }

    /** The weights in two lists of 16-bit numbers and the argument {@code version_key}. */
    public Payload.Weights weights(String uids, String values) {
        return new Payload.Weights(
                arg(uids).asInts(), arg(values).asInts(), arg("version_key").asLong());
    }

    /** Claims the call's {@code WeightsSet} for the index and returns the uid in it. */
    public KnownUid claimUid(StorageIndex index) {
        return claimWeightsSet(index).map(WeightCall::uid).orElse(KnownUid.Unknown.UNKNOWN);
    }

    /** Claims the call's first {@code WeightsSet} for the index. */
    public Optional<EventRecord> claimWeightsSet(StorageIndex index) {
        return claim(
                SubtensorEvents.WEIGHTS_SET,
                event -> SubtensorEvents.leadingIndex(event).equals(index));
    }

    /** The uid that a {@code WeightsSet} tells. */
    public static KnownUid uid(EventRecord weightsSet) {
        return new KnownUid.Known(new Uid(weightsSet.fields().get(1).asInt()));
    }

    /** Claims the event of a commit or a reveal: hotkey, storage index and hash are its first fields. */
    public Optional<EventRecord> claim(String name, AccountId hotkey, StorageIndex index, Hash hash) {
        return claim(
                name,
                event -> SubtensorEvents.committedHash(event).equals(hash)
                        && SubtensorEvents.committedIndex(event).equals(index)
                        && SubtensorEvents.committer(event).equals(hotkey));
    }

    /** Claims the call's first event of {@code SubtensorModule} with that name that passes the test. */
    public Optional<EventRecord> claim(String name, Predicate<EventRecord> test) {
        return claims.claim(node.events(), name, test);
    }

    /** Reads a {@code DispatchError} out of an event. */
    public DispatchError error(Value dispatchError) {
        return runtime.dispatchError(dispatchError);
    }

    /** One action for the whole call; none if the call acts for no account. */
    public List<WeightAction> act(Action action) {
        return caller().map(hotkey -> action.of(hotkey, index())).stream().toList();
    }

    /** Makes the action of a call for a hotkey on an index. */
    @FunctionalInterface
    public interface Action {

        /** The action. */
        WeightAction of(AccountId hotkey, StorageIndex index);
    }
}
