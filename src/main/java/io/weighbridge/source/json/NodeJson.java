package io.weighbridge.source.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.weighbridge.chain.BlockRef;
import io.weighbridge.chain.Hash;
import io.weighbridge.chain.Header;
import io.weighbridge.chain.RawBlock;
import io.weighbridge.crypto.TrieProof;
import io.weighbridge.crypto.TrieProofException;
import io.weighbridge.crypto.TrieRoot;
import io.weighbridge.crypto.TrieVersion;
import io.weighbridge.scale.Bytes;
import io.weighbridge.source.RuntimeVersion;
import io.weighbridge.source.SourceException;
import io.weighbridge.source.StorageValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the answers of a node strictly, and checks everything that can be checked without another request. Pure. Any
 * violation is a {@link SourceException.Untrusted}, its message without the endpoint's name.
 */
public final class NodeJson {

    private static final Bytes METADATA_MAGIC = Bytes.fromHex("0x6d657461");
    private static final int MAX_DIGEST_ITEMS = 256;

    private static final int SHOWN = 200;

    /** Bounds the memory of parsed JSON. A whole block has fewer values, and metadata is a single one. */
    private static final int MAX_TOKENS = 400_000;

    /** A block is nested six deep. */
    private static final int MAX_NESTING = 32;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_NESTING)
                            .maxTokenCount(MAX_TOKENS)
                            .maxStringLength(Integer.MAX_VALUE)
                            .maxNumberLength(64)
                            .maxNameLength(1024)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY, DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private NodeJson() {}

    /**
     * Parses JSON, bounded in depth and number of values; the caller bounds the length of the text.
     *
     * @throws SourceException.Untrusted if it is not JSON, or beyond the bounds
     */
    public static JsonNode parse(String text) {
        try {
            JsonNode json = MAPPER.readTree(text);
            if (json.isMissingNode()) {
                throw new SourceException.Untrusted("not acceptable JSON: nothing");
            }
            return json;
        } catch (JsonProcessingException e) {
            throw new SourceException.Untrusted("not acceptable JSON" + what(text, e), e);
        }
    }

    private static String what(String text, JsonProcessingException fault) {
        String begin = shown(text.substring(0, Math.min(text.length(), SHOWN / 2)));
        if (begin.startsWith("<")) {
            return ", but a web page; check the URL, most of all its path: " + begin;
        }
        return " (" + shown(fault.getOriginalMessage().replaceFirst(": expected a valid value .*", "")) + "): "
                + begin.replaceAll("[^\\x20-\\x7e]+", "�");
    }

    /** The JSON text of maps, lists, texts, numbers and {@link JsonNode}s. */
    public static String write(Map<String, ?> object) {
        return MAPPER.valueToTree(object).toString();
    }

    /** Foreign text, made fit for one line of a log: no control characters, at most 200 characters. */
    public static String shown(String foreign) {
        String line = foreign.replaceAll("\\p{Cntrl}+", " ").strip();
        return line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "…";
    }

    /** A hash; empty for {@code null} and for 32 zero bytes, which some nodes send instead. */
    public static Optional<Hash> hash(JsonNode json) {
        if (json.isNull()) {
            return Optional.empty();
        }
        Hash hash = hashIn(json, "a hash");
        return hash.equals(Hash.ZERO) ? Optional.empty() : Optional.of(hash);
    }

    /** A list of so many hashes; an empty one where it is anything else. */
    public static List<Hash> hashes(int count, JsonNode json) {
        var hashes = new ArrayList<Hash>();
        if (json.isArray() && json.size() == count) {
            json.forEach(each -> hash(each).ifPresent(hashes::add));
        }
        return hashes.size() == count ? hashes : List.of();
    }

    /** A header, not yet compared with anything. */
    public static Header header(JsonNode json) {
        JsonNode logs = json.path("digest").path("logs");
        if (!logs.isArray() || logs.size() > MAX_DIGEST_ITEMS) {
            throw wrong("a header with at most " + MAX_DIGEST_ITEMS + " digest items", json);
        }
        var digest = new ArrayList<Bytes>(logs.size());
        logs.forEach(log -> digest.add(bytes(log, "a digest item")));
        return new Header(
                hashIn(json.path("parentHash"), "parentHash"),
                number(json.path("number")),
                hashIn(json.path("stateRoot"), "stateRoot"),
                hashIn(json.path("extrinsicsRoot"), "extrinsicsRoot"),
                digest);
    }

    /**
     * The header of a known block.
     *
     * @param trust whether block 0 may have another hash than its header's, as in recordings and local forks of a chain
     */
    public static Header headerOf(Hash block, JsonNode json, boolean trust) {
        Header header = header(json);
        Hash found = header.hash();
        boolean believed = trust && header.number() == 0;
        if (!found.equals(block) && !believed) {
            throw new SourceException.Untrusted("the header of block " + header.number()
                    + " has another hash: expected " + block + ", found " + found);
        }
        return header;
    }

    /** A block: its header as above and, unless trusted, its extrinsics against the header's root. */
    public static RawBlock block(Hash block, JsonNode json, boolean trust) {
        JsonNode body = json.path("block");
        Header header = headerOf(block, body.path("header"), trust);
        List<Bytes> extrinsics = extrinsics(body.path("extrinsics"));
        if (!trust && !hasRoot(header.extrinsicsRoot(), extrinsics)) {
            throw new SourceException.Untrusted("the " + extrinsics.size() + " extrinsics of block " + header.number()
                    + " have another root than the header's " + header.extrinsicsRoot()
                    + "; if this chain carries no true roots (Chopsticks, a recording), use --trust-endpoint");
        }
        return new RawBlock(new BlockRef(header.number(), block), header, extrinsics);
    }

    /** A list of extrinsics, each with its length prefix. */
    public static List<Bytes> extrinsics(JsonNode json) {
        if (!json.isArray()) {
            throw wrong("a list of extrinsics", json);
        }
        var extrinsics = new ArrayList<Bytes>(json.size());
        json.forEach(extrinsic -> extrinsics.add(bytes(extrinsic, "an extrinsic")));
        return extrinsics;
    }

    /** The trie version changes from 0 to 1 with some runtime, and the header does not tell which one applies. */
    private static boolean hasRoot(Hash root, List<Bytes> extrinsics) {
        return TrieRoot.ordered(extrinsics, TrieVersion.V0).equals(root.bytes())
                || TrieRoot.ordered(extrinsics, TrieVersion.V1).equals(root.bytes());
    }

    /** The value of one key, {@code null} for none. */
    public static StorageValue storageValue(JsonNode json) {
        return json.isNull() ? StorageValue.Absent.ABSENT : new StorageValue.Present(bytes(json, "a storage value"));
    }

    /** The values of some keys at one block, as one change set, or none where no key is left in. */
    public static Map<Bytes, StorageValue> storageChanges(Hash block, List<Bytes> keys, JsonNode json) {
        if (!json.isArray() || json.size() > 1) {
            throw wrong("one change set", json);
        }
        var values = new HashMap<Bytes, StorageValue>();
        if (json.isEmpty()) {
            return values;
        }
        Hash found = hashIn(json.get(0).path("block"), "the block of a change set");
        if (!found.equals(block)) {
            throw new SourceException.Untrusted("expected values at block " + block + ", found " + found);
        }
        Set<Bytes> asked = new HashSet<>(keys);
        for (JsonNode change : json.get(0).path("changes")) {
            Bytes key = bytes(change.path(0), "a storage key");
            if (change.size() != 2 || !asked.contains(key) || values.put(key, storageValue(change.path(1))) != null) {
                throw new SourceException.Untrusted("the value of key " + key + " was not asked for, or comes twice");
            }
        }
        return values;
    }

    /**
     * The values of keys, in their order, proved by the nodes of a read proof ({@code {at, proof}}) against the state
     * root.
     */
    public static List<StorageValue> provedValues(Hash stateRoot, List<Bytes> keys, JsonNode json) {
        JsonNode array = json.path("proof");
        if (!array.isArray()) {
            throw wrong("a read proof with the list 'proof'", json);
        }
        var nodes = new ArrayList<Bytes>();
        array.forEach(node -> nodes.add(bytes(node, "a node of the state's trie")));
        var proof = TrieProof.of(stateRoot.bytes(), nodes);
        try {
            return keys.stream()
                    .map(key -> proof.value(key)
                            .<StorageValue>map(StorageValue.Present::new)
                            .orElse(StorageValue.Absent.ABSENT))
                    .toList();
        } catch (TrieProofException e) {
            throw new SourceException.Untrusted("the values of the state are not proved: " + e.getMessage(), e);
        }
    }

    /** A runtime version. The trie version is 0 if it is missing; the field has had two names. */
    public static RuntimeVersion runtimeVersion(JsonNode json) {
        JsonNode name = json.path("specName");
        if (!name.isTextual() || name.textValue().length() > 64) {
            throw wrong("a runtime version with a specName", json);
        }
        int stateVersion = json.has("stateVersion")
                ? u32(json, "stateVersion")
                : json.has("systemVersion") ? u32(json, "systemVersion") : 0;
        return new RuntimeVersion(
                name.textValue(), u32(json, "specVersion"), u32(json, "transactionVersion"), stateVersion);
    }

    /** Metadata with its magic number. */
    public static Bytes metadata(JsonNode json) {
        Bytes metadata = bytes(json, "metadata");
        if (!metadata.startsWith(METADATA_MAGIC)) {
            throw wrong("metadata that begins with " + METADATA_MAGIC, json);
        }
        return metadata;
    }

    private static int u32(JsonNode json, String field) {
        JsonNode value = json.path(field);
        if (!value.isInt() || value.intValue() < 0) {
            throw wrong("a number as " + field, value);
        }
        return value.intValue();
    }

    /** {@code 0x1f}, or 31 as some servers write it: no more than 32 bits, zeros in front allowed. */
    private static long number(JsonNode json) {
        if (json.isIntegralNumber() && json.canConvertToLong() && json.longValue() >>> 32 == 0) {
            return json.longValue();
        }
        String text = json.isTextual() ? json.textValue() : "";
        if (!text.startsWith("0x") || text.length() < 3 || text.length() > 18) {
            throw wrong("a block number in hexadecimal", json);
        }
        try {
            long number = Long.parseUnsignedLong(text, 2, text.length(), 16);
            if (text.charAt(2) != '+' && number >>> 32 == 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw wrong("a block number in hexadecimal", json);
        }
        throw wrong("a block number of at most 32 bits", json);
    }

    private static Hash hashIn(JsonNode json, String what) {
        Bytes bytes = bytes(json, what);
        if (bytes.size() != Hash.SIZE) {
            throw wrong(what + " of 32 bytes", json);
        }
        return new Hash(bytes);
    }

    /** Bytes as whole hexadecimal digits of any case behind {@code 0x}; {@code what} names them in the fault. */
    public static Bytes bytes(JsonNode json, String what) {
        if (!json.isTextual() || !json.textValue().startsWith("0x")) {
            throw wrong(what + " in hexadecimal with 0x", json);
        }
        try {
            return Bytes.fromHex(json.textValue());
        } catch (IllegalArgumentException e) {
            throw wrong(what + " in whole hexadecimal bytes", json);
        }
    }

    private static SourceException.Untrusted wrong(String expected, JsonNode found) {
        String text = found.isMissingNode() ? "nothing" : found.toString();
        return new SourceException.Untrusted("expected " + expected + ", found " + shown(text));
    }
}
