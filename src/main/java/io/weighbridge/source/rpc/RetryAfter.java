package io.weighbridge.source.rpc;

import java.net.http.HttpHeaders;
import java.time.Duration;

/** The {@code Retry-After} header of an HTTP answer, in seconds as proxies write it; dates are not read. */
final class RetryAfter {

    private RetryAfter() {}

    /** How long the server wants to be left alone; zero if it does not say. */
    static Duration in(HttpHeaders headers) {
        return headers.firstValue("Retry-After")
                .map(String::strip)
                .filter(text -> text.matches("\\d{1,6}"))
                .map(text -> Duration.ofSeconds(Long.parseLong(text)))
                .orElse(Duration.ZERO);
    }
}
