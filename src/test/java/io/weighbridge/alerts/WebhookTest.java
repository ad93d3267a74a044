package io.weighbridge.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookTest {

    private static final Alert ALERT = new Alert(
            AlertKind.FAILED_SET, Instant.parse("2026-01-01T12:00:00Z"), List.of("Block 7: <too & fast>.", "Block 8."));

    @ParameterizedTest
    @CsvSource({
        "https://hooks.slack.com/services/T/B/X, SLACK",
        "https://discord.com/api/webhooks/1/x, DISCORD",
        "https://example.org/x, JSON",
        "slack+http://chat.example.org:8065/hooks/x, SLACK",
        "discord+https://example.org/x, DISCORD",
        "json+https://hooks.slack.com/x, JSON"
    })
    void theHostOrAWordBeforeItTellsTheForm(String text, Webhook.Form form) {
        assertThat(Webhook.parse(text).form()).isEqualTo(form);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://x.org/TOKEN42",
                "TOKEN42",
                "teams+https://x.org/TOKEN42",
                "https:///TOKEN42",
                "https://x.org:0/TOKEN42",
                "https://x .org/TOKEN42"
            })
    void whatIsNoAddressIsRefusedWithoutBeingShown(String text) {
        assertThatThrownBy(() -> Webhook.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasNoCause()
                .hasMessageNotContaining("TOKEN42");
    }

    @Test
    void theSecretPartIsNeverShown() {
        var webhook = Webhook.parse("https://user:pass@hooks.slack.com/services/TOKEN42?k=TOKEN42");

        assertThat(webhook).hasToString("slack+https://hooks.slack.com/…");
    }

    @Test
    void programsGetEveryField() throws JsonProcessingException {
        assertThat(json(Webhook.Form.JSON)).hasToString("""
                {"source":"weighbridge","kind":"failed_set","title":"Weights were not set",\
                "at":"2026-01-01T12:00:00Z","lines":["Block 7: <too & fast>.","Block 8."]}""");
    }

    @Test
    void slackGetsItsOwnMarksAndTheTextWithoutThem() throws JsonProcessingException {
        assertThat(json(Webhook.Form.SLACK).path("text").asText())
                .isEqualTo("*Weighbridge: Weights were not set*\n• Block 7: &lt;too &amp; fast&gt;.\n• Block 8.");
    }

    @Test
    void discordIsToldToCallNobody() throws JsonProcessingException {
        JsonNode json = json(Webhook.Form.DISCORD);

        assertThat(json.path("content").asText()).startsWith("**Weighbridge: Weights were not set**\n- Block 7");
        assertThat(json.path("allowed_mentions").path("parse").isArray()).isTrue();
        assertThat(json.path("allowed_mentions").path("parse")).isEmpty();
    }

    @Test
    void noMessageIsLongerThanDiscordTakes() throws JsonProcessingException {
        var many = new Alert(AlertKind.STUCK, ALERT.at(), Collections.nCopies(200, "A sentence of some length."));

        JsonNode json = new ObjectMapper().readTree(Message.of(Webhook.Form.DISCORD, many));

        assertThat(json.path("content").asText()).hasSizeLessThan(2000).endsWith("\n- There is more.");
    }

    @Test
    void aLineThatIsTooLongIsCutBeforeItIsEscaped() throws JsonProcessingException {
        var endless = new Alert(AlertKind.STUCK, ALERT.at(), List.of("&".repeat(5000), "Second."));

        String text = new ObjectMapper()
                .readTree(Message.of(Webhook.Form.SLACK, endless))
                .path("text")
                .asText();

        assertThat(text).hasSizeLessThan(2000).contains("&amp;…\n• Second.");
    }

    private static JsonNode json(Webhook.Form form) throws JsonProcessingException {
        return new ObjectMapper().readTree(Message.of(form, ALERT));
    }
}
