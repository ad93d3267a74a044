package io.weighbridge.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.weighbridge.crypto.TrieRoot;
import io.weighbridge.crypto.TrieVersion;
import io.weighbridge.scale.Bytes;
import io.weighbridge.scale.DecodeException;
import io.weighbridge.scale.ScaleReader;
import io.weighbridge.testing.SharedData;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Headers of recorded blocks, whose hashes are known. */
class HeaderTest {

    static List<String> recorded() throws IOException {
        try (Stream<Path> files = Files.list(SharedData.path("vectors/recorded"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith("-header.json"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("recorded")
    void hashesToTheKnownHash(String file) {
        JsonNode vector = json(file);

        assertThat(header(vector.path("input").path("header")).hash().hex())
                .isEqualTo(vector.path("knownHash").asText())
                .isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("recorded")
    void tellsItsDigest(String file) {
        JsonNode vector = json(file);

        List<DigestItem> items = header(vector.path("input").path("header")).digest().stream()
                .map(item -> DigestItem.read(new ScaleReader(item)))
                .toList();

        List<JsonNode> expected = list(vector.path("expected").path("digest"));
        assertThat(items).hasSameSizeAs(expected);
        for (int i = 0; i < items.size(); i++) {
            JsonNode content = expected.get(i).path(items.get(i).kind().chainName());
            assertThat(items.get(i).engine()).isEqualTo(content.path("engine").asText());
            assertThat(items.get(i).data().hex()).isEqualTo(content.path("data").asText());
        }
    }

    @Test
    void recordedHeadersLink() {
        assertThat(header(json("finney-block-6515548-header.json").path("input").path("header")))
                .extracting(header -> header.parentHash().hex())
                .isEqualTo(json("finney-block-6515547-header.json")
                        .path("knownHash")
                        .asText());
    }

    @Test
    void holdsTheRootOfItsExtrinsics() {
        JsonNode block = json("localnet-block-934-spec-264.json")
                .path("input")
                .path("block")
                .path("block");
        List<Bytes> extrinsics = list(block.path("extrinsics")).stream()
                .map(extrinsic -> Bytes.fromHex(extrinsic.asText()))
                .toList();

        assertThat(new Hash(TrieRoot.ordered(extrinsics, TrieVersion.V0)))
                .isEqualTo(header(block.path("header")).extrinsicsRoot());
    }

    @Test
    void readsEveryKindOfDigestItem() {
        assertThat(item("0x000c010203")).isEqualTo(new DigestItem(DigestItem.Kind.OTHER, "", Bytes.fromHex("010203")));
        assertThat(item("0x08")).isEqualTo(new DigestItem(DigestItem.Kind.RUNTIME_UPDATED, "", Bytes.EMPTY));
        assertThat(item("0x0466726f6e0407"))
                .isEqualTo(new DigestItem(DigestItem.Kind.CONSENSUS, "fron", Bytes.fromHex("07")));
        assertThatThrownBy(() -> item("0x0700"))
                .isInstanceOf(DecodeException.class)
                .hasMessageContaining("no digest item has tag 7");
    }

    @Test
    void refusesABlockNumberOfMoreThan32Bits() {
        assertThat(new Header(Hash.ZERO, 0xffff_ffffL, Hash.ZERO, Hash.ZERO, List.of()).number())
                .isEqualTo(4294967295L);
        assertThatThrownBy(() -> new Header(Hash.ZERO, 1L << 32, Hash.ZERO, Hash.ZERO, List.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static DigestItem item(String hex) {
        return DigestItem.read(new ScaleReader(Bytes.fromHex(hex)));
    }

    private static Header header(JsonNode header) {
        return new Header(
                Hash.fromHex(header.path("parentHash").asText()),
                Long.decode(header.path("number").asText()),
                Hash.fromHex(header.path("stateRoot").asText()),
                Hash.fromHex(header.path("extrinsicsRoot").asText()),
                list(header.path("digest").path("logs")).stream()
                        .map(item -> Bytes.fromHex(item.asText()))
                        .toList());
    }

    private static JsonNode json(String file) {
        try {
            return JsonMapper.builder().build().readTree(SharedData.read("vectors/recorded/" + file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<JsonNode> list(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }
}
