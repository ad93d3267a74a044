package io.weighbridge.weights;

import io.weighbridge.calls.CallNode;
import io.weighbridge.calls.CallTree;
import io.weighbridge.calls.Outcome;
import io.weighbridge.chain.AccountId;
import io.weighbridge.chain.Hash;
import io.weighbridge.chain.RawBlock;
import io.weighbridge.crypto.Blake2b;
import io.weighbridge.runtime.Call;
import io.weighbridge.runtime.EventRecord;
import io.weighbridge.runtime.Extrinsic;
import io.weighbridge.runtime.Runtime;
import io.weighbridge.scale.Bytes;
import io.weighbridge.scale.DecodeException;
import io.weighbridge.scale.DecodeException.Reason;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/** Reads one block. Not thread safe. */
final class BlockReading {

    private final RawBlock block;
    private final Runtime runtime;
    private final BlockEvents events;
    private final Tracked tracked;
    private final KeyScan keys;
    private final StateView state;
    private final BitSet computingCalls;
    private final EventClaims claims = new EventClaims();

    BlockReading(RawBlock block, Runtime runtime, BlockEvents events, Tracked tracked, KeyScan keys, StateView state) {
        this.block = block;
        this.runtime = runtime;
        this.events = events;
        this.tracked = tracked;
        this.keys = keys;
        this.state = state;
        this.computingCalls = KeyScan.computingCalls(runtime);
    }

    /** A weight action with its place. */
    private record Placed(Position position, String call, Origin origin, WeightAction action) {}

    Reading read() {
        var effects = new Effects(events, claims, state, tracked, runtime);
        List<Placed> found = new ArrayList<>();
        addHookEffects(effects, events.before(), found);
        for (int extrinsic = 0; extrinsic < block.extrinsics().size(); extrinsic++) {
            readExtrinsic(extrinsic, effects, found);
        }
        addHookEffects(effects, events.after(), found);
        if (!state.missing().isEmpty()) {
            return new Reading.NeedsState(state.missing());
        }
        return new Reading.Complete(facts(found), state.welcome());
    }

    /** The calls in the extrinsics alone. */
    List<WeightFact> calls() {
        List<Placed> found = new ArrayList<>();
        for (int index = 0; index < block.extrinsics().size(); index++) {
            Bytes encoded = block.extrinsics().get(index);
            if (keys.mayHoldCall(encoded, computingCalls)) {
                try {
                    Extrinsic extrinsic = runtime.decodeExtrinsic(encoded);
                    addCalls(index, CallTree.withoutEvents(extrinsic, runtime), origin(extrinsic, List.of()), found);
                } catch (DecodeException e) {
                    throw e.inside("extrinsics[" + index + "]");
                }
            }
        }
        return facts(found);
    }

    private List<WeightFact> facts(List<Placed> found) {
        if (found.isEmpty()) {
            return List.of();
        }
        Instant timestamp = timestamp();
        var windows = new RevealWindows(runtime, state, block.ref().number());
        return found.stream().map(placed -> fact(placed, timestamp, windows)).toList();
    }

    private static void addHookEffects(Effects effects, List<EventRecord> hook, List<Placed> found) {
        for (Effects.Effect effect : effects.among(hook)) {
            found.add(new Placed(
                    Position.ofHook(effect.event().index()),
                    effect.event().qualifiedName(),
                    Origin.Hook.HOOK,
                    effect.action()));
        }
    }

    private void readExtrinsic(int index, Effects effects, List<Placed> found) {
        Bytes encoded = block.extrinsics().get(index);
        List<EventRecord> own = events.of(index);
        boolean leftEffects = Effects.mayConcern(own, tracked);
        if (KeyScan.isSigned(encoded) && (leftEffects || keys.mayHoldCall(encoded, computingCalls))) {
            try {
                Extrinsic extrinsic = runtime.decodeExtrinsic(encoded);
                Origin origin = origin(extrinsic, own);
                addCalls(index, CallTree.of(extrinsic, own, runtime, state), origin, found);
                addEffects(index, effects.among(own), origin, found);
            } catch (DecodeException e) {
                throw e.inside("extrinsics[" + index + "]");
            }
        } else if (leftEffects) {
            addEffects(index, effects.among(own), new Origin.Unsigned(hash(encoded)), found);
        }
    }

    private void addCalls(int extrinsic, CallNode root, Origin origin, List<Placed> found) {
        root.walk()
                .forEach(node -> Kinds.of(node.call()).ifPresent(kind -> {
                    for (WeightAction action : kind.read(new WeightCall(node, claims, runtime))) {
                        if (tracked.includes(action.index().netuid(), action.hotkey())) {
                            Position call =
                                    Position.ofCall(extrinsic, node.path().indexes());
                            Position position = action.item() == WeightAction.WHOLE ? call : call.item(action.item());
                            found.add(new Placed(position, node.call().qualifiedName(), origin, action));
                        }
                    }
                }));
    }

    private static void addEffects(int extrinsic, List<Effects.Effect> effects, Origin origin, List<Placed> found) {
        for (Effects.Effect effect : effects) {
            found.add(new Placed(
                    Position.ofEvent(extrinsic, effect.event().index()),
                    effect.event().qualifiedName(),
                    origin,
                    effect.action()));
        }
    }

    private static Origin origin(Extrinsic extrinsic, List<EventRecord> own) {
        Optional<AccountId> signer = extrinsic.signer();
        Optional<Extrinsic.Extensions> extensions = extrinsic.extensions();
        if (signer.isEmpty() || extensions.isEmpty()) {
            return new Origin.Unsigned(extrinsic.hash());
        }
        return new Origin.Signed(
                extrinsic.hash(),
                signer.get(),
                extensions.get().nonce(),
                extensions.get().tip(),
                fee(own));
    }

    private static BigInteger fee(List<EventRecord> own) {
        return own.stream()
                .filter(event -> event.is("TransactionPayment", "TransactionFeePaid"))
                .map(event -> event.fields().get(1).asBigInteger())
                .reduce(BigInteger.ZERO, (earlier, later) -> later);
    }

    private static Hash hash(Bytes encoded) {
        return new Hash(Blake2b.hash256(encoded));
    }

    /** The block's own time: the argument of its {@code Timestamp.set}, an inherent of every block but genesis. */
    private Instant timestamp() {
        for (Bytes encoded : block.extrinsics()) {
            if (!KeyScan.isSigned(encoded)) {
                Call call = runtime.decodeExtrinsic(encoded).call();
                if (call.is("Timestamp", "set")) {
                    return Instant.ofEpochMilli(call.arg("now").asLong());
                }
            }
        }
        throw DecodeException.of(
                Reason.INVALID,
                "no Timestamp.set among the " + block.extrinsics().size()
                        + " extrinsics: the block's time is not known");
    }

    private WeightFact fact(Placed placed, Instant timestamp, RevealWindows windows) {
        WeightAction action = placed.action();
        boolean commits = action.kind() == WeightFact.Kind.COMMIT && action.outcome() == Outcome.Success.SUCCESS;
        return new WeightFact(
                block.ref(),
                timestamp,
                runtime.specVersion(),
                placed.position(),
                placed.call(),
                action.kind(),
                placed.origin(),
                action.hotkey(),
                action.index(),
                action.uid(),
                action.outcome(),
                commits ? windows.complete(action.hotkey(), action.index(), action.payload()) : action.payload());
    }
}
