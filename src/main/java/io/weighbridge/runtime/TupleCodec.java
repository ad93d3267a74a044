package io.weighbridge.runtime;

import io.weighbridge.scale.DecodeException;
import io.weighbridge.scale.DecodeException.Reason;
import io.weighbridge.scale.ScaleReader;
import io.weighbridge.scale.ScaleWriter;

/**
 * A tuple: its elements one after another.
 *
 * @param elements the elements, without names
 */
record TupleCodec(FieldsCodec elements) implements Codec {

    @Override
    public Value decode(ScaleReader in) {
        return new Value.Tuple(elements.decode(in).values());
    }

    @Override
    public void encode(Value value, ScaleWriter out) {
        if (!(value instanceof Value.Tuple tuple)) {
            throw DecodeException.of(
                    Reason.INVALID,
                    "expected a tuple, found " + value.getClass().getSimpleName());
        }
        elements.encode(new Value.Fields(elements.names(), tuple.items()), out);
    }

    @Override
    public void skip(ScaleReader in) {
        elements.skip(in);
    }

    @Override
    public int leastSize() {
        return elements.leastSize();
    }

    @Override
    public boolean isPlain() {
        return elements.isPlain();
    }
}
