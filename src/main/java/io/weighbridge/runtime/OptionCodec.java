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
        if (!in.option()) {
            return Value.None.NONE;
        }
        in.enter();
        Value held = inner.decode(in);
        in.leave();
        return new Value.Some(held);
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
            in.enter();
            inner.skip(in);
            in.leave();
        }
    }

    @Override
    public int leastSize() {
        return 1;
    }
}
