package io.weighbridge.calls;

import io.weighbridge.runtime.Call;
import io.weighbridge.runtime.EventRecord;
import java.util.List;
import java.util.stream.Stream;

/**
 * One call of an extrinsic, its own or a nested one, and what became of it.
 *
 * @param call the call
 * @param path its place in the extrinsic
 * @param caller on whose behalf it runs
 * @param outcome what became of it
 * @param events the events that were left while it ran, those of the calls in it too, unmodifiable; none unless it took
 *     effect
 * @param inner the calls in it, in the order of its arguments, unmodifiable
 */
public record CallNode(
        Call call, CallPath path, Caller caller, Outcome outcome, List<EventRecord> events, List<CallNode> inner) {

    /** This call and all calls in it, each before those in it. */
    public Stream<CallNode> walk() {
        return Stream.concat(Stream.of(this), inner.stream().flatMap(CallNode::walk));
    }
}
