package io.weighbridge.runtime;

import io.weighbridge.scale.Bytes;
import io.weighbridge.scale.ScaleReader;
import io.weighbridge.scale.ScaleWriter;

/**
 * {@code [u8; N]}, and structs around it such as {@code H256}.
 *
 * @param leastSize the number of bytes
 */
record BlobCodec(int leastSize) implements Codec {

    @Override
    public Value decode(ScaleReader in) {
        return new Value.Blob(in.bytes(leastSize));
    }

    @Override
    public void encode(Value value, ScaleWriter out) {
        Bytes bytes = value.asBytes();
        if (bytes.size() != leastSize) {
            throw new IllegalArgumentException("expected " + leastSize + " bytes, found " + bytes.size());
        }
        out.bytes(bytes);
    }

    @Override
    public boolean isPlain() {
        return true;
    }
}
