package io.weighbridge.source.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.weighbridge.source.SourceException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefusalsTest {

    private static Reply.Failure classify(int code, String message) {
        return Refusals.classify("ws://node:1", "state_getStorage", code, message, Duration.ZERO);
    }

    @ParameterizedTest
    @CsvSource({
        "4003, Client error: UnknownBlock: State already discarded for 0x12",
        "4003, Client error: Api called for an unknown Block: State already discarded for 0x12",
        "-32603, UnknownBlock: STATE ALREADY DISCARDED for BlockId::Hash(0x12)",
        "4003, something else",
    })
    void stateThatWasThrownAwayIsPruned(int code, String message) {
        assertThat(classify(code, message).fault()).isInstanceOf(SourceException.Pruned.class);
        assertThat(classify(code, message).result()).isEqualTo(Result.PRUNED);
    }

    @ParameterizedTest
    @CsvSource({
        "429, slow down",
        "-32029, whatever",
        "-32005, whatever",
        "-32004, whatever",
        "-32000, Rate limit exceeded",
        "-32000, Too Many Requests",
        "-32000, daily request quota exceeded",
    })
    void beingAskedTooMuchPasses(int code, String message) {
        assertThat(classify(code, message).fault()).isInstanceOf(SourceException.Transient.class);
        assertThat(classify(code, message).result().word()).isEqualTo("throttled");
    }

    @Test
    void aBlockThatTheNodeDoesNotKnowYetPasses() {
        assertThat(classify(4003, "Client error: UnknownBlock: Header was not found in the database: 0x12")
                        .fault())
                .isInstanceOf(SourceException.Transient.class);
    }

    @Test
    void aMethodThatIsNotOfferedIsUnusable() {
        assertThat(classify(-32601, "Method not found").fault())
                .isInstanceOf(SourceException.Unusable.class)
                .hasMessageContaining("ws://node:1 refuses state_getStorage");
    }

    @Test
    void parametersThatTheNodeRefusesAreUnusable() {
        assertThat(classify(-32602, "Invalid params").fault()).isInstanceOf(SourceException.Unusable.class);
    }

    @Test
    void anyOtherErrorPasses() {
        assertThat(classify(-32603, "Internal error").fault()).isInstanceOf(SourceException.Transient.class);
        assertThat(classify(-32603, "Internal error").result().word()).isEqualTo("error");
    }

    @Test
    void wordsOfTheNodeFitOneLine() {
        String message = String.valueOf(
                classify(1, "line\nfeed\u001b[31m" + "x".repeat(5000)).fault().getMessage());
        assertThat(message).hasSizeLessThan(400).doesNotContain("\n").doesNotContain("\u001b");
    }
}
