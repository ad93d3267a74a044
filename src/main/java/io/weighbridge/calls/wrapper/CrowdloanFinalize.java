package io.weighbridge.calls.wrapper;

import io.weighbridge.calls.InnerCalls;
import io.weighbridge.calls.Outcome;
import io.weighbridge.calls.StateAfter;
import io.weighbridge.calls.Wrapper;
import io.weighbridge.runtime.Call;
import io.weighbridge.runtime.DispatchError;
import io.weighbridge.runtime.Runtime;
import io.weighbridge.runtime.Value;
import io.weighbridge.scale.Bytes;
import io.weighbridge.scale.DecodeException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * {@code Crowdloan.finalize} (273 on): runs the call that {@code Crowdloan.create} stored, for the creator, who is the
 * caller; its result is the inner call's. The block names the crowdloan only, and the state after it still holds the call,
 * short ones in the crowdloan itself, long ones as a preimage (subtensor: pallets/crowdloan). Where the state is not known
 * the effects of the call tell it all the same.
 */
public final class CrowdloanFinalize implements Wrapper {

    private static final String PALLET = "Crowdloan";

    @Override
    public Set<String> calls() {
        return Set.of("Crowdloan.finalize");
    }

    @Override
    public List<Call> inner(Call call, Runtime runtime, StateAfter state) {
        return state.value(PALLET, "Crowdloans", call.arg("crowdloan_id")).stream()
                .flatMap(crowdloan -> bounded(crowdloan).stream())
                .flatMap(stored -> encoded(stored, state).stream())
                .flatMap(encoded -> decode(encoded, runtime).stream())
                .toList();
    }

    /** The field {@code call}: may be missing from 283 on. */
    private static Optional<Value.Variant> bounded(Value crowdloan) {
        Optional<Value> call = crowdloan instanceof Value.Fields fields ? fields.find("call") : Optional.empty();
        return call.map(value -> value instanceof Value.Some some ? some.value() : value)
                .filter(Value.Variant.class::isInstance)
                .map(Value.Variant.class::cast);
    }

    /** The call's bytes (frame: {@code Bounded}). */
    private static Optional<Bytes> encoded(Value.Variant bounded, StateAfter state) {
        return switch (bounded.name()) {
            case "Inline" -> Optional.of(bounded.fields().get(0).asBytes());
            case "Lookup" ->
                state.value(
                                "Preimage",
                                "PreimageFor",
                                new Value.Tuple(bounded.fields().values()))
                        .map(Value::asBytes);
            default -> Optional.empty();
        };
    }

    /** Nothing where the bytes are no call of this runtime: then the chain could not run them either. */
    private static Optional<Call> decode(Bytes encoded, Runtime runtime) {
        try {
            return Optional.of(runtime.decodeCall(encoded));
        } catch (DecodeException e) {
            return Optional.empty();
        }
    }

    @Override
    public void succeeded(Call call, InnerCalls inner) {
        inner.take("Crowdloan.Finalized");
        inner.settleAll(Outcome.Success.SUCCESS);
    }

    @Override
    public void failed(Call call, DispatchError error, InnerCalls inner) {
        boolean own =
                error.name().startsWith(PALLET + ".") || Passing.filtered(call, error) || Passing.badOrigin(error);
        Passing.failed(error, own, inner);
    }
}
