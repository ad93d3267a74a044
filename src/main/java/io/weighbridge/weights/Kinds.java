package io.weighbridge.weights;

import io.weighbridge.runtime.Call;
import io.weighbridge.weights.kind.BatchCommitWeights;
import io.weighbridge.weights.kind.BatchRevealWeights;
import io.weighbridge.weights.kind.BatchSetWeights;
import io.weighbridge.weights.kind.CommitCrv3MechanismWeights;
import io.weighbridge.weights.kind.CommitCrv3Weights;
import io.weighbridge.weights.kind.CommitMechanismWeights;
import io.weighbridge.weights.kind.CommitTimelockedMechanismWeights;
import io.weighbridge.weights.kind.CommitTimelockedWeights;
import io.weighbridge.weights.kind.CommitWeights;
import io.weighbridge.weights.kind.RevealMechanismWeights;
import io.weighbridge.weights.kind.RevealWeights;
import io.weighbridge.weights.kind.SetMechanismWeights;
import io.weighbridge.weights.kind.SetRootWeights;
import io.weighbridge.weights.kind.SetTaoWeights;
import io.weighbridge.weights.kind.SetWeights;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** All kinds of weight calls that this program knows, one line each. */
public final class Kinds {

    /** Every kind. */
    public static final List<CallKind> ALL = List.of(
            new SetWeights(),
            new SetMechanismWeights(),
            new BatchSetWeights(),
            new SetRootWeights(),
            new SetTaoWeights(),
            new CommitWeights(),
            new CommitMechanismWeights(),
            new BatchCommitWeights(),
            new CommitCrv3Weights(),
            new CommitCrv3MechanismWeights(),
            new CommitTimelockedWeights(),
            new CommitTimelockedMechanismWeights(),
            new RevealWeights(),
            new RevealMechanismWeights(),
            new BatchRevealWeights());

    private static final Map<String, CallKind> BY_CALL =
            ALL.stream().collect(Collectors.toUnmodifiableMap(CallKind::call, Function.identity()));

    private Kinds() {}

    /** The kind of this call, if it is a weight call. */
    public static Optional<CallKind> of(Call call) {
        return call.pallet().equals(SubtensorEvents.PALLET)
                ? Optional.ofNullable(BY_CALL.get(call.name()))
                : Optional.empty();
    }
}
