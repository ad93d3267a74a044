package io.weighbridge.runtime;

import io.weighbridge.metadata.Metadata;
import io.weighbridge.metadata.Pallet;
import io.weighbridge.metadata.TypeDef;
import java.util.List;

/**
 * Names dispatch errors from the metadata of one runtime.
 *
 * @param metadata where the errors of the pallets stand
 */
record DispatchErrors(Metadata metadata) {

    private static final String MODULE = "Module";

    DispatchError name(Value error) {
        Value.Variant kind = error.asVariant();
        if (kind.name().equals(MODULE)) {
            return module(kind.fields());
        }
        List<Value> details = kind.fields().values();
        return details.size() == 1 && details.get(0) instanceof Value.Variant detail
                ? new DispatchError(kind.name() + "." + detail.name(), "")
                : new DispatchError(kind.name(), "");
    }

    /**
     * {@code ModuleError { index: u8, error: [u8; 4] }}, of whose bytes the first is the error's index; runtimes before
     * mid-2022 have {@code Module { index: u8, error: u8 }}.
     */
    private DispatchError module(Value.Fields fields) {
        Value.Fields module = fields.names().isEmpty() ? fields.get(0).asFields() : fields;
        int palletIndex = module.get("index").asInt();
        int errorIndex = module.get("error") instanceof Value.Blob bytes
                ? bytes.value().get(0)
                : module.get("error").asInt();
        return metadata.pallet(palletIndex)
                .map(pallet -> module(pallet, errorIndex))
                .orElseGet(() -> new DispatchError("Pallet" + palletIndex + ".Error" + errorIndex, ""));
    }

    private DispatchError module(Pallet pallet, int errorIndex) {
        return metadata.types().variants(pallet.errorType()).stream()
                .filter(variant -> variant.index() == errorIndex)
                .findFirst()
                .map(variant -> named(pallet, variant))
                .orElseGet(() -> new DispatchError(pallet.name() + ".Error" + errorIndex, ""));
    }

    private static DispatchError named(Pallet pallet, TypeDef.Variant error) {
        return new DispatchError(
                pallet.name() + "." + error.name(),
                String.join(" ", error.docs().stream().map(String::strip).toList())
                        .strip());
    }
}
