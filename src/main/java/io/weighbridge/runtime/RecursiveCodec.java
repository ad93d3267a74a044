package io.weighbridge.runtime;

import io.weighbridge.scale.ScaleReader;
import io.weighbridge.scale.ScaleWriter;

/**
 * Stands for a type inside its own definition, such as a call within a call: its codec is looked up when it is used.
 * All recursion of decoding passes through here.
 */
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

    /** A recursion here uses more of the stack than one level of fields does, so it counts as two levels. */
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
