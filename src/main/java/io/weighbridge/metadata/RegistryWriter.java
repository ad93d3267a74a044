package io.weighbridge.metadata;

import io.weighbridge.metadata.TypeDef.Field;
import io.weighbridge.metadata.TypeDef.Shape;
import io.weighbridge.metadata.TypeDef.Variant;
import io.weighbridge.scale.ScaleWriter;
import java.util.List;
import java.util.function.Consumer;

/** Writes the parts that metadata is made of, the type registry first of all. Not thread safe. */
final class RegistryWriter implements Shape.Cases<ScaleWriter> {

    private final ScaleWriter out;

    RegistryWriter(ScaleWriter out) {
        this.out = out;
    }

    void registry(TypeRegistry types) {
        list(types.types(), this::type);
    }

    <T> ScaleWriter list(List<T> elements, Consumer<T> element) {
        out.compact(elements.size());
        elements.forEach(element);
        return out;
    }

    void docs(List<String> lines) {
        list(lines, out::text);
    }

    void optionalType(int id) {
        out.bool(id != Metadata.NO_TYPE);
        if (id != Metadata.NO_TYPE) {
            out.compact(id);
        }
    }

    private void type(TypeDef type) {
        out.compact(type.id());
        list(type.path().isEmpty() ? List.of() : List.of(type.path().split("::", -1)), out::text);
        list(type.parameters(), parameter -> {
            out.text(parameter.name());
            optionalType(parameter.type());
        });
        type.shape().match(this);
        docs(type.docs());
    }

    @Override
    public ScaleWriter composite(Shape.Composite shape) {
        out.u8(0);
        return list(shape.fields(), this::field);
    }

    @Override
    public ScaleWriter enumeration(Shape.Enumeration shape) {
        out.u8(1);
        return list(shape.variants(), this::variant);
    }

    @Override
    public ScaleWriter sequence(Shape.Sequence shape) {
        return out.u8(2).compact(shape.element());
    }

    @Override
    public ScaleWriter array(Shape.Array shape) {
        return out.u8(3).u32(shape.length()).compact(shape.element());
    }

    @Override
    public ScaleWriter tuple(Shape.Tuple shape) {
        out.u8(4);
        return list(shape.elements(), out::compact);
    }

    @Override
    public ScaleWriter primitive(Shape.Primitive shape) {
        return out.u8(5).u8(shape.kind().tag());
    }

    @Override
    public ScaleWriter compact(Shape.Compact shape) {
        return out.u8(6).compact(shape.inner());
    }

    @Override
    public ScaleWriter bitSequence(Shape.BitSequence shape) {
        return out.u8(7).compact(shape.store()).compact(shape.order());
    }

    private void variant(Variant variant) {
        out.text(variant.name());
        list(variant.fields(), this::field);
        out.u8(variant.index());
        docs(variant.docs());
    }

    private void field(Field field) {
        optionalText(field.name());
        out.compact(field.type());
        optionalText(field.typeName());
        docs(field.docs());
    }

    private void optionalText(String text) {
        out.bool(!text.isEmpty());
        if (!text.isEmpty()) {
            out.text(text);
        }
    }
}
