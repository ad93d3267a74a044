package io.weighbridge.runtime;

import io.weighbridge.scale.ScaleReader;
import io.weighbridge.scale.ScaleWriter;

/**
 * A type that contains itself, seen from inside; first of all a call within a call. All recursion goes through here, so
 * this is where nesting is counted.
 */
final class LateCodec implements Codec {

    private final Codec[] table;
    private final int type;

    /** Stands for {@code table[type]}, which may be set later. */
    LateCodec(Codec[] table, int type) {
        this.table = table;
        this.type = type;
    }

    @Override
    public Value decode(ScaleReader in) {
        in.enter();
        Value value = table[type].decode(in);
        in.leave();
        return value;
    }

    @Override
    public void encode(Value value, ScaleWriter out) {
        table[type].encode(value, out);
    }

    @Override
    public void skip(ScaleReader in) {
        in.enter();
        table[type].skip(in);
        in.leave();
    }

    /** A type that contains itself does so behind a tag or a count. */
    @Override
    public int leastSize() {
        return 1;
    }
}
