package io.weighbridge.cli.decode;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weighbridge.metadata.Metadata;
import io.weighbridge.metadata.MetadataDecoder;
import io.weighbridge.metadata.Pallet;
import io.weighbridge.metadata.StorageHasher;
import io.weighbridge.runtime.Runtime;
import io.weighbridge.scale.Bytes;
import io.weighbridge.scale.DecodeException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What one line asks for: its {@code kind} tells which {@code input} it has and what is answered. */
enum Question {
    /** {@code {hex}}: an extrinsic with its length prefix. */
    EXTRINSIC {
        @Override
        JsonNode answer(JsonNode line, RuntimeFiles files, Path folder) {
            return ExtrinsicJson.of(runtime(line, files, folder).decodeExtrinsic(hex(line)));
        }
    },
    /** {@code {calls}}: a list of calls on their own. */
    CALLS {
        @Override
        JsonNode answer(JsonNode line, RuntimeFiles files, Path folder) {
            Runtime runtime = runtime(line, files, folder);
            ObjectNode json = JsonNodeFactory.instance.objectNode();
            ArrayNode calls = json.putArray("calls");
            for (Bytes call : RpcJson.list(input(line), "calls")) {
                try {
                    calls.add(ValueJson.of(runtime.decodeCall(call)));
                } catch (DecodeException e) {
                    throw e.inside("calls[" + calls.size() + "]");
                }
            }
            return json;
        }
    },
    /** {@code {hex}}: the value of {@code System.Events}. */
    EVENTS {
        @Override
        JsonNode answer(JsonNode line, RuntimeFiles files, Path folder) {
            return EventsJson.of(runtime(line, files, folder).decodeEvents(hex(line)));
        }
    },
    /** {@code {block, events}}: in any form that a {@link BlockFile} may have. */
    BLOCK {
        @Override
        JsonNode answer(JsonNode line, RuntimeFiles files, Path folder) {
            return BlockFile.of(input(line)).answer(runtime(line, files, folder));
        }
    },
    /** {@code {header}}: an answer of {@code chain_getHeader}. */
    HEADER {
        @Override
        JsonNode answer(JsonNode line, RuntimeFiles files, Path folder) {
            return BlockJson.of(RpcJson.header(RpcJson.object(input(line), "header")));
        }
    },
    /** {@code {pallet, item, key, value}}: one entry of a storage item; where value is null, what the runtime reads then. */
    STORAGE {
        @Override
        JsonNode answer(JsonNode line, RuntimeFiles files, Path folder) {
            JsonNode input = input(line);
            String pallet = RpcJson.text(input, "pallet");
            String item = RpcJson.text(input, "item");
            Runtime.Storage storage = runtime(line, files, folder)
                    .storage(pallet, item)
                    .orElseThrow(
                            () -> new BadInputException("this runtime has no storage item " + pallet + "." + item));
            ObjectNode json = JsonNodeFactory.instance.objectNode();
            ArrayNode hashers = json.putArray("hashers");
            storage.item().hashers().stream().map(StorageHasher::chainName).forEach(hashers::add);
            json.set("keys", ValueJson.array(storage.decodeKey(RpcJson.bytes(input, "key"))));
            json.set("value", value(storage, input));
            return json;
        }
    },
    /** {@code {hex}} or {@code {file}}: metadata; answered with what it describes. */
    METADATA {
        @Override
        JsonNode answer(JsonNode line, RuntimeFiles files, Path folder) {
            Bytes raw = input(line).has("file")
                    ? RuntimeFiles.read(RuntimeFiles.find(folder, RpcJson.text(input(line), "file")))
                    : hex(line);
            Metadata metadata = MetadataDecoder.decode(raw);
            ObjectNode json = JsonNodeFactory.instance
                    .objectNode()
                    .put("metadataVersion", metadata.version())
                    .put("specVersion", Runtime.of(metadata).specVersion())
                    .put("types", metadata.types().types().size());
            ObjectNode pallets = json.putObject("pallets");
            for (Pallet pallet : metadata.pallets()) {
                pallets.put(pallet.name(), pallet.index());
            }
            return json;
        }
    };

    /**
     * Decodes what the line asks for.
     *
     * @param line the whole line
     * @param files the runtimes
     * @param folder where metadata files lie
     * @throws DecodeException if the bytes in it are refused
     * @throws BadInputException if the line lacks something
     */
    abstract JsonNode answer(JsonNode line, RuntimeFiles files, Path folder);

    /** The question that the line's {@code kind} names. */
    static Question of(JsonNode line) {
        String kind = RpcJson.text(line, "kind");
        for (Question question : values()) {
            if (question.word().equals(kind)) {
                return question;
            }
        }
        throw new BadInputException("no kind '" + kind + "'; there are "
                + String.join(", ", Arrays.stream(values()).map(Question::word).toList()));
    }

    /** A block: an answer of {@code chain_getBlock} under {@code block}, and events where there are some. */
    static JsonNode block(Runtime runtime, JsonNode input) {
        JsonNode block = RpcJson.object(RpcJson.object(input, "block"), "block");
        Optional<Bytes> events =
                input.hasNonNull("events") ? Optional.of(RpcJson.bytes(input, "events")) : Optional.empty();
        List<Bytes> extrinsics = RpcJson.list(block, "extrinsics");
        return BlockJson.of(runtime, RpcJson.header(RpcJson.object(block, "header")), extrinsics, events);
    }

    private String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    private static Runtime runtime(JsonNode line, RuntimeFiles files, Path folder) {
        return files.runtime(RuntimeFiles.find(folder, RpcJson.text(line, "metadata")));
    }

    private static JsonNode value(Runtime.Storage storage, JsonNode input) {
        if (input.path("value").isNull()) {
            return storage.defaultValue().map(ValueJson::of).orElse(JsonNodeFactory.instance.nullNode());
        }
        return ValueJson.of(storage.decode(RpcJson.bytes(input, "value")));
    }

    private static JsonNode input(JsonNode line) {
        return RpcJson.object(line, "input");
    }

    private static Bytes hex(JsonNode line) {
        return RpcJson.bytes(input(line), "hex");
    }
}
