package io.weighbridge.testing;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weighbridge.chain.RawBlock;
import io.weighbridge.scale.Bytes;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/** Writes a {@link FakeChain} as a recording. */
public final class RecordingFile {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private RecordingFile() {}

    /** The lines of a recording that holds those keys by name; a runtime line wherever the version changes. */
    public static List<String> lines(FakeChain chain, Map<String, Bytes> keys) {
        var lines = new ArrayList<String>();
        lines.add(about(chain).toString());
        String version = "";
        for (long number = 0; number <= chain.last(); number++) {
            if (!version.equals(chain.runtimeVersion(number))) {
                version = chain.runtimeVersion(number);
                lines.add(runtime(chain, number, keys).toString());
            }
            lines.add(block(chain, number, keys).toString());
        }
        return lines;
    }

    /** Writes lines, packed. */
    public static Path write(Path file, List<String> lines) {
        try (var out =
                new OutputStreamWriter(new GZIPOutputStream(Files.newOutputStream(file)), StandardCharsets.UTF_8)) {
            for (String line : lines) {
                out.write(line + "\n");
            }
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ObjectNode about(FakeChain chain) {
        ObjectNode line = NODES.objectNode().put("t", "chain");
        line.put("name", chain.about().name()).put("chain", chain.about().chain());
        line.put("version", chain.about().nodeVersion());
        line.set("properties", NodeMethods.read(chain.about().propertiesJson()));
        chain.about().methods().forEach(line.putArray("methods")::add);
        line.putObject("tracked")
                .put("netuid", chain.about().netuid().value())
                .put("hotkey", chain.about().hotkey().ss58());
        return line;
    }

    private static ObjectNode runtime(FakeChain chain, long number, Map<String, Bytes> keys) {
        ObjectNode line = NODES.objectNode().put("t", "runtime");
        line.set("version", NodeMethods.read(chain.runtimeVersion(number)));
        line.put("metadata", chain.metadata(number).hex());
        ObjectNode named = line.putObject("keys");
        keys.forEach((name, key) -> named.put(name, key.hex()));
        return line;
    }

    private static ObjectNode block(FakeChain chain, long number, Map<String, Bytes> keys) {
        RawBlock block = chain.block(number).orElseThrow();
        ObjectNode line = NODES.objectNode().put("t", "block");
        line.put("n", number).put("hash", block.ref().hash().hex());
        line.set("header", NodeMethods.header(block.header()));
        var extrinsics = line.putArray("extrinsics");
        block.extrinsics().forEach(extrinsic -> extrinsics.add(extrinsic.hex()));
        ObjectNode storage = line.putObject("storage");
        keys.forEach((name, key) -> {
            var value = chain.storage(number, key);
            if (number == 0 || !value.equals(chain.storage(number - 1, key))) {
                storage.set(name, value.value().map(NodeMethods::text).orElse(NODES.nullNode()));
            }
        });
        return line;
    }
}
