package io.weighbridge.runtime;

import io.weighbridge.metadata.TypeDef;
import io.weighbridge.metadata.TypeDef.PrimitiveKind;
import io.weighbridge.metadata.TypeDef.Shape;
import io.weighbridge.metadata.TypeRegistry;
import io.weighbridge.scale.DecodeException;
import io.weighbridge.scale.DecodeException.Reason;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** Turns the types of a runtime into codecs, each once. Used while a runtime is built; not thread safe. */
final class CodecCompiler {

    /** The deepest nesting of types that do not contain themselves; Subtensor's reach 8. */
    private static final int MAX_NESTING = 24;

    /** The most elements without bytes that an array may have. */
    private static final int MAX_EMPTY_ELEMENTS = 1 << 16;

    private final TypeRegistry types;
    private final int callType;
    private final Codec[] table;
    private final Deque<TypeDef> open = new ArrayDeque<>();

    /** Compiles {@code types}; {@code callType} is the id of the outer call enum, whose codec is given later. */
    CodecCompiler(TypeRegistry types, int callType) {
        this.types = types;
        this.callType = callType;
        this.table = new Codec[types.types().size()];
    }

    /** Compiles all types; the outer call enum gets the given codec. */
    Codec[] table(CallCodec calls) {
        types.type(callType);
        table[callType] = calls;
        for (int type = 0; type < table.length; type++) {
            if (table[type] == null) {
                compile(type);
            }
        }
        return table;
    }

    /** The codec of a type. */
    Codec compile(int id) {
        TypeDef type = types.type(id);
        if (id == callType) {
            return new RecursiveCodec(table, id);
        }
        if (table[id] != null) {
            return table[id];
        }
        if (open.contains(type)) {
            checkEnds(type);
            return new RecursiveCodec(table, id);
        }
        if (open.size() == MAX_NESTING) {
            throw invalid(type, "is nested deeper than " + MAX_NESTING + " levels");
        }
        open.push(type);
        Codec codec = type.shape().match(new OfType(type));
        open.pop();
        table[id] = codec;
        return codec;
    }

    /** The variants of an enum type, with their fields; none where there is no such type. */
    List<VariantTable.Entry> variants(int id) {
        return types.variants(id).stream()
                .map(variant -> new VariantTable.Entry(variant.name(), variant.index(), fields(variant.fields())))
                .toList();
    }

    /** Fields one after another. */
    FieldsCodec fields(List<TypeDef.Field> fields) {
        boolean named = fields.stream().anyMatch(field -> !field.name().isEmpty());
        return new FieldsCodec(
                named ? fields.stream().map(TypeDef.Field::name).toList() : List.of(),
                fields.stream().map(field -> compile(field.type())).toList());
    }

    /** A number that is an array of 64-bit words, such as {@code U256}. */
    private Optional<Codec> words(int id) {
        return types.type(id).shape() instanceof Shape.Array array
                        && array.length() > 0
                        && array.length() <= 8
                        && types.type(array.element()).shape().equals(new Shape.Primitive(PrimitiveKind.U64))
                ? Optional.of(new WideCodec((int) array.length() * Long.BYTES, false))
                : Optional.empty();
    }

    private boolean isU8(int id) {
        return types.type(id).shape().equals(new Shape.Primitive(PrimitiveKind.U8));
    }

    /** A type that contains itself must have a tag or a count in between, else its values would never end. */
    private void checkEnds(TypeDef type) {
        for (TypeDef inner : open) {
            if (inner.shape() instanceof Shape.Enumeration || inner.shape() instanceof Shape.Sequence) {
                return;
            }
            if (inner.id() == type.id()) {
                throw invalid(type, "contains itself");
            }
        }
    }

    private static DecodeException invalid(TypeDef type, String why) {
        return DecodeException.of(
                Reason.INVALID, "damaged metadata: type " + type.id() + " (" + describe(type) + ") " + why);
    }

    private static String describe(TypeDef type) {
        return type.path().isEmpty() ? "type " + type.id() : type.path();
    }

    /** The codec of one type, by its shape and, for a few, by its path. */
    private final class OfType implements Shape.Cases<Codec> {

        private final TypeDef type;

        OfType(TypeDef type) {
            this.type = type;
        }

        @Override
        public Codec composite(Shape.Composite shape) {
            List<TypeDef.Field> fields = shape.fields();
            if (type.path().equals("sp_core::crypto::AccountId32")) {
                return AccountCodec.ACCOUNT;
            }
            if (type.path().startsWith("primitive_types::U") && fields.size() == 1) {
                Optional<Codec> words = words(fields.get(0).type());
                if (words.isPresent()) {
                    return words.get();
                }
            }
            return fields.size() == 1 && fields.get(0).name().isEmpty()
                    ? compile(fields.get(0).type())
                    : fields(fields);
        }

        @Override
        public Codec enumeration(Shape.Enumeration shape) {
            if (type.path().equals("sp_runtime::generic::era::Era")) {
                return EraCodec.ERA;
            }
            if (type.path().equals("Option") && shape.variants().size() == 2) {
                for (TypeDef.Variant variant : shape.variants()) {
                    if (variant.index() == 1 && variant.fields().size() == 1) {
                        return new OptionCodec(compile(variant.fields().get(0).type()));
                    }
                }
            }
            return new EnumCodec(new VariantTable(describe(type), variants(type.id())));
        }

        @Override
        public Codec sequence(Shape.Sequence shape) {
            return isU8(shape.element())
                    ? ByteVectorCodec.BYTES
                    : new ListCodec(new Elements(compile(shape.element())));
        }

        @Override
        public Codec array(Shape.Array shape) {
            if (isU8(shape.element())) {
                return new BlobCodec(Codec.saturated(shape.length()));
            }
            var elements = new Elements(compile(shape.element()));
            if (elements.codec().leastSize() == 0 && shape.length() > MAX_EMPTY_ELEMENTS) {
                throw invalid(type, "has " + shape.length() + " elements without bytes");
            }
            return new ArrayCodec(Codec.saturated(shape.length()), elements);
        }

        @Override
        public Codec tuple(Shape.Tuple shape) {
            List<Codec> elements =
                    shape.elements().stream().map(CodecCompiler.this::compile).toList();
            return new TupleCodec(new FieldsCodec(List.of(), elements));
        }

        @Override
        public Codec primitive(Shape.Primitive shape) {
            return switch (shape.kind()) {
                case BOOL -> BoolCodec.BOOL;
                case CHAR -> CharCodec.CHAR;
                case STR -> TextCodec.TEXT;
                case U8 -> IntCodec.U8;
                case U16 -> IntCodec.U16;
                case U32 -> IntCodec.U32;
                case U64 -> new WideCodec(8, false);
                case U128 -> new WideCodec(16, false);
                case U256 -> new WideCodec(32, false);
                case I8 -> IntCodec.I8;
                case I16 -> IntCodec.I16;
                case I32 -> IntCodec.I32;
                case I64 -> new WideCodec(8, true);
                case I128 -> new WideCodec(16, true);
                case I256 -> new WideCodec(32, true);
            };
        }

        /** A compact integer, a compact of a struct around an integer, or a compact of nothing, which has no bytes. */
        @Override
        public Codec compact(Shape.Compact shape) {
            Codec codec = compile(shape.inner());
            if (codec.isPlain() && codec.leastSize() == 0) {
                return codec;
            }
            if (codec instanceof IntCodec number && !number.isSigned()) {
                return new CompactCodec(8 * number.leastSize());
            }
            if (codec instanceof WideCodec number && !number.signed()) {
                return new CompactCodec(8 * number.leastSize());
            }
            throw invalid(type, "is a compact of type " + shape.inner() + ", which is no unsigned integer");
        }

        @Override
        public Codec bitSequence(Shape.BitSequence shape) {
            Codec store = compile(shape.store());
            if (store instanceof IntCodec || store instanceof WideCodec) {
                return new BitsCodec(store.leastSize());
            }
            throw invalid(type, "packs bits in words of type " + shape.store() + ", which is no integer");
        }
    }
}
