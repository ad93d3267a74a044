package io.weighbridge.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.weighbridge.calls.Outcome;
import io.weighbridge.chain.BlockRange;
import io.weighbridge.runtime.DispatchError;
import io.weighbridge.store.FactSamples;
import io.weighbridge.store.Store.Increment;
import io.weighbridge.weights.Tracked;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How history is asked for, and what a wrong question is answered. */
class HistoryRequestTest extends WebFixture {

    @Test
    void historyComesInPagesNewestFirst() throws Exception {
        JsonNode page = json("/api/v1/history?limit=2");

        assertThat(page.path("total").asInt()).isEqualTo(3);
        assertThat(page.path("items").findValuesAsText("block_number")).containsExactly("3", "2");
        assertThat(json("/api/v1/history?limit=2&offset=2").path("items").findValuesAsText("block_number"))
                .containsExactly("1");
        assertThat(json("/api/v1/history?order=oldest&from=2").path("items").findValuesAsText("block_number"))
                .containsExactly("2", "3");
    }

    @Test
    void historyIsFiltered() throws Exception {
        assertThat(json("/api/v1/history?outcome=failed").path("total").asInt()).isZero();
        assertThat(json("/api/v1/history?netuid=4000").path("total").asInt()).isZero();
        assertThat(json("/api/v1/history?until=2000-01-01T00:00:00Z")
                        .path("total")
                        .asInt())
                .isZero();
        assertThat(json("/api/v1/history?hotkey=" + FactSamples.set(1).hotkey().ss58() + "&outcome=success,failed")
                        .path("total")
                        .asInt())
                .isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            limit=0       | cannot use limit '0': expected a number from 1 to 1000
            limit=many    | cannot use limit 'many': expected a whole number
            from=9&to=8   | cannot use to '8': expected a number from 9 to 9223372036854775806
            netuid=x      | cannot use netuid 'x': expected whole numbers with commas between them
            since=monday  | cannot use since 'monday': expected a time such as 2026-01-31T12:00:00Z
            order=random  | cannot use order 'random': expected newest or oldest
            kind=gift     | cannot use kind 'gift': expected one of set, commit, reveal, auto_reveal
            outcome=lost  | cannot use outcome 'lost': expected one of success, failed, rolled_back, not_executed, deferred, unknown
            netuid=70000  | cannot use netuid '70000': expected numbers from 0 to 65535
            hotkey=abc    | cannot use hotkey: 'abc' is not an SS58 address of this chain: expected 35 bytes (prefix, 32 bytes account id, checksum), found 3; is a part missing?: expected SS58 addresses with commas between them
            limits=5      | there is no parameter 'limits' here: expected one of netuid, hotkey, outcome, kind, from, to, since, until, after, order, offset, limit
            from=1&from=2 | from is given 2 times: expected once; where several values are allowed, with commas between them
            """)
    void aWrongParameterIsRefused(String query, String line) throws Exception {
        assertThat(get("/api/v1/history?" + query).statusCode()).isEqualTo(400);
        assertThat(json("/api/v1/history?" + query).path("detail").asText()).isEqualTo(line);
    }

    @Test
    void whatTakesNoParametersSaysSo() throws Exception {
        assertThat(json("/api/v1/status?netuid=1").path("detail").asText())
                .isEqualTo("there is no parameter 'netuid' here: expected none");
    }

    @Test
    void aFailureComesWithAdvice() throws Exception {
        var tooFast = new Outcome.Failed(new DispatchError("SubtensorModule.SettingWeightsTooFast", "Too fast."));
        store.commit(new Increment(
                Tracked.EVERYTHING,
                new BlockRange(10, 10),
                "follow",
                List.of(FactSamples.set(10, FactSamples.ALICE, FactSamples.SUBNET, tooFast))));

        assertThat(json("/api/v1/history?limit=1")
                        .path("items")
                        .get(0)
                        .path("advice")
                        .asText())
                .startsWith("Wait until WeightsSetRateLimit");
    }
}
