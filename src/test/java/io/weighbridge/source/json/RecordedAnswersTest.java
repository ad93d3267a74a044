package io.weighbridge.source.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.weighbridge.chain.Hash;
import io.weighbridge.chain.Header;
import io.weighbridge.chain.RawBlock;
import io.weighbridge.scale.Bytes;
import io.weighbridge.source.SourceException;
import io.weighbridge.source.StorageValue;
import io.weighbridge.testing.SharedData;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What real nodes answered, of 2024 to 2026, through the same checks. */
class RecordedAnswersTest {

    static Stream<String> sessions() {
        return Stream.of(
                "finney-websocket-2024-12-18-spec-208.json",
                "finney-websocket-2025-09-25-spec-208-274-315.json.gz",
                "finney-websocket-2025-11-10-spec-208-274-315-320-343.json.gz",
                "finney-websocket-2026-04-13-spec-393.json");
    }

    private static List<JsonNode> pairs(String session, String method) {
        String text = new String(SharedData.read("rpc/" + session), StandardCharsets.UTF_8);
        return StreamSupport.stream(NodeJson.parse(text).path("pairs").spliterator(), false)
                .filter(pair -> pair.path("method").asText().equals(method))
                .filter(pair -> !pair.path("response").toString().contains("$omitted"))
                .toList();
    }

    private static JsonNode result(JsonNode pair) {
        return pair.path("response").path("result");
    }

    @ParameterizedTest
    @MethodSource("sessions")
    void headersHashToTheHashTheyWereAskedBy(String session) {
        int checked = 0;
        for (JsonNode pair : pairs(session, "chain_getHeader")) {
            JsonNode asked = pair.path("params").path(0);
            if (asked.isTextual()) {
                NodeJson.headerOf(Hash.fromHex(asked.textValue()), result(pair), false);
                checked++;
            }
        }
        assertThat(checked).isGreaterThan(5);
    }

    @ParameterizedTest
    @MethodSource("sessions")
    void runtimeVersionsAreRead(String session) {
        List<JsonNode> pairs = pairs(session, "state_getRuntimeVersion");
        assertThat(pairs).isNotEmpty().allSatisfy(pair -> {
            var version = NodeJson.runtimeVersion(result(pair));
            assertThat(version.specName()).isEqualTo("node-subtensor");
            assertThat(version.specVersion())
                    .isEqualTo(result(pair).path("specVersion").intValue());
            assertThat(version.stateVersion()).isEqualTo(1);
        });
    }

    @ParameterizedTest
    @MethodSource("sessions")
    void singleStorageValuesAreRead(String session) {
        assertThat(pairs(session, "state_getStorageAt")).isNotEmpty().allSatisfy(pair -> {
            boolean absent = result(pair).isNull();
            assertThat(NodeJson.storageValue(result(pair)).value().isEmpty()).isEqualTo(absent);
        });
    }

    @ParameterizedTest
    @MethodSource("sessions")
    void manyStorageValuesBelongToTheKeysAndTheBlock(String session) {
        for (JsonNode pair : pairs(session, "state_queryStorageAt")) {
            var keys = new ArrayList<Bytes>();
            pair.path("params").path(0).forEach(key -> keys.add(Bytes.fromHex(key.textValue())));
            Hash block = Hash.fromHex(pair.path("params")
                    .path(1)
                    .asText(result(pair).path(0).path("block").asText()));
            Map<Bytes, StorageValue> values = NodeJson.storageChanges(block, keys, result(pair));
            assertThat(values).containsOnlyKeys(keys);
        }
    }

    @ParameterizedTest
    @MethodSource("sessions")
    void blockHashesAreReadAndNullIsNone(String session) {
        assertThat(pairs(session, "chain_getBlockHash"))
                .isNotEmpty()
                .allSatisfy(pair -> assertThat(NodeJson.hash(result(pair)).isEmpty())
                        .isEqualTo(result(pair).isNull()));
    }

    @Test
    void aRealBlocksExtrinsicsHaveTheRootOfItsHeader() {
        JsonNode answer = result(
                pairs("localnet-block-934-spec-264.json", "chain_getBlock").get(0));
        Header header = NodeJson.header(answer.path("block").path("header"));
        RawBlock block = NodeJson.block(header.hash(), answer, false);
        assertThat(block.ref().number()).isEqualTo(934);
        assertThat(block.extrinsics()).hasSize(1);
    }

    @Test
    void aBlockWithoutHeaderIsRefused() {
        JsonNode pair = pairs("finney-websocket-2025-09-25-spec-208-274-315.json.gz", "chain_getBlock")
                .get(0);
        Hash asked = Hash.fromHex(pair.path("params").path(0).textValue());
        assertThatThrownBy(() -> NodeJson.block(asked, result(pair), false))
                .isInstanceOf(SourceException.Untrusted.class)
                .hasMessageContaining("found nothing");
    }

    @Test
    void aNullAnswerIsNone() {
        JsonNode pair = pairs("localnet-block-934-spec-264.json", "chain_getBlockHash").stream()
                .filter(one -> one.path("params").path(0).intValue() == 404)
                .findFirst()
                .orElseThrow();
        assertThat(NodeJson.hash(result(pair))).isEmpty();
    }
}
