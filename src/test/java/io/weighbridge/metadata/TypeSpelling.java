package io.weighbridge.metadata;

import io.weighbridge.metadata.TypeDef.Parameter;
import io.weighbridge.metadata.TypeDef.Shape;
import java.util.Locale;
import java.util.stream.Collectors;

/** Spells a type as the index of the recorded metadata does: {@code Vec<(Compact<u16>, Compact<u16>)>}. */
record TypeSpelling(TypeRegistry types) {

    String of(int id) {
        TypeDef type = types.type(id);
        Shape shape = type.shape();
        if (shape instanceof Shape.Sequence list) {
            return "Vec<" + of(list.element()) + ">";
        }
        if (shape instanceof Shape.Array array) {
            return "[" + of(array.element()) + "; " + array.length() + "]";
        }
        if (shape instanceof Shape.Tuple tuple) {
            return tuple.elements().stream().map(this::of).collect(Collectors.joining(", ", "(", ")"));
        }
        if (shape instanceof Shape.Primitive primitive) {
            return primitive.kind().name().toLowerCase(Locale.ROOT);
        }
        if (shape instanceof Shape.Compact compact) {
            return "Compact<" + of(compact.inner()) + ">";
        }
        return named(type);
    }

    /** Whether a value of the type is no bytes at all. */
    boolean isEmpty(int id) {
        Shape shape = types.type(id).shape();
        if (shape instanceof Shape.Tuple tuple) {
            return tuple.elements().stream().allMatch(this::isEmpty);
        }
        return shape instanceof Shape.Composite struct
                && struct.fields().stream().allMatch(field -> isEmpty(field.type()));
    }

    private String named(TypeDef type) {
        String name = type.path().substring(type.path().lastIndexOf(':') + 1);
        boolean generic = name.equals("Option") || name.equals("BoundedVec");
        return generic
                ? type.parameters().stream()
                        .map(Parameter::type)
                        .filter(parameter -> parameter != Metadata.NO_TYPE)
                        .map(this::of)
                        .collect(Collectors.joining(", ", name + "<", ">"))
                : name;
    }
}
