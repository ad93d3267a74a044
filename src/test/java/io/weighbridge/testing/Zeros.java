package io.weighbridge.testing;

import io.weighbridge.metadata.TypeDef;
import io.weighbridge.metadata.TypeDef.Shape;
import io.weighbridge.metadata.TypeRegistry;
import io.weighbridge.scale.Bytes;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/** The plainest bytes of any type: zeros, no elements, the first variant. */
public final class Zeros {

    private final TypeRegistry types;

    /** For the types of one runtime. */
    public Zeros(TypeRegistry types) {
        this.types = types;
    }

    /** The bytes of that type. */
    public Bytes of(int type) {
        Shape shape = types.type(type).shape();
        if (shape instanceof Shape.Composite composite) {
            return ofFields(composite.fields());
        }
        if (shape instanceof Shape.Enumeration enumeration) {
            TypeDef.Variant first = enumeration.variants().stream()
                    .min(Comparator.comparingInt(TypeDef.Variant::index))
                    .orElseThrow();
            return Bytes.concat(Bytes.copyOf((byte) first.index()), ofFields(first.fields()));
        }
        if (shape instanceof Shape.Array array) {
            return repeat((int) array.length(), of(array.element()));
        }
        if (shape instanceof Shape.Tuple tuple) {
            return Bytes.concat(tuple.elements().stream().map(this::of).toArray(Bytes[]::new));
        }
        if (shape instanceof Shape.Primitive primitive) {
            return repeat(size(primitive.kind()), Bytes.copyOf((byte) 0));
        }
        return Bytes.copyOf((byte) 0);
    }

    /** The bytes of fields from one on. */
    public Bytes ofFields(List<TypeDef.Field> fields) {
        return Bytes.concat(fields.stream().map(field -> of(field.type())).toArray(Bytes[]::new));
    }

    private static int size(TypeDef.PrimitiveKind kind) {
        return switch (kind) {
            case BOOL, STR, U8, I8 -> 1;
            case U16, I16 -> 2;
            case CHAR, U32, I32 -> 4;
            case U64, I64 -> 8;
            case U128, I128 -> 16;
            case U256, I256 -> 32;
        };
    }

    private static Bytes repeat(int times, Bytes part) {
        return Bytes.concat(Collections.nCopies(times, part).toArray(Bytes[]::new));
    }
}
