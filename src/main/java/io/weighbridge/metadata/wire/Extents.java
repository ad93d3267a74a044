package io.weighbridge.metadata.wire;

import io.weighbridge.metadata.TypeDef;
import io.weighbridge.metadata.TypeDef.Field;
import io.weighbridge.metadata.TypeDef.Shape;
import io.weighbridge.metadata.TypeRegistry;
import io.weighbridge.scale.DecodeException;
import io.weighbridge.scale.DecodeException.Reason;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Refuses types that contain themselves without end, and types that would take a decoder many more steps than their
 * values have bytes.
 *
 * <p>Every list and enum takes at least one byte of input, so their nesting is bounded by the input. Structs, tuples
 * and arrays take no bytes of their own: a struct within itself never ends, and thirty tuples, each twice in the next,
 * have 2³⁰ elements.
 */
final class Extents {

    /** The deepest nesting of structs, tuples and arrays; the runtimes seen reach 8 (a {@code typenum} number). */
    private static final int MOST_LEVELS = 64;

    /**
     * The most values for each byte of a value, plus one byte; the same {@code typenum} number has 15 values and no
     * byte.
     */
    private static final long MOST_VALUES_PER_BYTE = 256;

    /** Where counting stops, so that an array of the greatest length cannot overflow a long. */
    private static final long MANY = 1L << 30;

    private static final Extent EMPTY = new Extent(1, 1, 0);
    private static final Extent ENDLESS = new Extent(MOST_LEVELS + 1, MANY, 0);
    private static final Extent LEAF = new Extent(0, 1, 1);

    private final TypeRegistry types;
    private final @Nullable Extent[] known;

    /**
     * The smallest value of a type: every list is empty, every enum only its tag.
     *
     * @param levels structs, tuples and arrays in one another, itself included
     * @param values values, itself included, counted up to {@link #MANY}
     * @param bytes bytes, counted up to {@link #MANY}
     */
    private record Extent(int levels, long values, long bytes) {

        private Extent with(Extent part) {
            return new Extent(
                    Math.max(levels, part.levels + 1),
                    Math.min(MANY, values + part.values),
                    Math.min(MANY, bytes + part.bytes));
        }

        private Extent times(long length) {
            return new Extent(levels, Math.min(MANY, length * values), Math.min(MANY, length * bytes));
        }
    }

    private Extents(TypeRegistry types) {
        this.types = types;
        this.known = new Extent[types.types().size()];
    }

    /** Checks every type of a registry whose type ids all exist. */
    static void check(TypeRegistry types) {
        var extents = new Extents(types);
        for (TypeDef type : types.types()) {
            extents.of(type.id(), 0);
        }
        for (TypeDef type : types.types()) {
            for (var variant : types.variants(type.id())) {
                refuseEmptyClaims(type, extents.sum(fieldTypes(variant.fields()), 0));
            }
        }
    }

    /** Recurses at most {@link #MOST_LEVELS} deep. */
    private Extent of(int id, int depth) {
        Extent before = known[id];
        if (before != null) {
            return before;
        }
        TypeDef type = types.type(id);
        Extent extent = depth > MOST_LEVELS ? ENDLESS : type.shape().match(new OfShape(depth + 1));
        if (extent.levels > MOST_LEVELS) {
            throw refuse(
                    type, Reason.TOO_DEEP, "more than " + MOST_LEVELS + " structs, tuples or arrays in one another");
        }
        refuseEmptyClaims(type, extent);
        known[id] = extent;
        return extent;
    }

    private Extent sum(Stream<Integer> parts, int depth) {
        return parts.map(part -> of(part, depth)).reduce(EMPTY, Extent::with);
    }

    private static Stream<Integer> fieldTypes(List<Field> fields) {
        return fields.stream().map(Field::type);
    }

    private static void refuseEmptyClaims(TypeDef type, Extent extent) {
        if (extent.values > MOST_VALUES_PER_BYTE * (extent.bytes + 1)) {
            throw refuse(
                    type,
                    Reason.INVALID,
                    "claims " + extent.values + " values that take only " + extent.bytes + " bytes");
        }
    }

    private static DecodeException refuse(TypeDef type, Reason reason, String what) {
        return DecodeException.of(reason, what)
                .inside("types[" + type.id() + "]" + (type.path().isEmpty() ? "" : "." + type.path()));
    }

    /** Structs, tuples and arrays take no bytes of their own; everything else does, and ends the nesting. */
    private final class OfShape implements Shape.Cases<Extent> {

        private final int depth;

        OfShape(int depth) {
            this.depth = depth;
        }

        @Override
        public Extent composite(Shape.Composite shape) {
            return sum(fieldTypes(shape.fields()), depth);
        }

        @Override
        public Extent tuple(Shape.Tuple shape) {
            return sum(shape.elements().stream(), depth);
        }

        @Override
        public Extent array(Shape.Array shape) {
            return EMPTY.with(of(shape.element(), depth).times(shape.length()));
        }

        @Override
        public Extent enumeration(Shape.Enumeration shape) {
            return LEAF;
        }

        @Override
        public Extent sequence(Shape.Sequence shape) {
            return LEAF;
        }

        @Override
        public Extent primitive(Shape.Primitive shape) {
            return LEAF;
        }

        @Override
        public Extent compact(Shape.Compact shape) {
            return LEAF;
        }

        @Override
        public Extent bitSequence(Shape.BitSequence shape) {
            return LEAF;
        }
    }
}
