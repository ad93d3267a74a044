package io.weighbridge.runtime;

import io.weighbridge.scale.ScaleReader;
import io.weighbridge.scale.ScaleWriter;
import java.util.List;

/**
 * {@code Vec<T>}: a compact count, then the elements.
 *
 * @param elements the elements
 */
record ListCodec(Elements elements) implements Codec {

    @Override
    public Value decode(ScaleReader in) {
        return elements.decode(count(in), in);
    }

    @Override
    public void encode(Value value, ScaleWriter out) {
        List<Value> items = value.asList();
        out.compact(items.size());
        elements.encode(items, out);
    }

    @Override
    public void skip(ScaleReader in) {
        elements.skip(count(in), in);
    }

    @Override
    public int leastSize() {
        return 1;
    }

    private int count(ScaleReader in) {
        return in.count(elements.codec().leastSize());
    }
}
