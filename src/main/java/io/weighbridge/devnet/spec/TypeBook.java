package io.weighbridge.devnet.spec;

import io.weighbridge.devnet.spec.TypeExpression.ArrayOf;
import io.weighbridge.devnet.spec.TypeExpression.Named;
import io.weighbridge.devnet.spec.TypeExpression.TupleOf;
import io.weighbridge.metadata.TypeDef;
import io.weighbridge.metadata.TypeDef.Parameter;
import io.weighbridge.metadata.TypeDef.PrimitiveKind;
import io.weighbridge.metadata.TypeDef.Shape;
import io.weighbridge.metadata.TypeDef.Variant;
import io.weighbridge.metadata.TypeRegistry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The types of a runtime in the making. Named types are declared, in any order; a type gets its id when it is first
 * asked for, and has the same id ever after, so types may refer to themselves. Not thread safe.
 */
final class TypeBook {

    private static final String BOUNDED_VEC = "bounded_collections::bounded_vec::BoundedVec";

    private final Map<String, Declaration> declarations = new LinkedHashMap<>();
    private final Map<String, Integer> ids = new HashMap<>();
    private final List<TypeDef> types = new ArrayList<>();

    private record Declaration(String path, Map<String, String> parameters, Body body) {}

    private interface Body {
        Shape shape();
    }

    /** Declares a struct: {@code struct("H256", "primitive_types::H256", "[u8; 32]")}. */
    void struct(String name, String path, String fields) {
        struct(name, path, Map.of(), fields);
    }

    /** Declares a struct with generic parameters, from their names to their types. */
    void struct(String name, String path, Map<String, String> parameters, String fields) {
        declare(
                name,
                path,
                parameters,
                () -> new Shape.Composite(
                        Signature.parseFields(fields).stream().map(this::field).toList()));
    }

    /** Declares an enum whose variants have the indexes 0, 1, 2, …: {@code choice("Phase", path, "ApplyExtrinsic(u32)", …)}. */
    void choice(String name, String path, String... variants) {
        choice(name, path, Map.of(), variants);
    }

    /** Declares an enum with generic parameters, from their names to their types. */
    void choice(String name, String path, Map<String, String> parameters, String... variants) {
        declare(
                name,
                path,
                parameters,
                () -> new Shape.Enumeration(IntStream.range(0, variants.length)
                        .mapToObj(index -> variant(index, Signature.parse(variants[index]), List.of()))
                        .toList()));
    }

    /** Declares an enum with variants of any index. */
    void choice(String name, String path, List<Choice> variants) {
        declare(
                name,
                path,
                Map.of(),
                () -> new Shape.Enumeration(variants.stream()
                        .map(choice -> variant(choice.index(), choice.signature(), choice.docs()))
                        .toList()));
    }

    /**
     * A variant of an enum in the making.
     *
     * @param index its tag on the wire
     * @param signature its name and fields
     * @param docs its documentation, line by line
     */
    record Choice(int index, Signature signature, List<String> docs) {}

    /** Generic parameters in order: name, type, name, type, …. */
    static Map<String, String> parameters(String... namesAndTypes) {
        var parameters = new LinkedHashMap<String, String>();
        for (int i = 0; i < namesAndTypes.length; i += 2) {
            parameters.put(namesAndTypes[i], namesAndTypes[i + 1]);
        }
        return parameters;
    }

    /** The id of a type: {@code id("Vec<(u16, u16)>")}. */
    int id(String type) {
        return id(Signature.parseType(type));
    }

    /** All types that have been asked for, directly or through others. */
    TypeRegistry registry() {
        return new TypeRegistry(types);
    }

    private void declare(String name, String path, Map<String, String> parameters, Body body) {
        if (declarations.putIfAbsent(name, new Declaration(path, parameters, body)) != null) {
            throw new IllegalArgumentException("type " + name + " is declared twice");
        }
    }

    private int id(TypeExpression type) {
        Integer known = ids.get(type.toString());
        if (known != null) {
            return known;
        }
        if (type instanceof TupleOf tuple) {
            return register(type, "", Map.of(), () -> new Shape.Tuple(ids(tuple.elements())));
        }
        if (type instanceof ArrayOf array) {
            return register(type, "", Map.of(), () -> new Shape.Array(array.length(), id(array.element())));
        }
        return named((Named) type);
    }

    private int named(Named type) {
        Declaration declared = declarations.get(type.name());
        if (declared != null) {
            return register(type, declared.path(), declared.parameters(), declared.body());
        }
        List<TypeExpression> arguments = type.arguments();
        return switch (type.name()) {
            case "Vec" -> register(type, "", Map.of(), () -> new Shape.Sequence(id(arguments.get(0))));
            case "Compact" -> register(type, "", Map.of(), () -> new Shape.Compact(id(arguments.get(0))));
            case "BoundedVec" ->
                register(
                        type,
                        BOUNDED_VEC,
                        parameters("T", arguments.get(0).toString()),
                        () -> composite(new Named("Vec", arguments)));
            case "Option" ->
                register(
                        type,
                        "Option",
                        parameters("T", arguments.get(0).toString()),
                        () -> new Shape.Enumeration(List.of(unit(0, "None"), wrapping(1, "Some", arguments.get(0)))));
            case "Result" ->
                register(
                        type,
                        "Result",
                        parameters(
                                "T",
                                arguments.get(0).toString(),
                                "E",
                                arguments.get(1).toString()),
                        () -> new Shape.Enumeration(
                                List.of(wrapping(0, "Ok", arguments.get(0)), wrapping(1, "Err", arguments.get(1)))));
            default -> register(type, "", Map.of(), () -> primitive(type.name()));
        };
    }

    /** The id is taken before the body is looked at, so that the body may refer to it. */
    private int register(TypeExpression type, String path, Map<String, String> parameters, Body body) {
        int id = types.size();
        ids.put(type.toString(), id);
        types.add(new TypeDef(id, path, List.of(), new Shape.Tuple(List.of()), List.of()));
        Shape shape = body.shape();
        List<Parameter> resolved = parameters.entrySet().stream()
                .map(parameter -> new Parameter(parameter.getKey(), id(parameter.getValue())))
                .toList();
        types.set(id, new TypeDef(id, path, resolved, shape, List.of()));
        return id;
    }

    private List<Integer> ids(List<TypeExpression> expressions) {
        return expressions.stream().map(this::id).toList();
    }

    private TypeDef.Field field(Signature.Field field) {
        return new TypeDef.Field(field.name(), id(field.type()), field.type().toString(), List.of());
    }

    private Variant variant(int index, Signature signature, List<String> docs) {
        return new Variant(
                signature.name(),
                index,
                signature.fields().stream().map(this::field).toList(),
                docs);
    }

    private static Variant unit(int index, String name) {
        return new Variant(name, index, List.of(), List.of());
    }

    private Variant wrapping(int index, String name, TypeExpression type) {
        return variant(index, new Signature(name, List.of(new Signature.Field("", type))), List.of());
    }

    private Shape composite(TypeExpression inner) {
        return new Shape.Composite(List.of(field(new Signature.Field("", inner))));
    }

    private static Shape primitive(String name) {
        try {
            return new Shape.Primitive(PrimitiveKind.valueOf(name.toUpperCase(Locale.ROOT)));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("type " + name + " is not declared", e);
        }
    }
}
