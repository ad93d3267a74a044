package io.weighbridge.metadata;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a runtime says about itself: its types, pallets and extrinsic format, in one model for every metadata version
 * that is understood.
 *
 * @param version the metadata version that it was read from: 14, 15 or 16
 * @param types every type that the rest refers to by its id
 * @param pallets in the order of the metadata; indexes and names are unique
 * @param extrinsic how extrinsics are laid out
 * @param runtimeType the type id of the runtime itself, or {@link #NO_TYPE} where the metadata has none
 */
public record Metadata(
        int version, TypeRegistry types, List<Pallet> pallets, ExtrinsicFormat extrinsic, int runtimeType) {

    /** The id used where there is no type, such as the call type of a pallet without calls. */
    public static final int NO_TYPE = -1;

    /** Checks that pallet names and indexes are unique, and copies the pallets. */
    public Metadata {
        pallets = List.copyOf(pallets);
        Set<Object> seen = new HashSet<>();
        for (Pallet pallet : pallets) {
            if (!seen.add(pallet.name()) || !seen.add(pallet.index())) {
                throw new IllegalArgumentException(
                        "pallet " + pallet.name() + " (index " + pallet.index() + ") appears twice");
            }
        }
    }

    /** The pallet of that name. */
    public Optional<Pallet> pallet(String name) {
        return pallets.stream().filter(pallet -> pallet.name().equals(name)).findFirst();
    }

    /** The pallet with that index, 0 to 255. */
    public Optional<Pallet> pallet(int index) {
        return pallets.stream().filter(pallet -> pallet.index() == index).findFirst();
    }
}
