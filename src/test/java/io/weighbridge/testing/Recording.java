package io.weighbridge.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.weighbridge.chain.Hash;
import io.weighbridge.chain.Header;
import io.weighbridge.chain.RawBlock;
import io.weighbridge.metadata.MetadataDecoder;
import io.weighbridge.runtime.Runtime;
import io.weighbridge.scale.Bytes;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A chain that real runtimes executed, and the truth that lies beside it. */
public final class Recording {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<Block> blocks = new ArrayList<>();
    private final Map<Integer, Runtime> runtimes = new HashMap<>();
    private final Map<String, Bytes> keys = new HashMap<>();
    private final JsonNode truth;

    private Recording(JsonNode truth) {
        this.truth = truth;
    }

    /**
     * A block.
     *
     * @param raw the block
     * @param runtime the runtime that executed it
     * @param events the value of {@code System.Events} after it; empty where there is none
     * @param state the values that the recording knows after it, by storage key
     */
    public record Block(RawBlock raw, Runtime runtime, Bytes events, Map<Bytes, Optional<Bytes>> state) {}

    /** Reads a recording by its name, such as {@code spec-218-293}. */
    public static Recording read(String name) {
        var recording = new Recording(parse(text("recordings/" + name + ".truth.json.gz")));
        Map<Bytes, Optional<Bytes>> state = new HashMap<>();
        int parentSpec = -1;
        for (String line : text("recordings/" + name + ".jsonl.gz").lines().toList()) {
            JsonNode node = parse(line);
            if (node.get("t").asText().equals("runtime")) {
                recording.addRuntime(node);
            } else if (node.get("t").asText().equals("block")) {
                recording.addBlock(node, parentSpec, state);
                parentSpec = node.get("spec").asInt();
            }
        }
        return recording;
    }

    /** The blocks from number 1 on, in order. */
    public List<Block> blocks() {
        return blocks;
    }

    /** What is known to be true of it. */
    public JsonNode truth() {
        return truth;
    }

    private void addRuntime(JsonNode node) {
        runtimes.put(
                node.get("spec").asInt(),
                Runtime.of(MetadataDecoder.decode(
                        Bytes.fromHex(node.get("metadata").asText()))));
        node.get("keys")
                .properties()
                .forEach(key ->
                        keys.put(key.getKey(), Bytes.fromHex(key.getValue().asText())));
    }

    private void addBlock(JsonNode node, int parentSpec, Map<Bytes, Optional<Bytes>> state) {
        node.get("storage").properties().forEach(entry -> {
            JsonNode value = entry.getValue();
            state.put(
                    keyOf(entry.getKey()),
                    value.isNull() ? Optional.empty() : Optional.of(Bytes.fromHex(value.asText())));
        });
        if (parentSpec >= 0) {
            Bytes events = state.getOrDefault(keyOf("events"), Optional.empty()).orElse(Bytes.EMPTY);
            blocks.add(new Block(raw(node), runtimeOf(parentSpec), events, Map.copyOf(state)));
        }
    }

    private Bytes keyOf(String name) {
        return Optional.ofNullable(keys.get(name)).orElseThrow();
    }

    private Runtime runtimeOf(int spec) {
        return Optional.ofNullable(runtimes.get(spec)).orElseThrow();
    }

    private static RawBlock raw(JsonNode node) {
        JsonNode json = node.get("header");
        List<Bytes> digest = new ArrayList<>();
        json.get("digest").get("logs").forEach(log -> digest.add(Bytes.fromHex(log.asText())));
        var header = new Header(
                Hash.fromHex(json.get("parentHash").asText()),
                Long.decode(json.get("number").asText()),
                Hash.fromHex(json.get("stateRoot").asText()),
                Hash.fromHex(json.get("extrinsicsRoot").asText()),
                digest);
        List<Bytes> extrinsics = new ArrayList<>();
        node.get("extrinsics").forEach(extrinsic -> extrinsics.add(Bytes.fromHex(extrinsic.asText())));
        return new RawBlock(header.ref(), header, extrinsics);
    }

    private static String text(String file) {
        return new String(SharedData.read(file), StandardCharsets.UTF_8);
    }

    private static JsonNode parse(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
