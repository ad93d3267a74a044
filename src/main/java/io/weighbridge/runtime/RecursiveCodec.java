package io.weighbridge.runtime;

import io.weighbridge.scale.ScaleReader;
import io.weighbridge.scale.ScaleWriter;

/** A type that contains itself, seen from inside; first of all a call within a call. All recursion goes through here. */
final class RecursiveCodec implements Codec {

    private final Codec[] table;
    private final int type;

    /** Stands for {@code table[type]}, which may be set later. */
    RecursiveCodec(Codec[] table, int type) {
        this.table = table;
        this.type = type;
    }

    @Override
    public Value decode(ScaleReader in) {
        enter(in);
        Value value = table[type].decode(in);
        leave(in);
        return value;
    }

    @Override
    public void encode(Value value, ScaleWriter out) {
        table[type].encode(value, out);
    }

    @Override
    public void skip(ScaleReader in) {
        enter(in);
        table[type].skip(in);
        leave(in);
    }

    /** A call takes more of the stack than its arguments do, so it counts twice. */
    private static void enter(ScaleReader in) {
        in.enter();
        in.enter();
    }

    private static void leave(ScaleReader in) {
        in.leave();
        in.leave();
    }

    /** A type that contains itself does so behind a tag or a count. */
    @Override
    public int leastSize() {
        return 1;
    }
}
