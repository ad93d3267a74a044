package io.weighbridge.runtime;

import io.weighbridge.scale.ScaleReader;
import io.weighbridge.scale.ScaleWriter;

/**
 * The outer call enum of the runtime.
 *
 * @param calls the calls of all pallets
 */
record CallCodec(OuterEnum calls) implements Codec {

    Call decodeCall(ScaleReader in) {
        OuterEnum.Item call = calls.read(in);
        return new Call(call.pallet(), call.name(), call.palletIndex(), call.index(), call.decodeFields(in));
    }

    void encodeCall(Call call, ScaleWriter out) {
        calls.get(call.pallet(), call.name()).encodeFields(call.args(), out);
    }

    @Override
    public Value decode(ScaleReader in) {
        return new Value.Nested(decodeCall(in));
    }

    @Override
    public void encode(Value value, ScaleWriter out) {
        encodeCall(value.asCall(), out);
    }

    @Override
    public void skip(ScaleReader in) {
        calls.read(in).skipFields(in);
    }

    @Override
    public int leastSize() {
        return 2;
    }
}
