package io.weighbridge.calls;

import io.weighbridge.runtime.Call;
import io.weighbridge.runtime.DispatchError;
import io.weighbridge.runtime.EventRecord;
import io.weighbridge.runtime.Extrinsic;
import io.weighbridge.runtime.Runtime;
import io.weighbridge.runtime.Value;
import io.weighbridge.scale.DecodeException;
import io.weighbridge.scale.DecodeException.Reason;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Determines the outcome and the events of each call in an extrinsic.
 *
 * <p>The tree is walked in reverse order of execution, and the extrinsic's events are read from last to first along
 * with it. A failed call has no events: its storage layer was rolled back (frame: {@code with_storage_layer}).
 *
 * <p>Calls that an EVM or a contract call dispatches are not in the call data, so their events count as that call's
 * own. Reading backward, nothing marks where those events begin. So if such a call follows others in a batch and
 * dispatches a batch itself, the {@code ItemCompleted} events of the inner batch may be taken for those of the outer
 * one.
 *
 * <p>Not thread safe: one object reads one extrinsic.
 */
public final class CallTree {

    /** Deepest nesting of calls, as the chain's own decoder allows it (frame: {@code MAX_EXTRINSIC_DEPTH}). */
    public static final int MAX_DEPTH = 256;

    private final Runtime runtime;
    private final List<EventRecord> events;
    /** The events from this index on are assigned or consumed. */
    private int cursor;
    /** Settled calls whose first event is not known yet. */
    private final Deque<Node> open = new ArrayDeque<>();

    private CallTree(Runtime runtime, List<EventRecord> events) {
        this.runtime = runtime;
        this.events = List.copyOf(events);
        this.cursor = events.size();
    }

    /**
     * The extrinsic's own call and all calls in it.
     *
     * @param extrinsic the extrinsic
     * @param events the events with its phase, all of them, in order
     * @param runtime the runtime that executed the block
     * @param state the state after the block, for calls that are stored there
     * @throws DecodeException if the events cannot be those of this extrinsic, or calls are nested deeper than
     *     {@link #MAX_DEPTH}
     */
    public static CallNode of(Extrinsic extrinsic, List<EventRecord> events, Runtime runtime, StateAfter state) {
        var root = new Node(extrinsic.call(), CallPath.ROOT, Caller.of(extrinsic), runtime, state);
        var tree = new CallTree(runtime, events);
        tree.settle(root, tree.result());
        tree.closeOpen(0);
        root.end = root.outcome == Outcome.Success.SUCCESS ? events.size() : root.end;
        return root.freeze(tree.events);
    }

    /** The extrinsic's own call and all nested calls, without events: every outcome is {@link Outcome.Unknown}. */
    public static CallNode withoutEvents(Extrinsic extrinsic, Runtime runtime) {
        var root = new Node(extrinsic.call(), CallPath.ROOT, Caller.of(extrinsic), runtime, StateAfter.UNKNOWN);
        root.stayUnknown();
        return root.freeze(List.of());
    }

    private Outcome result() {
        EventRecord end = take("System.ExtrinsicSuccess", "System.ExtrinsicFailed");
        return end.name().equals("ExtrinsicSuccess")
                ? Outcome.Success.SUCCESS
                : new Outcome.Failed(runtime.dispatchError(end.fields().get(0)));
    }

    private EventRecord take(String... names) {
        int at = find(Set.of(names));
        if (at < 0) {
            throw DecodeException.of(
                    Reason.INVALID,
                    "expected an event " + String.join(" or ", names) + " among the first " + cursor + " of "
                            + events.size() + " events of the extrinsic, found none");
        }
        return takeAt(at);
    }

    private int find(Set<String> names) {
        int at = cursor - 1;
        while (at >= 0 && !names.contains(events.get(at).qualifiedName())) {
            at--;
        }
        return at;
    }

    private EventRecord takeAt(int at) {
        closeOpen(at + 1);
        cursor = at;
        return events.get(at);
    }

    private void closeOpen(int start) {
        for (Node node : open) {
            node.start = start;
        }
        open.clear();
    }

    private void settle(Node node, Outcome outcome) {
        node.outcome = outcome;
        if (outcome == Outcome.Success.SUCCESS) {
            node.end = cursor;
            if (!node.inner.isEmpty()) {
                Wrappers.succeeded(node.call, new View(node));
            }
            open.add(node);
        } else if (outcome instanceof Outcome.Failed failed) {
            Wrappers.failed(node.call, failed.error(), new View(node));
        } else {
            node.inner.forEach(inner -> settle(inner, outcome));
        }
    }

    /** What a wrapper sees of its inner calls and of the events. */
    private final class View implements InnerCalls {

        private final Node wrapper;

        View(Node wrapper) {
            this.wrapper = wrapper;
        }

        @Override
        public int count() {
            return wrapper.inner.size();
        }

        @Override
        public Caller caller() {
            return wrapper.caller;
        }

        @Override
        public EventRecord take(String... names) {
            return CallTree.this.take(names);
        }

        @Override
        public void takeIf(String name, Predicate<EventRecord> test) {
            int at = find(Set.of(name));
            if (at >= 0 && test.test(events.get(at))) {
                takeAt(at);
            }
        }

        @Override
        public void settle(int index, Outcome outcome) {
            CallTree.this.settle(wrapper.inner.get(index), outcome);
        }

        @Override
        public Outcome outcome(Value dispatchResult) {
            Value.Variant result = dispatchResult.asVariant();
            return result.name().equals("Ok")
                    ? Outcome.Success.SUCCESS
                    : new Outcome.Failed(error(result.fields().get(0)));
        }

        @Override
        public DispatchError error(Value dispatchError) {
            return runtime.dispatchError(dispatchError);
        }
    }

    /** A call whose outcome is being determined. */
    private static final class Node {

        private final Call call;
        private final CallPath path;
        private final Caller caller;
        private final List<Node> inner;
        private Outcome outcome = Outcome.Deferred.DEFERRED;
        private int start;
        private int end;

        Node(Call call, CallPath path, Caller caller, Runtime runtime, StateAfter state) {
            if (path.depth() > MAX_DEPTH) {
                throw DecodeException.of(
                        Reason.TOO_DEEP, "calls are nested deeper than " + MAX_DEPTH + ", the chain's own limit");
            }
            this.call = call;
            this.path = path;
            this.caller = caller;
            List<Call> calls = Wrappers.inner(call, runtime, state);
            this.inner = new ArrayList<>(calls.size());
            if (!calls.isEmpty()) {
                Caller innerCaller = Wrappers.innerCaller(call, caller);
                // A stored call may name a stored call, even itself, so stored calls are followed one level only.
                StateAfter known = NestedCalls.in(call).isEmpty() ? StateAfter.UNKNOWN : state;
                for (Call nested : calls) {
                    inner.add(new Node(nested, path.inner(inner.size()), innerCaller, runtime, known));
                }
            }
        }

        void stayUnknown() {
            outcome = Outcome.Unknown.UNKNOWN;
            inner.forEach(Node::stayUnknown);
        }

        CallNode freeze(List<EventRecord> events) {
            return new CallNode(
                    call,
                    path,
                    caller,
                    outcome,
                    events.subList(start, end),
                    inner.stream().map(node -> node.freeze(events)).toList());
        }
    }
}
