package io.weighbridge.metadata;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a runtime lays out extrinsics.
 *
 * @param versions the extrinsic versions that it understands, such as 4 and 5
 * @param addressType the type id of a signer's address
 * @param callType the type id of the outer call enum
 * @param signatureType the type id of a signature
 * @param extraType the type id of all extension bytes together, or {@link Metadata#NO_TYPE} where the metadata has none
 * @param type the type id of the extrinsic itself, or {@link Metadata#NO_TYPE} where the metadata has none
 * @param extensions every transaction extension
 * @param extensionsByVersion for each transaction extension version of a general extrinsic, the indexes into
 *     {@code extensions}, in the order of their bytes; version 0 holds those of signed extrinsics
 */
public record ExtrinsicFormat(
        List<Integer> versions,
        int addressType,
        int callType,
        int signatureType,
        int extraType,
        int type,
        List<SignedExtension> extensions,
        Map<Integer, List<Integer>> extensionsByVersion) {

    /** Copies the collections. */
    public ExtrinsicFormat {
        versions = List.copyOf(versions);
        extensions = List.copyOf(extensions);
        extensionsByVersion = Map.copyOf(extensionsByVersion);
    }

    /** The extensions of one extension version in the order of their bytes; signed extrinsics have those of version 0. */
    public Optional<List<SignedExtension>> extensions(int version) {
        return Optional.ofNullable(extensionsByVersion.get(version))
                .map(indexes -> indexes.stream().map(extensions::get).toList());
    }

    /**
     * A transaction extension.
     *
     * @param name its identifier, such as {@code CheckNonce}
     * @param type the type id of what it adds to the extrinsic
     * @param additionalType the type id of what it adds to the signed payload alone
     */
    public record SignedExtension(String name, int type, int additionalType) {}
}
