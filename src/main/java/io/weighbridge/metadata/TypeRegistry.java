package io.weighbridge.metadata;

import io.weighbridge.scale.DecodeException;
import io.weighbridge.scale.DecodeException.Reason;
import java.util.List;

/**
 * The types of a runtime, by id.
 *
 * @param types each at the position of its id
 */
public record TypeRegistry(List<TypeDef> types) {

    /** Copies the types. */
    public TypeRegistry {
        types = List.copyOf(types);
    }

    /**
     * The type with that id.
     *
     * @throws DecodeException if there is none: metadata that refers to it is damaged
     */
    public TypeDef type(int id) {
        if (id < 0 || id >= types.size()) {
            throw DecodeException.of(
                    Reason.INVALID,
                    "type " + id + " is referred to, but the registry has only 0 to " + (types.size() - 1));
        }
        return types.get(id);
    }

    /** The variants of an enum type; none for {@link Metadata#NO_TYPE} or a type that is no enum. */
    public List<TypeDef.Variant> variants(int id) {
        return id != Metadata.NO_TYPE && type(id).shape() instanceof TypeDef.Shape.Enumeration enumeration
                ? enumeration.variants()
                : List.of();
    }
}
