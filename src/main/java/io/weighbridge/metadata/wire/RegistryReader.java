package io.weighbridge.metadata.wire;

import io.weighbridge.metadata.TypeDef;
import io.weighbridge.metadata.TypeDef.Field;
import io.weighbridge.metadata.TypeDef.Parameter;
import io.weighbridge.metadata.TypeDef.PrimitiveKind;
import io.weighbridge.metadata.TypeDef.Shape;
import io.weighbridge.metadata.TypeDef.Variant;
import io.weighbridge.metadata.TypeRegistry;
import io.weighbridge.scale.DecodeException.Reason;
import java.util.BitSet;
import java.util.List;

/** Reads the type registry ({@code scale_info::PortableRegistry}), which is the same in every version. */
public final class RegistryReader {

    private static final int LEAST_TYPE = 6;
    private static final int LEAST_PARAMETER = 2;
    private static final int LEAST_FIELD = 4;
    private static final int LEAST_VARIANT = 4;
    private static final List<PrimitiveKind> PRIMITIVES = List.of(PrimitiveKind.values());

    private final MetadataReader in;
    private int next;

    private RegistryReader(MetadataReader in) {
        this.in = in;
    }

    /** The registry at the cursor; from here on the cursor knows which type ids exist. */
    public static TypeRegistry read(MetadataReader in) {
        var reader = new RegistryReader(in);
        int count = in.part("types", () -> in.typeCount(LEAST_TYPE));
        var types = new TypeRegistry(in.elements("types", count, reader::type));
        Extents.check(types);
        return types;
    }

    private TypeDef type() {
        long id = in.compactU32();
        if (id != next) {
            throw in.fail(Reason.INVALID, "expected the type with id " + next + ", found id " + id);
        }
        next++;
        String path = String.join("::", in.list("path", 1, in::text));
        List<Parameter> parameters =
                in.list("parameters", LEAST_PARAMETER, () -> new Parameter(in.text(), in.optionalTypeId()));
        return new TypeDef((int) id, path, parameters, shape(), in.docs());
    }

    private Shape shape() {
        int tag = in.u8();
        return switch (tag) {
            case 0 -> new Shape.Composite(fields());
            case 1 -> new Shape.Enumeration(variants());
            case 2 -> new Shape.Sequence(in.typeId());
            case 3 -> new Shape.Array(in.u32(), in.typeId());
            case 4 -> new Shape.Tuple(in.list("elements", 1, in::typeId));
            case 5 -> new Shape.Primitive(primitive());
            case 6 -> new Shape.Compact(in.typeId());
            case 7 -> new Shape.BitSequence(in.typeId(), in.typeId());
            default -> throw in.fail(Reason.UNKNOWN_VARIANT, "no shape of a type has tag " + tag);
        };
    }

    private PrimitiveKind primitive() {
        int tag = in.u8();
        if (tag >= PRIMITIVES.size()) {
            throw in.fail(Reason.UNKNOWN_VARIANT, "no primitive type has tag " + tag);
        }
        return PRIMITIVES.get(tag);
    }

    private List<Variant> variants() {
        var seen = new BitSet();
        return in.list("variants", LEAST_VARIANT, () -> variant(seen));
    }

    private Variant variant(BitSet seen) {
        String name = in.text();
        List<Field> fields = fields();
        int index = in.u8();
        if (seen.get(index)) {
            throw in.fail(Reason.INVALID, "variant " + name + " has index " + index + ", which another one has");
        }
        seen.set(index);
        return new Variant(name, index, fields, in.docs());
    }

    private List<Field> fields() {
        return in.list(
                "fields", LEAST_FIELD, () -> new Field(in.optionalText(), in.typeId(), in.optionalText(), in.docs()));
    }
}
