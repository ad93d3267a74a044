package io.weighbridge.weights.kind;

import io.weighbridge.calls.Outcome;
import io.weighbridge.chain.AccountId;
import io.weighbridge.chain.StorageIndex;
import io.weighbridge.runtime.EventRecord;
import io.weighbridge.runtime.Value;
import io.weighbridge.scale.DecodeException;
import io.weighbridge.scale.DecodeException.Reason;
import io.weighbridge.weights.KnownUid;
import io.weighbridge.weights.Payload;
import io.weighbridge.weights.WeightAction;
import io.weighbridge.weights.WeightCall;
import io.weighbridge.weights.WeightFact;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * The items of {@code batch_set_weights} and {@code batch_commit_weights}. The call succeeds even if all items fail: items
 * that took effect leave their event, in order, and then each that failed a {@code BatchWeightItemFailed}, in order, with
 * the netuid in front from 411 on (subtensor: subnets/weights.rs, {@code do_batch_set_weights}).
 */
final class BatchItems {

    private static final String ITEM_FAILED = "BatchWeightItemFailed";

    private final WeightCall call;
    private final WeightFact.Kind kind;
    private final Claim claim;

    BatchItems(WeightCall call, WeightFact.Kind kind, Claim claim) {
        this.call = call;
        this.kind = kind;
        this.claim = claim;
    }

    /** Claims the event that an item left if it took effect. */
    @FunctionalInterface
    interface Claim {

        /** The event, if there is one. */
        Optional<EventRecord> of(WeightCall call, StorageIndex index, Payload payload);
    }

    /** All items, each with its own outcome. */
    List<WeightAction> read(IntFunction<Payload> payloads) {
        Optional<AccountId> hotkey = call.caller();
        if (hotkey.isEmpty()) {
            return List.of();
        }
        List<Integer> netuids = call.arg("netuids").asInts();
        List<WeightAction> actions = new ArrayList<>(netuids.size());
        for (int item = 0; item < netuids.size(); item++) {
            Payload payload = payloads.apply(item);
            StorageIndex index = WeightCall.index(netuids.get(item));
            Optional<EventRecord> effect = call.succeeded() ? claim.of(call, index, payload) : Optional.empty();
            Outcome outcome =
                    !call.succeeded() || effect.isPresent() ? call.outcome() : failure(item, netuids.get(item));
            KnownUid uid = effect.filter(event -> kind == WeightFact.Kind.SET)
                    .map(WeightCall::uid)
                    .orElse(KnownUid.Unknown.UNKNOWN);
            actions.add(new WeightAction(item, kind, hotkey.get(), index, uid, outcome, payload));
        }
        return actions;
    }

    private Outcome failure(int item, int netuid) {
        EventRecord failed = call.claim(
                        ITEM_FAILED,
                        event -> event.fields().values().size() == 1
                                || event.fields().get(0).asInt() == netuid)
                .orElseThrow(() -> DecodeException.of(
                        Reason.INVALID,
                        "item " + item + " of " + call.call().qualifiedName() + " left neither an effect nor a "
                                + ITEM_FAILED));
        List<Value> fields = failed.fields().values();
        return new Outcome.Failed(call.error(fields.get(fields.size() - 1)));
    }
}
