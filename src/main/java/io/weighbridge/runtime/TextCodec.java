package io.weighbridge.runtime;

import io.weighbridge.scale.ScaleReader;
import io.weighbridge.scale.ScaleWriter;

/** {@code str}: UTF-8 behind its compact length in bytes. */
enum TextCodec implements Codec {
    TEXT;

    @Override
    public Value decode(ScaleReader in) {
        return new Value.Text(in.text());
    }

    @Override
    public void encode(Value value, ScaleWriter out) {
        out.text(value.asText());
    }

    @Override
    public int leastSize() {
        return 1;
    }
}
