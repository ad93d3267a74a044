package io.weighbridge.metadata;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.weighbridge.scale.Bytes;
import io.weighbridge.testing.SharedData;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The recorded metadata files and what their index says about each. */
final class MetadataFiles {

    private MetadataFiles() {}

    /** The index entries of all files that are to be understood. */
    static List<JsonNode> understood() {
        return index().filter(entry -> !entry.path("unsupported").asBoolean()).toList();
    }

    /** The index entries of all files that are to be refused. */
    static List<JsonNode> refused() {
        return index().filter(entry -> entry.path("unsupported").asBoolean()).toList();
    }

    static Bytes raw(String file) {
        return Bytes.wrap(SharedData.read("metadata/" + file));
    }

    static Metadata decoded(String file) {
        return MetadataDecoder.decode(raw(file));
    }

    private static Stream<JsonNode> index() {
        try {
            JsonNode index = JsonMapper.builder().build().readTree(SharedData.read("metadata/index.json"));
            return StreamSupport.stream(index.spliterator(), false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
