package io.weighbridge.metadata;

import java.util.List;

/**
 * One type of a runtime.
 *
 * @param id its position in the registry
 * @param path where it stands in the source, joined by {@code ::}; empty for primitives, tuples, lists and arrays
 * @param parameters its generic parameters
 * @param shape what its bytes look like
 * @param docs its documentation, line by line
 */
public record TypeDef(int id, String path, List<Parameter> parameters, Shape shape, List<String> docs) {

    /** Copies the lists. */
    public TypeDef {
        parameters = List.copyOf(parameters);
        docs = List.copyOf(docs);
    }

    /**
     * A generic parameter.
     *
     * @param name such as {@code T}
     * @param type the type id of its argument, or {@link Metadata#NO_TYPE} where it leaves no bytes
     */
    public record Parameter(String name, int type) {}

    /**
     * A field of a struct or of an enum's variant.
     *
     * @param name its name; empty where fields have no names
     * @param type its type's id
     * @param typeName its type as the source spells it; empty where it is not told
     * @param docs its documentation, line by line
     */
    public record Field(String name, int type, String typeName, List<String> docs) {

        /** Copies the documentation. */
        public Field {
            docs = List.copyOf(docs);
        }
    }

    /**
     * One variant of an enum: a call, an event, an error.
     *
     * @param name its name
     * @param index its tag on the wire, 0 to 255; not its position
     * @param fields what follows the tag
     * @param docs its documentation, line by line
     */
    public record Variant(String name, int index, List<Field> fields, List<String> docs) {

        /** Copies the lists. */
        public Variant {
            fields = List.copyOf(fields);
            docs = List.copyOf(docs);
        }
    }

    /** What the bytes of a type look like. */
    public sealed interface Shape {

        /** The answer of the case that this shape is. */
        <R> R match(Cases<R> cases);

        /**
         * Fields one after another.
         *
         * @param fields the fields
         */
        record Composite(List<Field> fields) implements Shape {

            /** Copies the fields. */
            public Composite {
                fields = List.copyOf(fields);
            }

            @Override
            public <R> R match(Cases<R> cases) {
                return cases.composite(this);
            }
        }

        /**
         * A tag byte, then the fields of that variant.
         *
         * @param variants the variants, in no particular order
         */
        record Enumeration(List<Variant> variants) implements Shape {

            /** Copies the variants. */
            public Enumeration {
                variants = List.copyOf(variants);
            }

            @Override
            public <R> R match(Cases<R> cases) {
                return cases.enumeration(this);
            }
        }

        /**
         * A compact count, then that many elements.
         *
         * @param element the elements' type id
         */
        record Sequence(int element) implements Shape {
            @Override
            public <R> R match(Cases<R> cases) {
                return cases.sequence(this);
            }
        }

        /**
         * A fixed number of elements.
         *
         * @param length how many, an unsigned 32-bit number
         * @param element the elements' type id
         */
        record Array(long length, int element) implements Shape {
            @Override
            public <R> R match(Cases<R> cases) {
                return cases.array(this);
            }
        }

        /**
         * Values one after another, without names.
         *
         * @param elements their type ids
         */
        record Tuple(List<Integer> elements) implements Shape {

            /** Copies the elements. */
            public Tuple {
                elements = List.copyOf(elements);
            }

            @Override
            public <R> R match(Cases<R> cases) {
                return cases.tuple(this);
            }
        }

        /**
         * A plain value.
         *
         * @param kind which
         */
        record Primitive(PrimitiveKind kind) implements Shape {
            @Override
            public <R> R match(Cases<R> cases) {
                return cases.primitive(this);
            }
        }

        /**
         * An integer in compact form.
         *
         * @param inner the type id of the integer, or of a struct around one
         */
        record Compact(int inner) implements Shape {
            @Override
            public <R> R match(Cases<R> cases) {
                return cases.compact(this);
            }
        }

        /**
         * Bits, packed.
         *
         * @param store the type id of the word that they are packed in
         * @param order the type id whose path tells the order of bits in a word ({@code Lsb0}, {@code Msb0})
         */
        record BitSequence(int store, int order) implements Shape {
            @Override
            public <R> R match(Cases<R> cases) {
                return cases.bitSequence(this);
            }
        }

        /**
         * One answer for each shape; a new shape does not compile until all give theirs.
         *
         * @param <R> what the answers are
         */
        interface Cases<R> {

            /** For fields one after another. */
            R composite(Composite shape);

            /** For a tag byte and its fields. */
            R enumeration(Enumeration shape);

            /** For a counted list. */
            R sequence(Sequence shape);

            /** For a fixed number of elements. */
            R array(Array shape);

            /** For values without names. */
            R tuple(Tuple shape);

            /** For a plain value. */
            R primitive(Primitive shape);

            /** For an integer in compact form. */
            R compact(Compact shape);

            /** For packed bits. */
            R bitSequence(BitSequence shape);
        }
    }

    /** A plain value, in the order of the indexes on the wire. */
    public enum PrimitiveKind {
        /** One byte, 0 or 1. */
        BOOL(0),
        /** A Unicode scalar value in four bytes. */
        CHAR(1),
        /** UTF-8 behind its compact length. */
        STR(2),
        /** Unsigned, 1 byte. */
        U8(3),
        /** Unsigned, 2 bytes. */
        U16(4),
        /** Unsigned, 4 bytes. */
        U32(5),
        /** Unsigned, 8 bytes. */
        U64(6),
        /** Unsigned, 16 bytes. */
        U128(7),
        /** Unsigned, 32 bytes. */
        U256(8),
        /** Two's complement, 1 byte. */
        I8(9),
        /** Two's complement, 2 bytes. */
        I16(10),
        /** Two's complement, 4 bytes. */
        I32(11),
        /** Two's complement, 8 bytes. */
        I64(12),
        /** Two's complement, 16 bytes. */
        I128(13),
        /** Two's complement, 32 bytes. */
        I256(14);

        private final int tag;

        PrimitiveKind(int tag) {
            this.tag = tag;
        }

        /** The index on the wire. */
        int tag() {
            return tag;
        }
    }
}
