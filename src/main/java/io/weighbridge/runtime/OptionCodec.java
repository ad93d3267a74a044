package io.weighbridge.runtime;

import io.weighbridge.scale.ScaleReader;
import io.weighbridge.scale.ScaleWriter;
import java.util.Optional;

/**
 * {@code Option<T>}: 0, or 1 and the value.
 *
 * @param inner the value's codec
 */
record OptionCodec(Codec inner) implements Codec {

    @Override
    public Value decode(ScaleReader in) {
        return in.option() ? new Value.Some(inner.decode(in)) : Value.None.NONE;
    }

    @Override
    public void encode(Value value, ScaleWriter out) {
        Optional<Value> held = value.asOption();
        out.bool(held.isPresent());
        held.ifPresent(some -> inner.encode(some, out));
    }

    @Override
    public void skip(ScaleReader in) {
        if (in.option()) {
            inner.skip(in);
        }
    }

    @Override
    public int leastSize() {
        return 1;
    }
}
