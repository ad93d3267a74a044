package io.weighbridge.devnet.spec;

import io.weighbridge.devnet.spec.TypeBook.Choice;
import io.weighbridge.metadata.ExtrinsicFormat;
import io.weighbridge.metadata.ExtrinsicFormat.SignedExtension;
import io.weighbridge.metadata.Metadata;
import io.weighbridge.metadata.Pallet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A runtime in the making. Not thread safe. */
final class RuntimeBook {

    private static final String CRATE = "node_subtensor_runtime";

    private final TypeBook types = new TypeBook();
    private final List<PalletBook> pallets = new ArrayList<>();
    private final List<Extension> extensions = new ArrayList<>();

    private record Extension(String name, String type, String additional) {}

    /** The types. */
    TypeBook types() {
        return types;
    }

    /** Adds a pallet; {@code path} is its crate, such as {@code pallet_utility}. */
    PalletBook pallet(String name, int index, String path) {
        var pallet = new PalletBook(name, index, path, types);
        pallets.add(pallet);
        return pallet;
    }

    /** Adds a transaction extension: its identifier, its type, and the type of what it adds to the signed payload. */
    RuntimeBook extension(String name, String type, String additional) {
        extensions.add(new Extension(name, type, additional));
        return this;
    }

    /** The finished metadata. */
    Metadata build() {
        pallets.forEach(PalletBook::declareTypes);
        declareOuter("RuntimeCall", PalletBook::outerCall);
        declareOuter("RuntimeEvent", PalletBook::outerEvent);
        String extra = extensions.stream().map(Extension::type).collect(Collectors.joining(", ", "(", ")"));
        types.struct(
                "UncheckedExtrinsic",
                "sp_runtime::generic::unchecked_extrinsic::UncheckedExtrinsic",
                TypeBook.parameters(
                        "Address",
                        "MultiAddress",
                        "Call",
                        "RuntimeCall",
                        "Signature",
                        "MultiSignature",
                        "Extra",
                        extra),
                "Vec<u8>");
        types.struct("Runtime", CRATE + "::Runtime", "");
        ExtrinsicFormat format = extrinsicFormat(extra);
        int runtimeType = types.id("Runtime");
        List<Pallet> built = pallets.stream().map(PalletBook::build).toList();
        return new Metadata(14, types.registry(), built, format, runtimeType);
    }

    private ExtrinsicFormat extrinsicFormat(String extra) {
        return new ExtrinsicFormat(
                List.of(4),
                types.id("MultiAddress"),
                types.id("RuntimeCall"),
                types.id("MultiSignature"),
                types.id(extra),
                types.id("UncheckedExtrinsic"),
                extensions.stream()
                        .map(extension -> new SignedExtension(
                                extension.name(), types.id(extension.type()), types.id(extension.additional())))
                        .toList(),
                Map.of(0, IntStream.range(0, extensions.size()).boxed().toList()));
    }

    private void declareOuter(String name, Function<PalletBook, Optional<Choice>> variant) {
        types.choice(
                name,
                CRATE + "::" + name,
                pallets.stream().map(variant).flatMap(Optional::stream).toList());
    }
}
