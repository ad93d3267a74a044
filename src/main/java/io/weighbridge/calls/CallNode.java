package io.weighbridge.calls;

import io.weighbridge.runtime.Call;
import io.weighbridge.runtime.EventRecord;
import java.util.List;
import java.util.stream.Stream;

/**
 * One call of an extrinsic, the outermost or a nested one, with its outcome.
 *
 * @param call the call
 * @param path its place in the extrinsic
 * @param caller its dispatch origin
 * @param outcome its outcome
 * @param events the events deposited while it ran, including those of nested calls, unmodifiable; empty unless it
 *     succeeded
 * @param inner the calls in it, in the order of its arguments, unmodifiable
 */
public record CallNode(
        Call call, CallPath path, Caller caller, Outcome outcome, List<EventRecord> events, List<CallNode> inner) {

    /** This call and all calls in it, each before those in it. */
    public Stream<CallNode> walk() {
        return Stream.concat(Stream.of(this), inner.stream().flatMap(CallNode::walk));
    }
}
