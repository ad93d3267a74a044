package io.weighbridge.runtime;

import io.weighbridge.scale.Bytes;
import java.util.AbstractList;
import java.util.Objects;
import java.util.RandomAccess;

/**
 * A list of numbers of at most 32 bits, kept in encoded form: {@link #get} makes each {@link Value.Int} on demand, so
 * that decoding long lists of uids and weights is cheap. Immutable.
 */
final class NumberList extends AbstractList<Value> implements RandomAccess {

    private final IntCodec number;
    private final Bytes encoded;

    /** The numbers in {@code encoded}, a multiple of the number's size. */
    NumberList(IntCodec number, Bytes encoded) {
        this.number = number;
        this.encoded = encoded;
    }

    @Override
    public Value get(int index) {
        Objects.checkIndex(index, size());
        return new Value.Int(number.read(encoded, index * number.leastSize()));
    }

    @Override
    public int size() {
        return encoded.size() / number.leastSize();
    }

    /** Whether this list is encoded with that codec. */
    boolean isOf(Codec codec) {
        return number == codec;
    }

    /** All numbers, without a count. */
    Bytes encoded() {
        return encoded;
    }
}
