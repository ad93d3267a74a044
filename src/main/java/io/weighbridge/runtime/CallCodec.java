package io.weighbridge.runtime;

import io.weighbridge.scale.ScaleReader;
import io.weighbridge.scale.ScaleWriter;

/**
 * The outer call enum of the runtime.
 *
 * @param calls the calls of all pallets
 */
record CallCodec(OuterEnum calls) implements Codec {

    private static final NameFilter NONE = (pallet, name) -> false;

    /** Reads a call; one that is not wanted has no arguments. Calls within a call are all wanted. */
    Call decodeCall(ScaleReader in, NameFilter wanted) {
        OuterEnum.Item call = calls.read(in);
        return new Call(call.pallet(), call.name(), call.palletIndex(), call.index(), call.decodeFields(in, wanted));
    }

    void encodeCall(Call call, ScaleWriter out) {
        calls.get(call.pallet(), call.name()).encodeFields(call.args(), out);
    }

    @Override
    public Value decode(ScaleReader in) {
        return new Value.Nested(decodeCall(in, NameFilter.ALL));
    }

    @Override
    public void encode(Value value, ScaleWriter out) {
        encodeCall(value.asCall(), out);
    }

    @Override
    public void skip(ScaleReader in) {
        decodeCall(in, NONE);
    }

    @Override
    public int leastSize() {
        return 2;
    }
}
