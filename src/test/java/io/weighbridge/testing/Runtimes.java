package io.weighbridge.testing;

import io.weighbridge.metadata.MetadataDecoder;
import io.weighbridge.metadata.TypeDef;
import io.weighbridge.runtime.Runtime;
import io.weighbridge.scale.Bytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Stream;

/** The runtimes whose metadata lies in the chain data, each built once. */
public final class Runtimes {

    private static final String SUFFIX = ".scale.gz";

    private static final ConcurrentMap<String, Runtime> BUILT = new ConcurrentHashMap<>();

    private Runtimes() {}

    /** The runtime of a metadata file without its ending, such as {@code finney-spec-393-v14}. */
    public static Runtime of(String name) {
        SharedData.path("metadata");
        return BUILT.computeIfAbsent(name, Runtimes::build);
    }

    /** The names of all metadata files with a type registry, sorted. */
    public static List<String> names() {
        try (Stream<Path> files = Files.list(SharedData.path("metadata"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(SUFFIX) && !file.startsWith("legacy"))
                    .map(file -> file.substring(0, file.length() - SUFFIX.length()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The id of the first type of a runtime with that path, such as {@code sp_runtime::DispatchError}. */
    public static int type(Runtime runtime, String path) {
        return runtime.metadata().types().types().stream()
                .filter(type -> type.path().equals(path))
                .mapToInt(TypeDef::id)
                .findFirst()
                .orElseThrow();
    }

    private static Runtime build(String name) {
        return Runtime.of(MetadataDecoder.decode(Bytes.wrap(SharedData.read("metadata/" + name + SUFFIX))));
    }
}
