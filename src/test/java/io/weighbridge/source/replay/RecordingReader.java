package io.weighbridge.source.replay;

import com.fasterxml.jackson.databind.JsonNode;
import io.weighbridge.chain.AccountId;
import io.weighbridge.chain.BlockRef;
import io.weighbridge.chain.Hash;
import io.weighbridge.chain.Header;
import io.weighbridge.chain.Netuid;
import io.weighbridge.chain.RawBlock;
import io.weighbridge.scale.Bytes;
import io.weighbridge.source.SourceException;
import io.weighbridge.source.StorageValue;
import io.weighbridge.source.json.NodeJson;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads the lines of a recording: one {@code chain}, then {@code runtime}s, each before the first block whose state has
 * it, and {@code block}s in order. Not safe for many threads; used once.
 */
final class RecordingReader {

    private static final int MAX_LINE = 64 << 20;

    private final String name;
    private final List<RawBlock> blocks = new ArrayList<>();
    private final Map<Hash, Integer> numbers = new HashMap<>();
    private final NavigableMap<Long, RecordedRuntime> runtimes = new TreeMap<>();
    private final Map<String, NavigableMap<Long, StorageValue>> values = new HashMap<>();
    private @Nullable RecordedChain chain;

    RecordingReader(String name) {
        this.name = name;
    }

    Recording read(BufferedReader lines) throws IOException {
        int number = 0;
        for (Optional<String> line = next(lines, ++number); line.isPresent(); line = next(lines, ++number)) {
            try {
                take(NodeJson.parse(line.get()));
            } catch (SourceException.Untrusted | IllegalArgumentException e) {
                throw new SourceException.Unusable("recording " + name + ", line " + number + ": " + e.getMessage(), e);
            }
        }
        if (chain == null || blocks.isEmpty()) {
            throw new SourceException.Unusable(
                    "recording " + name + ": expected a chain and its blocks, found " + blocks.size() + " blocks");
        }
        return new Recording(chain, List.copyOf(blocks), numbers, runtimes, values);
    }

    private Optional<String> next(BufferedReader lines, int number) throws IOException {
        var line = new StringBuilder();
        for (int letter = lines.read(); letter != '\n'; letter = lines.read()) {
            if (letter < 0) {
                return line.isEmpty() ? Optional.empty() : Optional.of(line.toString());
            }
            if (line.length() == MAX_LINE) {
                throw new SourceException.Unusable(
                        "recording " + name + ", line " + number + ": longer than " + MAX_LINE + " letters");
            }
            line.append((char) letter);
        }
        return Optional.of(line.toString());
    }

    private void take(JsonNode line) {
        String type = line.path("t").asText();
        switch (type) {
            case "chain" -> takeChain(line);
            case "runtime" -> takeRuntime(line);
            case "block" -> takeBlock(line);
            default ->
                throw new IllegalArgumentException(
                        "expected chain, runtime or block as t, found '" + NodeJson.shown(type) + "'");
        }
    }

    private void takeChain(JsonNode line) {
        if (chain != null) {
            throw new IllegalArgumentException("there is one chain line, the first");
        }
        var methods = new ArrayList<String>();
        line.path("methods").forEach(method -> methods.add(method.asText()));
        JsonNode tracked = line.path("tracked");
        chain = new RecordedChain(
                line.path("name").asText(),
                line.path("chain").asText(),
                line.path("version").asText(),
                line.path("properties").toString(),
                methods,
                AccountId.fromSs58(tracked.path("hotkey").asText()),
                new Netuid(tracked.path("netuid").asInt()));
    }

    private void takeRuntime(JsonNode line) {
        var keys = new HashMap<String, Bytes>();
        line.path("keys").properties().forEach(key -> keys.put(key.getKey(), NodeJson.bytes(key.getValue(), "a key")));
        JsonNode version = line.path("version");
        runtimes.put(
                (long) blocks.size(),
                new RecordedRuntime(
                        NodeJson.runtimeVersion(version),
                        version.toString(),
                        NodeJson.metadata(line.path("metadata")),
                        keys));
    }

    private void takeBlock(JsonNode line) {
        if (runtimes.isEmpty()) {
            throw new IllegalArgumentException("expected a runtime before the first block");
        }
        Hash hash = NodeJson.hash(line.path("hash"))
                .orElseThrow(() -> new IllegalArgumentException("expected the block's hash, found none"));
        Header header = NodeJson.headerOf(hash, line.path("header"), true);
        checkLink(header);
        numbers.put(hash, blocks.size());
        blocks.add(new RawBlock(
                new BlockRef(header.number(), hash), header, NodeJson.extrinsics(line.path("extrinsics"))));
        line.path("storage")
                .properties()
                .forEach(value -> values.computeIfAbsent(value.getKey(), key -> new TreeMap<>())
                        .put(header.number(), NodeJson.storageValue(value.getValue())));
    }

    private void checkLink(Header header) {
        if (header.number() != blocks.size()) {
            throw new IllegalArgumentException("expected block " + blocks.size() + ", found block " + header.number());
        }
        Hash parent = blocks.isEmpty()
                ? header.parentHash()
                : blocks.get(blocks.size() - 1).ref().hash();
        if (!parent.equals(header.parentHash())) {
            throw new IllegalArgumentException("block " + header.number() + " has another parent: expected " + parent
                    + ", found " + header.parentHash());
        }
    }
}
