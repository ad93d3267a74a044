package io.weighbridge.runtime;

import io.weighbridge.scale.ScaleReader;
import io.weighbridge.scale.ScaleWriter;

/** {@code Vec<u8>}: bytes behind their compact length. */
enum ByteVectorCodec implements Codec {
    BYTES;

    @Override
    public Value decode(ScaleReader in) {
        return new Value.Blob(in.byteVector());
    }

    @Override
    public void encode(Value value, ScaleWriter out) {
        out.byteVector(value.asBytes());
    }

    @Override
    public void skip(ScaleReader in) {
        in.skip(in.count(1));
    }

    @Override
    public int leastSize() {
        return 1;
    }
}
