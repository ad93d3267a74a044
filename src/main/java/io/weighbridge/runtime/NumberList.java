package io.weighbridge.runtime;

import io.weighbridge.scale.Bytes;
import java.util.AbstractList;
import java.util.Objects;
import java.util.RandomAccess;

/**
 * Numbers of at most 32 bits that stay as they were encoded: each becomes a {@link Value.Int} when it is asked for, so
 * that lists of uids and weights cost nothing to decode. Immutable.
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
