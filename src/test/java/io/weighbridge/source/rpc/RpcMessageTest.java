package io.weighbridge.source.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.weighbridge.source.SourceException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RpcMessageTest {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    @Test
    void readsAnAnswerWhereverItsFieldsStand() {
        var answer = new RpcMessage.Answer(7, NODES.textNode("0x01"));
        assertThat(RpcMessage.parse("{\"jsonrpc\":\"2.0\",\"id\":7,\"result\":\"0x01\"}"))
                .isEqualTo(answer);
        assertThat(RpcMessage.parse("{\"result\":\"0x01\",\"id\":7}")).isEqualTo(answer);
    }

    @Test
    void nullIsAnAnswer() {
        assertThat(RpcMessage.parse("{\"id\":7,\"result\":null}"))
                .isEqualTo(new RpcMessage.Answer(7, NODES.nullNode()));
    }

    @Test
    void aNullErrorBesideAResultIsAnAnswer() {
        assertThat(RpcMessage.parse("{\"id\":7,\"error\":null,\"result\":true}"))
                .isEqualTo(new RpcMessage.Answer(7, NODES.booleanNode(true)));
    }

    @Test
    void readsARefusalWithItsDetails() {
        assertThat(RpcMessage.parse(
                        "{\"id\":7,\"error\":{\"code\":4003,\"message\":\"Client error\",\"data\":\"why\"}}"))
                .isEqualTo(new RpcMessage.Refusal(7, 4003, "Client error: why"));
    }

    @Test
    void readsARefusalWithoutId() {
        assertThat(RpcMessage.parse("{\"id\":null,\"error\":{\"code\":429,\"message\":\"slow\"}}"))
                .isEqualTo(new RpcMessage.NamelessRefusal(429, "slow"));
    }

    @Test
    void subscriptionIdsAreTextsOrNumbers() {
        assertThat(RpcMessage.parse("{\"method\":\"m\",\"params\":{\"subscription\":\"0xab\",\"result\":1}}"))
                .isEqualTo(new RpcMessage.Notification(NODES.textNode("0xab"), NODES.numberNode(1)));
        assertThat(RpcMessage.parse("{\"method\":\"m\",\"params\":{\"subscription\":12,\"result\":1}}"))
                .isEqualTo(new RpcMessage.Notification(NODES.numberNode(12), NODES.numberNode(1)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "1",
                "null",
                "[{\"id\":1,\"result\":2}]",
                "{\"id\":\"seven\",\"result\":1}",
                "{\"id\":7.5,\"result\":1}",
                "{\"id\":7}",
                "{\"id\":99999999999999999999,\"result\":1}",
                "{\"method\":\"m\",\"params\":{\"subscription\":{},\"result\":1}}",
                "{\"method\":\"m\",\"params\":{\"subscription\":\"a\"}}",
                "{\"method\":\"m\",\"params\":[]}",
            })
    void whatIsNeitherIsNoise(String text) {
        assertThat(RpcMessage.parse(text)).isEqualTo(RpcMessage.Noise.NOISE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "oops", "{\"id\":1,\"result\":1} {}", "{\"id\":1,\"id\":2,\"result\":1}"})
    void whatIsNotJsonIsRefused(String text) {
        assertThatThrownBy(() -> RpcMessage.parse(text)).isInstanceOf(SourceException.Untrusted.class);
    }

    @Test
    void deepNestingIsRefused() {
        assertThatThrownBy(() -> RpcMessage.parse("[".repeat(1_000_000))).isInstanceOf(SourceException.Untrusted.class);
    }

    @Test
    void tooManyValuesAreRefused() {
        assertThatThrownBy(() -> RpcMessage.parse("[" + "0,".repeat(500_000) + "0]"))
                .isInstanceOf(SourceException.Untrusted.class);
    }

    @Test
    void aLongTextIsTaken() {
        String hex = "0x" + "ab".repeat(15 << 20);
        assertThat(RpcMessage.parse("{\"id\":1,\"result\":\"" + hex + "\"}")).isInstanceOf(RpcMessage.Answer.class);
    }

    @Test
    void writesRequests() {
        assertThat(RpcMessage.request(3, "state_queryStorageAt", List.of(List.of("0x01", "0x02"), "0x03")))
                .isEqualTo(
                        "{\"jsonrpc\":\"2.0\",\"id\":3,\"method\":\"state_queryStorageAt\",\"params\":[[\"0x01\",\"0x02\"],\"0x03\"]}");
    }
}
