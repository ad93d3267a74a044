package io.weighbridge.runtime;

import io.weighbridge.scale.DecodeException;
import io.weighbridge.scale.ScaleReader;
import io.weighbridge.scale.ScaleWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Values of one type, one after another: what lists and arrays have in common.
 *
 * @param codec the elements' codec
 */
record Elements(Codec codec) {

    /** The most elements for which memory is reserved before they are read, since the count may be false. */
    private static final int ROOM = 64;

    Value.Items decode(int count, ScaleReader in) {
        if (codec instanceof IntCodec number) {
            return new Value.Items(new NumberList(number, in.bytes(size(count))));
        }
        if (codec.isPlain() && codec.leastSize() == 0) {
            return new Value.Items(Collections.nCopies(count, codec.decode(in)));
        }
        in.enter();
        List<Value> items = new ArrayList<>(Math.min(count, ROOM));
        try {
            while (items.size() < count) {
                items.add(codec.decode(in));
            }
        } catch (DecodeException e) {
            throw e.inside("[" + items.size() + "]");
        }
        in.leave();
        return new Value.Items(Collections.unmodifiableList(items));
    }

    void encode(List<Value> items, ScaleWriter out) {
        if (items instanceof NumberList numbers && numbers.isOf(codec)) {
            out.bytes(numbers.encoded());
            return;
        }
        int at = 0;
        try {
            for (Value item : items) {
                codec.encode(item, out);
                at++;
            }
        } catch (DecodeException e) {
            throw e.inside("[" + at + "]");
        }
    }

    void skip(int count, ScaleReader in) {
        if (codec.isPlain()) {
            in.skip(size(count));
            return;
        }
        in.enter();
        int at = 0;
        try {
            for (; at < count; at++) {
                codec.skip(in);
            }
        } catch (DecodeException e) {
            throw e.inside("[" + at + "]");
        }
        in.leave();
    }

    /** The fewest bytes that so many elements can have. */
    int size(long count) {
        return Codec.saturated(Math.multiplyFull(Codec.saturated(count), codec.leastSize()));
    }
}
