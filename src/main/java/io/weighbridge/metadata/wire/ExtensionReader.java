package io.weighbridge.metadata.wire;

import io.weighbridge.metadata.ExtrinsicFormat.SignedExtension;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Reads the list of transaction extensions, which is the same in every version. */
public final class ExtensionReader {

    private static final int LEAST_EXTENSION = 3;

    private ExtensionReader() {}

    /** All extensions; {@code name} is what the version calls the list. */
    public static List<SignedExtension> read(MetadataReader in, String name) {
        return in.list(name, LEAST_EXTENSION, () -> new SignedExtension(in.text(), in.typeId(), in.typeId()));
    }

    /** Version 0 with all extensions in order, for metadata versions that do not list extension versions. */
    public static Map<Integer, List<Integer>> allInVersion0(List<SignedExtension> extensions) {
        return Map.of(0, IntStream.range(0, extensions.size()).boxed().toList());
    }
}
