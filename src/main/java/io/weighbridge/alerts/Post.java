package io.weighbridge.alerts;

import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/** Sends one alert to one receiver, once. Safe for many threads; the caller waits. */
public final class Post {

    private static final Pattern SECONDS = Pattern.compile("\\d{1,6}(\\.\\d+)?");
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(15);
    private static final int REQUEST_TIMEOUT = 408;
    private static final int TOO_MANY = 429;

    private final HttpClient client;
    private final Duration patience;

    /** Gives up a try after 10 s. */
    public Post() {
        this(Duration.ofSeconds(10));
    }

    Post(Duration patience) {
        this.patience = patience;
        this.client = HttpClient.newBuilder()
                .connectTimeout(patience)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    /** How a try ended. */
    public sealed interface Outcome {
        /** It arrived. */
        enum Sent implements Outcome {
            /** The only one. */
            SENT
        }

        /**
         * It may arrive later.
         *
         * @param why in words, without the address
         * @param pause how long the receiver wants to be left alone; zero if it did not say
         */
        record Later(String why, Duration pause) implements Outcome {}

        /**
         * It never will.
         *
         * @param why in words, without the address
         */
        record Refused(String why) implements Outcome {}
    }

    /** Tries once. */
    public Outcome send(Webhook webhook, Alert alert) {
        HttpRequest request = HttpRequest.newBuilder(webhook.address())
                .timeout(patience)
                .header("Content-Type", "application/json")
                .header("User-Agent", "weighbridge")
                .POST(BodyPublishers.ofString(Message.of(webhook.form(), alert)))
                .build();
        try {
            return outcome(client.send(request, BodyHandlers.discarding()));
        } catch (HttpTimeoutException e) {
            return new Outcome.Later("no answer within " + patience.toSeconds() + " s", Duration.ZERO);
        } catch (IOException e) {
            return new Outcome.Later(reason(e), Duration.ZERO);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Outcome.Later("interrupted", Duration.ZERO);
        }
    }

    /** In words of our own: what the fault says may hold the address. */
    private static String reason(IOException fault) {
        if (fault instanceof SSLException) {
            return "cannot be reached by TLS: is it https, and its certificate good?";
        }
        if (hasNoAddress(fault)) {
            return "cannot be reached: its host has no address; is the name right, and a name server at hand?";
        }
        return fault instanceof ConnectException
                ? "cannot be reached: it takes no connection; are host and port right?"
                : "cannot be reached: the connection broke off";
    }

    private static boolean hasNoAddress(IOException fault) {
        return Stream.<Throwable>iterate(fault, cause -> cause != null, Throwable::getCause)
                .limit(5)
                .anyMatch(UnresolvedAddressException.class::isInstance);
    }

    private static Outcome outcome(HttpResponse<Void> response) {
        int status = response.statusCode();
        if (status >= 200 && status < 300) {
            return Outcome.Sent.SENT;
        }
        String why = "answered " + status;
        boolean passes = status >= 500 || status == TOO_MANY || status == REQUEST_TIMEOUT;
        return passes ? new Outcome.Later(why, wait(response)) : new Outcome.Refused(why);
    }

    /** What {@code Retry-After} asks for, in seconds; Discord adds a fraction. */
    private static Duration wait(HttpResponse<Void> response) {
        Optional<Duration> asked = response.headers()
                .firstValue("Retry-After")
                .map(String::strip)
                .filter(text -> SECONDS.matcher(text).matches())
                .map(text -> Duration.ofMillis(Math.round(Double.parseDouble(text) * 1000)));
        return asked.map(wait -> wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT)
                .orElse(Duration.ZERO);
    }
}
