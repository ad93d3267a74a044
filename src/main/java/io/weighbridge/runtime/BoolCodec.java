package io.weighbridge.runtime;

import io.weighbridge.scale.ScaleReader;
import io.weighbridge.scale.ScaleWriter;

/** {@code bool}: one byte, 0 or 1. */
enum BoolCodec implements Codec {
    BOOL;

    private static final Value TRUE = new Value.Bool(true);
    private static final Value FALSE = new Value.Bool(false);

    @Override
    public Value decode(ScaleReader in) {
        return in.bool() ? TRUE : FALSE;
    }

    @Override
    public void encode(Value value, ScaleWriter out) {
        out.bool(value.asBool());
    }

    @Override
    public int leastSize() {
        return 1;
    }
}
