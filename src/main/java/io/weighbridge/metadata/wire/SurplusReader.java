package io.weighbridge.metadata.wire;

import java.util.List;

/**
 * Passes over what the model leaves out, checking it on the way: runtime interfaces, outer enums, custom values. Not
 * thread safe.
 */
public final class SurplusReader {

    private static final int LEAST_API = 3;
    private static final int LEAST_METHOD = 4;
    private static final int LEAST_NAMED_TYPE = 2;
    private static final int LEAST_CUSTOM = 3;

    private final MetadataReader in;
    private final PalletReader.Notes notes;

    /** A reader of parts that have such notes. */
    public SurplusReader(MetadataReader in, PalletReader.Notes notes) {
        this.in = in;
        this.notes = notes;
    }

    /** The runtime's interfaces; {@code rest} passes over what follows the docs of one. */
    public void apis(Runnable rest) {
        in.list("apis", LEAST_API, () -> {
            String name = in.text();
            in.list("methods", LEAST_METHOD, () -> function(in.text()));
            in.docs();
            rest.run();
            return name;
        });
    }

    /** What follows the name of a function: its inputs, its output, docs, notes. */
    public String function(String name) {
        in.list("inputs", LEAST_NAMED_TYPE, () -> in.text() + in.typeId());
        in.part("output", in::typeId);
        in.docs();
        notes.ofItem();
        return name;
    }

    /** The outer enums of calls, events and errors. */
    public void outerEnums() {
        in.part("outerEnums", () -> List.of(in.typeId(), in.typeId(), in.typeId()));
    }

    /** Values that a runtime may add. */
    public void custom() {
        in.list("custom", LEAST_CUSTOM, () -> {
            String name = in.text();
            in.typeId();
            in.byteVector();
            return name;
        });
    }
}
