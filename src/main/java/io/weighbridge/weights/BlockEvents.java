package io.weighbridge.weights;

import io.weighbridge.runtime.EventRecord;
import io.weighbridge.runtime.Phase;
import io.weighbridge.scale.DecodeException;
import io.weighbridge.scale.DecodeException.Reason;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The events of a block by their phase.
 *
 * @param all every event, in order
 * @param extrinsics the events of each extrinsic that has any, in order
 * @param before the events of the hooks before the extrinsics, in order
 * @param after the events of the hooks after the extrinsics, in order
 */
record BlockEvents(
        List<EventRecord> all,
        Map<Integer, List<EventRecord>> extrinsics,
        List<EventRecord> before,
        List<EventRecord> after) {

    /**
     * Sorts a block's events.
     *
     * @throws DecodeException if an event belongs to an extrinsic that the block does not have: then they are the
     *     events of another block
     */
    static BlockEvents of(List<EventRecord> events, int extrinsicCount) {
        Map<Integer, List<EventRecord>> extrinsics = new HashMap<>();
        List<EventRecord> before = new ArrayList<>();
        List<EventRecord> after = new ArrayList<>();
        for (EventRecord event : events) {
            if (event.phase() instanceof Phase.ApplyExtrinsic apply) {
                if (apply.extrinsic() >= extrinsicCount) {
                    throw DecodeException.of(
                            Reason.INVALID,
                            "events[" + event.index() + "] belongs to extrinsic " + apply.extrinsic()
                                    + ", but the block has only " + extrinsicCount);
                }
                extrinsics
                        .computeIfAbsent(apply.extrinsic(), index -> new ArrayList<>())
                        .add(event);
            } else {
                (event.phase() == Phase.Finalization.FINALIZATION ? after : before).add(event);
            }
        }
        return new BlockEvents(events, extrinsics, before, after);
    }

    /** The events of an extrinsic. */
    List<EventRecord> of(int extrinsic) {
        return extrinsics.getOrDefault(extrinsic, List.of());
    }
}
