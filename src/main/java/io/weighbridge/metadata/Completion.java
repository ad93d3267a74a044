package io.weighbridge.metadata;

import io.weighbridge.metadata.ExtrinsicFormat.SignedExtension;
import io.weighbridge.metadata.TypeDef.Parameter;
import io.weighbridge.metadata.TypeDef.Shape;
import java.util.ArrayList;
import java.util.List;

/** Adds the types that V14 requires and later metadata versions leave out. Not thread safe. */
final class Completion {

    private static final String EXTRINSIC = "sp_runtime::generic::unchecked_extrinsic::UncheckedExtrinsic";

    private final List<TypeDef> types;

    private Completion(TypeRegistry types) {
        this.types = new ArrayList<>(types.types());
    }

    /** The same metadata, with a type for the extrinsic, its extension bytes and the runtime. */
    static Metadata of(Metadata metadata) {
        var completion = new Completion(metadata.types());
        ExtrinsicFormat extrinsic = completion.extrinsic(metadata.extrinsic());
        int runtime = metadata.runtimeType() != Metadata.NO_TYPE
                ? metadata.runtimeType()
                : completion.add("Runtime", List.of(), new Shape.Composite(List.of()));
        return new Metadata(
                metadata.version(), new TypeRegistry(completion.types), metadata.pallets(), extrinsic, runtime);
    }

    private ExtrinsicFormat extrinsic(ExtrinsicFormat format) {
        if (format.type() != Metadata.NO_TYPE) {
            return format;
        }
        int extra = format.extraType() != Metadata.NO_TYPE ? format.extraType() : extra(format);
        List<Parameter> parameters = List.of(
                new Parameter("Address", format.addressType()),
                new Parameter("Call", format.callType()),
                new Parameter("Signature", format.signatureType()),
                new Parameter("Extra", extra));
        int type = add(EXTRINSIC, parameters, new Shape.Composite(List.of()));
        return new ExtrinsicFormat(
                format.versions(),
                format.addressType(),
                format.callType(),
                format.signatureType(),
                extra,
                type,
                format.extensions(),
                format.extensionsByVersion());
    }

    private int extra(ExtrinsicFormat format) {
        List<Integer> parts = format.extensions(0).orElse(format.extensions()).stream()
                .map(SignedExtension::type)
                .toList();
        return add("", List.of(), new Shape.Tuple(parts));
    }

    private int add(String path, List<Parameter> parameters, Shape shape) {
        int id = types.size();
        types.add(new TypeDef(id, path, parameters, shape, List.of()));
        return id;
    }
}
