package io.weighbridge.weights;

import io.weighbridge.calls.Outcome;
import io.weighbridge.calls.wrapper.ScheduledDispatch;
import io.weighbridge.chain.AccountId;
import io.weighbridge.chain.Hash;
import io.weighbridge.chain.MechanismId;
import io.weighbridge.chain.StorageIndex;
import io.weighbridge.chain.Uid;
import io.weighbridge.metadata.Metadata;
import io.weighbridge.runtime.EventRecord;
import io.weighbridge.runtime.Phase;
import io.weighbridge.runtime.Runtime;
import io.weighbridge.runtime.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Finds weight actions that no call in the block shows: reveals by the chain in a block hook, scheduled calls, EVM
 * precompiles, calls stored earlier. Only their events tell of them. Not thread safe: one object reads one block.
 */
final class Effects {

    private static final Set<String> REVEALS_BY_CHAIN =
            Set.of(SubtensorEvents.CRV3_WEIGHTS_REVEALED, SubtensorEvents.TIMELOCKED_WEIGHTS_REVEALED);

    private final EventClaims claims;
    private final StateView state;
    private final Tracked tracked;
    private final boolean silentReveals;
    /**
     * The event index of the last {@code WeightsSet} of each slot: the state after the block holds the weights of that
     * one only.
     */
    private final Map<Slot, Integer> last = new HashMap<>();

    /** The event index of the last registration into each slot. */
    private final Map<Slot, Integer> registrations = new HashMap<>();

    private record Slot(StorageIndex index, Uid uid) {

        /** The slot in an event's first two fields. */
        static Slot of(EventRecord event) {
            return new Slot(
                    SubtensorEvents.leadingIndex(event),
                    new Uid(event.fields().get(1).asInt()));
        }
    }

    /**
     * An effect.
     *
     * @param event the event that shows it
     * @param kind what it did
     * @param hotkey whose weights
     * @param index the subnet and the mechanism
     * @param uid the hotkey's uid
     * @param payload what it carried
     */
    record Effect(
            EventRecord event,
            WeightFact.Kind kind,
            AccountId hotkey,
            StorageIndex index,
            KnownUid uid,
            Payload payload) {

        /** The same effect as a reveal of that commit. */
        Effect opening(Hash commit) {
            Payload opened = payload instanceof Payload.Open weights
                    ? new Payload.Revealed(weights, commit)
                    : new Payload.HashCommit(commit);
            return new Effect(event, kind, hotkey, index, uid, opened);
        }

        WeightAction action() {
            return new WeightAction(WeightAction.WHOLE, kind, hotkey, index, uid, Outcome.Success.SUCCESS, payload);
        }
    }

    Effects(BlockEvents events, EventClaims claims, StateView state, Tracked tracked, Runtime runtime) {
        this.claims = claims;
        this.state = state;
        this.tracked = tracked;
        this.silentReveals = revealsSilently(runtime.metadata());
        for (EventRecord event : events.all()) {
            if (event.is(SubtensorEvents.PALLET, SubtensorEvents.WEIGHTS_SET)) {
                last.put(Slot.of(event), event.index());
            } else if (event.is(SubtensorEvents.PALLET, SubtensorEvents.NEURON_REGISTERED)) {
                registrations.put(Slot.of(event), event.index());
            }
        }
    }

    /** From 216 to 260 the chain reveals timelocked commits with {@code WeightsSet} alone. */
    private static boolean revealsSilently(Metadata metadata) {
        return metadata.pallet(SubtensorEvents.PALLET)
                .filter(pallet -> metadata.types().variants(pallet.callType()).stream()
                        .anyMatch(call -> call.name().equals("commit_crv3_weights")))
                .filter(pallet -> metadata.types().variants(pallet.eventType()).stream()
                        .noneMatch(event -> REVEALS_BY_CHAIN.contains(event.name())))
                .isPresent();
    }

    /** Whether an extrinsic has weight events on a tracked subnet: then its calls must be decoded. */
    static boolean mayConcern(List<EventRecord> events, Tracked tracked) {
        return events.stream()
                .anyMatch(event -> indexOf(event)
                        .filter(index -> tracked.includes(index.netuid()))
                        .isPresent());
    }

    private static Optional<StorageIndex> indexOf(EventRecord event) {
        if (!event.pallet().equals(SubtensorEvents.PALLET)) {
            return Optional.empty();
        }
        return switch (event.name()) {
            case SubtensorEvents.WEIGHTS_SET -> Optional.of(SubtensorEvents.leadingIndex(event));
            case SubtensorEvents.WEIGHTS_COMMITTED,
                    SubtensorEvents.CRV3_WEIGHTS_COMMITTED,
                    SubtensorEvents.TIMELOCKED_WEIGHTS_COMMITTED -> Optional.of(SubtensorEvents.committedIndex(event));
            default -> Optional.empty();
        };
    }

    /** The effects among the events of one phase, in order. */
    List<Effect> among(List<EventRecord> phase) {
        List<Effect> effects = new ArrayList<>();
        for (int at = 0; at < phase.size(); at++) {
            EventRecord event = phase.get(at);
            Optional<StorageIndex> index = indexOf(event);
            if (claims.isFree(event)
                    && index.isPresent()
                    && tracked.includes(index.get().netuid())) {
                Optional<Effect> effect = event.name().equals(SubtensorEvents.WEIGHTS_SET)
                        ? weightsSet(phase, at)
                        : Optional.of(commit(event));
                effect.filter(it -> tracked.includes(it.index().netuid(), it.hotkey()))
                        .ifPresent(effects::add);
            }
        }
        return effects;
    }

    private static Effect commit(EventRecord event) {
        Hash hash = SubtensorEvents.committedHash(event);
        Payload payload = event.name().equals(SubtensorEvents.WEIGHTS_COMMITTED)
                ? new Payload.HashCommit(hash)
                : SubtensorEvents.timelockedCommit(event);
        return new Effect(
                event,
                WeightFact.Kind.COMMIT,
                SubtensorEvents.committer(event),
                SubtensorEvents.committedIndex(event),
                KnownUid.Unknown.UNKNOWN,
                payload);
    }

    private Optional<Effect> weightsSet(List<EventRecord> phase, int at) {
        EventRecord event = phase.get(at);
        Slot slot = Slot.of(event);
        int run = runOfSets(slot, phase, at);
        EventRecord next = at + run < phase.size() ? phase.get(at + run) : event;
        if (run == 1 && isRevealByChain(next, slot)) {
            return Optional.of(effect(
                    event, WeightFact.Kind.AUTO_REVEAL, next.fields().get(1).asAccount()));
        }
        Optional<Hash> opened = openedCommit(next, slot, run);
        if (opened.isPresent()) {
            Effect revealed = effect(event, WeightFact.Kind.REVEAL, SubtensorEvents.committer(next));
            return Optional.of(revealed.opening(opened.get()));
        }
        WeightFact.Kind kind = silentReveals && !inExtrinsic(event) && !ScheduledDispatch.left(phase, at)
                ? WeightFact.Kind.AUTO_REVEAL
                : WeightFact.Kind.SET;
        if (registeredAnew(slot, event)) {
            return Optional.empty();
        }
        return state.hotkey(slot.index().netuid(), slot.uid(), tracked.hotkeys())
                .map(hotkey -> effect(event, kind, hotkey));
    }

    /**
     * Whether the slot was given to another hotkey later in the block: then the state does not tell whose it was at the
     * event.
     */
    private boolean registeredAnew(Slot slot, EventRecord event) {
        Integer registered =
                registrations.get(new Slot(new StorageIndex(slot.index().netuid(), MechanismId.MAIN), slot.uid()));
        return registered != null && registered > event.index();
    }

    /** How many {@code WeightsSet} of the slot follow one another, from {@code at} on. */
    private static int runOfSets(Slot slot, List<EventRecord> phase, int at) {
        int end = at + 1;
        while (end < phase.size()
                && phase.get(end).is(SubtensorEvents.PALLET, SubtensorEvents.WEIGHTS_SET)
                && Slot.of(phase.get(end)).equals(slot)) {
            end++;
        }
        return end - at;
    }

    private static boolean isRevealByChain(EventRecord event, Slot slot) {
        return event.pallet().equals(SubtensorEvents.PALLET)
                && REVEALS_BY_CHAIN.contains(event.name())
                && SubtensorEvents.leadingIndex(event).equals(slot.index());
    }

    /**
     * The commit that a {@code WeightsSet} reveals, where {@code event} is the reveal event {@code back} positions
     * after it.
     */
    private Optional<Hash> openedCommit(EventRecord event, Slot slot, int back) {
        boolean batch = event.is(SubtensorEvents.PALLET, SubtensorEvents.WEIGHTS_BATCH_REVEALED);
        boolean single = back == 1 && event.is(SubtensorEvents.PALLET, SubtensorEvents.WEIGHTS_REVEALED);
        if (!(batch || single)
                || !claims.isFree(event)
                || !SubtensorEvents.committedIndex(event).equals(slot.index())) {
            return Optional.empty();
        }
        if (single) {
            return Optional.of(SubtensorEvents.committedHash(event));
        }
        List<Value> hashes = event.fields().get(2).asList();
        return back <= hashes.size()
                ? Optional.of(SubtensorEvents.hash(hashes.get(hashes.size() - back)))
                : Optional.empty();
    }

    private static boolean inExtrinsic(EventRecord event) {
        return event.phase() instanceof Phase.ApplyExtrinsic;
    }

    private boolean isLast(EventRecord event, Slot slot) {
        Integer index = last.get(slot);
        return index != null && index == event.index();
    }

    private Effect effect(EventRecord event, WeightFact.Kind kind, AccountId hotkey) {
        Slot slot = Slot.of(event);
        Payload payload = Payload.Opaque.OPAQUE;
        if (tracked.includes(slot.index().netuid(), hotkey)
                && isLast(event, slot)
                && state.mayHold(slot.index().netuid(), slot.uid(), hotkey, tracked.hotkeys())) {
            payload = state.weights(slot.index(), slot.uid())
                    .<Payload>map(Function.identity())
                    .orElse(payload);
        }
        return new Effect(event, kind, hotkey, slot.index(), new KnownUid.Known(slot.uid()), payload);
    }
}
