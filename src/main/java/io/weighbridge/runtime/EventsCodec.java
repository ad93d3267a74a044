package io.weighbridge.runtime;

import io.weighbridge.chain.Hash;
import io.weighbridge.scale.Bytes;
import io.weighbridge.scale.DecodeException;
import io.weighbridge.scale.DecodeException.Reason;
import io.weighbridge.scale.ScaleReader;
import io.weighbridge.scale.ScaleWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The value of {@code System.Events}: {@code Vec<EventRecord>}, each a phase, an event and its topics ({@code Vec<H256>}).
 *
 * @param events the events of all pallets
 */
record EventsCodec(OuterEnum events) {

    private static final int APPLY_EXTRINSIC = 0;
    private static final int FINALIZATION = 1;
    private static final int INITIALIZATION = 2;

    /** A phase and its event have three bytes, the count of topics one. */
    private static final int LEAST_RECORD_SIZE = 4;

    List<EventRecord> decode(Bytes encoded, NameFilter wanted) {
        var in = new ScaleReader(encoded);
        int count = in.count(LEAST_RECORD_SIZE);
        List<EventRecord> records = new ArrayList<>(count);
        try {
            while (records.size() < count) {
                records.add(record(records.size(), in, wanted));
            }
        } catch (DecodeException e) {
            throw e.inside("events[" + records.size() + "]");
        }
        in.expectEnd();
        return Collections.unmodifiableList(records);
    }

    private EventRecord record(int index, ScaleReader in, NameFilter wanted) {
        Phase phase = phase(in);
        OuterEnum.Item event = events.read(in);
        Value.Fields fields = event.decodeFields(in, wanted);
        return new EventRecord(
                index, phase, event.pallet(), event.name(), event.palletIndex(), event.index(), fields, topics(in));
    }

    private static Phase phase(ScaleReader in) {
        int tag = in.u8();
        return switch (tag) {
            case APPLY_EXTRINSIC -> new Phase.ApplyExtrinsic(extrinsic(in));
            case FINALIZATION -> Phase.Finalization.FINALIZATION;
            case INITIALIZATION -> Phase.Initialization.INITIALIZATION;
            default ->
                throw DecodeException.at(
                        in.offset() - 1, Reason.UNKNOWN_VARIANT, "expected a phase (0, 1 or 2), found " + tag);
        };
    }

    private static int extrinsic(ScaleReader in) {
        long index = in.u32();
        if (index > Integer.MAX_VALUE) {
            throw DecodeException.at(
                    in.offset() - 4, Reason.OUT_OF_RANGE, "no block has an extrinsic with index " + index);
        }
        return (int) index;
    }

    private static List<Hash> topics(ScaleReader in) {
        int count = in.count(Hash.SIZE);
        if (count == 0) {
            return List.of();
        }
        List<Hash> topics = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            topics.add(new Hash(in.bytes(Hash.SIZE)));
        }
        return Collections.unmodifiableList(topics);
    }

    void encode(List<EventRecord> records, ScaleWriter out) {
        out.compact(records.size());
        for (EventRecord event : records) {
            if (event.phase() instanceof Phase.ApplyExtrinsic apply) {
                out.u8(APPLY_EXTRINSIC).u32(apply.extrinsic());
            } else {
                out.u8(event.phase() == Phase.Finalization.FINALIZATION ? FINALIZATION : INITIALIZATION);
            }
            events.get(event.pallet(), event.name()).encodeFields(event.fields(), out);
            out.compact(event.topics().size());
            event.topics().forEach(topic -> out.bytes(topic.bytes()));
        }
    }
}
