package io.weighbridge.runtime;

import io.weighbridge.scale.DecodeException.Reason;
import io.weighbridge.scale.ScaleReader;
import io.weighbridge.scale.ScaleWriter;
import java.util.List;

/**
 * {@code [T; N]}: elements, as many as the type says.
 *
 * @param length how many
 * @param elements the elements
 */
record ArrayCodec(int length, Elements elements) implements Codec {

    @Override
    public Value decode(ScaleReader in) {
        checkRoom(in);
        return elements.decode(length, in);
    }

    @Override
    public void encode(Value value, ScaleWriter out) {
        List<Value> items = value.asList();
        if (items.size() != length) {
            throw new IllegalArgumentException("expected " + length + " elements, found " + items.size());
        }
        elements.encode(items, out);
    }

    @Override
    public void skip(ScaleReader in) {
        checkRoom(in);
        elements.skip(length, in);
    }

    @Override
    public int leastSize() {
        return elements.size(length);
    }

    @Override
    public boolean isPlain() {
        return elements.codec().isPlain();
    }

    private void checkRoom(ScaleReader in) {
        if (leastSize() > in.remaining()) {
            throw in.fail(
                    Reason.TRUNCATED,
                    "need " + leastSize() + " bytes for " + length + " elements, " + in.remaining() + " left");
        }
    }
}
