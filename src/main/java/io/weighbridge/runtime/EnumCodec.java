package io.weighbridge.runtime;

import io.weighbridge.scale.DecodeException;
import io.weighbridge.scale.ScaleReader;
import io.weighbridge.scale.ScaleWriter;

/**
 * An enum: a tag, then the fields of that variant.
 *
 * @param variants the variants
 */
record EnumCodec(VariantTable variants) implements Codec {

    @Override
    public Value decode(ScaleReader in) {
        VariantTable.Entry variant = variants.read(in);
        if (variant.fields().size() == 0) {
            return variant.bare();
        }
        try {
            return new Value.Variant(
                    variant.name(), variant.tag(), variant.fields().decode(in));
        } catch (DecodeException e) {
            throw e.inside(variant.name());
        }
    }

    @Override
    public void encode(Value value, ScaleWriter out) {
        Value.Variant chosen = value.asVariant();
        VariantTable.Entry variant = variants.get(chosen.name());
        out.u8(variant.tag());
        try {
            variant.fields().encode(chosen.fields(), out);
        } catch (DecodeException e) {
            throw e.inside(variant.name());
        }
    }

    @Override
    public void skip(ScaleReader in) {
        VariantTable.Entry variant = variants.read(in);
        try {
            variant.fields().skip(in);
        } catch (DecodeException e) {
            throw e.inside(variant.name());
        }
    }

    @Override
    public int leastSize() {
        return 1;
    }
}
