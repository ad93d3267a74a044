package io.weighbridge.source.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointTest {

    @ParameterizedTest
    @CsvSource({
        "wss://archive.chain.opentensor.ai:443, wss://archive.chain.opentensor.ai:443",
        "wss://archive.sub.latent.to, wss://archive.sub.latent.to:443",
        "ws://127.0.0.1:9944, ws://127.0.0.1:9944",
        "WS://localhost, ws://localhost:80",
        "wss://node.example/secret-key, wss://node.example:443",
        "wss://node.example:8443/?apikey=secret-key, wss://node.example:8443",
        "wss://user:secret-key@node.example, wss://node.example:443",
        "ws://[::1]:9944, ws://[::1]:9944",
    })
    void namesItselfWithoutKeys(String url, String name) {
        assertThat(Endpoint.of(url).name()).isEqualTo(name);
        assertThat(Endpoint.of(url)).hasToString(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "finney",
                "ftp://node.example/secret-key",
                "wss:///secret-key",
                "wss://node.example:99999/secret-key",
                "wss://node.example:0/secret-key",
                "wss://no de.example/secret-key",
                "wss:secret-key",
            })
    void refusesWhatIsNoEndpointWithoutRepeatingIt(String url) {
        assertThatThrownBy(() -> Endpoint.of(url))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .contains("ws")
                .doesNotContain("secret-key");
    }

    @Test
    void refusesAnEndlessUrl() {
        assertThatThrownBy(() -> Endpoint.of("ws://h/" + "x".repeat(3000))).hasMessageContaining("2048");
    }

    @Test
    void optionsDoNotShowKeys() {
        assertThat(RpcOptions.of(java.util.List.of(Endpoint.of("wss://u:secret-key@h/secret-key")))
                        .toString())
                .doesNotContain("secret-key");
    }
}
