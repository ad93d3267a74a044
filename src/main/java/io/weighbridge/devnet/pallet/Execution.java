package io.weighbridge.devnet.pallet;

import static io.weighbridge.devnet.spec.Values.variant;

import io.weighbridge.chain.AccountId;
import io.weighbridge.devnet.spec.DevRuntime;
import io.weighbridge.devnet.state.Overlay;
import io.weighbridge.runtime.EventRecord;
import io.weighbridge.runtime.Phase;
import io.weighbridge.runtime.Value;
import io.weighbridge.runtime.Value.Fields;
import io.weighbridge.scale.Bytes;
import java.util.ArrayList;
import java.util.List;

/** One block while the runtime executes it: the state, the events so far, and what was done. Not thread safe. */
public final class Execution {

    private final DevRuntime runtime;
    private final Overlay overlay;
    private final State state;
    private final long number;
    private final List<EventRecord> events = new ArrayList<>();
    private final List<Act> acts = new ArrayList<>();
    private final List<Ending> endings = new ArrayList<>();
    private Phase phase = Phase.Initialization.INITIALIZATION;
    private boolean codeUpdated;

    /** Block {@code number} on top of what {@code overlay} stands on. */
    public Execution(DevRuntime runtime, Overlay overlay, long number) {
        this.runtime = runtime;
        this.overlay = overlay;
        this.state = new State(runtime, overlay);
        this.number = number;
    }

    /** The runtime that executes the block. */
    public DevRuntime runtime() {
        return runtime;
    }

    /** The block's number. */
    public long number() {
        return number;
    }

    /** The state as it is now. */
    public State state() {
        return state;
    }

    /** The events so far. */
    public List<EventRecord> events() {
        return events;
    }

    /** The weight actions so far. */
    public List<Act> acts() {
        return acts;
    }

    /** The ends of commits so far. */
    public List<Ending> endings() {
        return endings;
    }

    /** Whether the runtime's code was replaced in this block. */
    public boolean codeUpdated() {
        return codeUpdated;
    }

    /** From now on, events belong to that phase. */
    public void enter(Phase next) {
        phase = next;
    }

    /** Adds an event. */
    public void emit(String pallet, String name, Fields fields) {
        events.add(runtime.runtime().event(events.size(), phase, pallet, name, fields));
    }

    /** Runs a call in a layer of its own: if it fails, nothing of it remains but the failure. */
    void dispatch(Frame frame) {
        CallRule rule = Pallets.rule(frame.call());
        if (Pallets.nestsBatches(frame.call())) {
            rule.skip(frame, this, "System.CallFiltered");
            throw failure("System", "CallFiltered");
        }
        overlay.begin();
        int firstEvent = events.size();
        int firstAct = acts.size();
        int firstEnding = endings.size();
        try {
            rule.run(frame, this);
        } catch (DispatchFailure failure) {
            overlay.rollBack();
            events.subList(firstEvent, events.size()).clear();
            endings.subList(firstEnding, endings.size()).clear();
            String cause = errorName(failure.error());
            acts.subList(firstAct, acts.size())
                    .replaceAll(act -> act.outcome() == Act.Outcome.SUCCESS ? act.undone(cause) : act);
            throw failure;
        }
        overlay.commit();
    }

    /** Writes down the weight actions in a call that is not going to run. */
    void skip(Frame frame, String cause) {
        Pallets.rule(frame.call()).skip(frame, this, cause);
    }

    /** Counts every weight action from the {@code first} on as undone. */
    void undoActs(int first, String cause) {
        acts.subList(first, acts.size()).replaceAll(act -> act.undone(cause));
    }

    /** Writes down a weight action. */
    void record(Act act) {
        acts.add(act);
    }

    /** Writes down the end of a commit. */
    void end(Ending ending) {
        endings.add(ending);
    }

    /** The runtime's code is {@code code} from the next block on. */
    void updateCode(Bytes code) {
        overlay.put(WellKnownKeys.CODE, code);
        codeUpdated = true;
    }

    /** A failure with a pallet's own error. */
    DispatchFailure failure(String pallet, String error) {
        return new DispatchFailure(runtime.moduleError(pallet, error));
    }

    /** A failure of the dispatch itself: {@code failure(2, "BadOrigin")}. */
    DispatchFailure failure(int index, String name, Value... fields) {
        return new DispatchFailure(variant(name, index, fields));
    }

    /** Fails with a pallet's own error unless {@code condition} holds. */
    void ensure(boolean condition, String pallet, String error) {
        if (!condition) {
            throw failure(pallet, error);
        }
    }

    /** The account that signed; fails with {@code BadOrigin} if the origin is none. */
    AccountId signed(Frame frame) {
        if (frame.origin() instanceof Origin.Signed signed) {
            return signed.account();
        }
        throw failure(2, "BadOrigin");
    }

    /** {@code Pallet.ErrorName} of a dispatch error. */
    String errorName(Value error) {
        return runtime.runtime().dispatchError(error).name();
    }
}
