package io.weighbridge.alerts;

import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpResponse.ResponseInfo;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Sends one alert to one receiver, once. Safe for many threads; the caller waits. */
public final class Post {

    private static final Pattern SECONDS = Pattern.compile("\\d{1,6}(\\.\\d+)?");
    private static final Pattern RETRY_AFTER = Pattern.compile("\"retry_after\"\\s*:\\s*\"?([0-9.]{1,12})");
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
        // The request's own limit ends with the head of the answer; this one holds for a body that never ends too.
        CompletableFuture<HttpResponse<String>> answer = client.sendAsync(request, Post::body);
        try {
            return outcome(answer.get(patience.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            answer.cancel(true);
            return silent();
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            return cause instanceof HttpTimeoutException ? silent() : new Outcome.Later(reason(cause), Duration.ZERO);
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            return new Outcome.Later("interrupted", Duration.ZERO);
        }
    }

    private Outcome silent() {
        return new Outcome.Later("no answer within " + patience.toSeconds() + " s", Duration.ZERO);
    }

    /** Only who refuses for now has something to say, such as Discord {@code {"retry_after": 0.65}}; never much of it. */
    private static BodySubscriber<String> body(ResponseInfo head) {
        return head.statusCode() == TOO_MANY ? new Beginning() : BodySubscribers.replacing("");
    }

    /** In words of our own: what the fault says may hold the address. */
    private static String reason(Throwable fault) {
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

    private static boolean hasNoAddress(Throwable fault) {
        return Stream.<Throwable>iterate(fault, cause -> cause != null, Throwable::getCause)
                .limit(5)
                .anyMatch(UnresolvedAddressException.class::isInstance);
    }

    private static Outcome outcome(HttpResponse<String> response) {
        int status = response.statusCode();
        if (status >= 200 && status < 300) {
            return Outcome.Sent.SENT;
        }
        String why = "answered " + status;
        boolean passes = status >= 500 || status == TOO_MANY || status == REQUEST_TIMEOUT;
        return passes ? new Outcome.Later(why, wait(response)) : new Outcome.Refused(why);
    }

    /** What {@code Retry-After} asks for, in seconds, or the body's {@code retry_after}, where that is longer. */
    private static Duration wait(HttpResponse<String> response) {
        Duration header =
                response.headers().firstValue("Retry-After").map(Post::seconds).orElse(Duration.ZERO);
        Matcher named = RETRY_AFTER.matcher(response.body());
        Duration body = named.find() ? seconds(named.group(1)) : Duration.ZERO;
        Duration asked = header.compareTo(body) > 0 ? header : body;
        return asked.compareTo(LONGEST_WAIT) < 0 ? asked : LONGEST_WAIT;
    }

    private static Duration seconds(String text) {
        return SECONDS.matcher(text.strip()).matches()
                ? Duration.ofMillis((long) Math.ceil(Double.parseDouble(text.strip()) * 1000))
                : Duration.ZERO;
    }

    /** The first bytes of a body; what comes after them is not waited for. */
    private static final class Beginning implements BodySubscriber<String> {

        private static final int MOST_BYTES = 4096;

        private final CompletableFuture<String> whole = new CompletableFuture<>();
        private final StringBuilder read = new StringBuilder();
        private Flow.@Nullable Subscription source;

        @Override
        public CompletionStage<String> getBody() {
            return whole;
        }

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            source = subscription;
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(List<ByteBuffer> buffers) {
            for (ByteBuffer buffer : buffers) {
                // What is looked for is ASCII.
                read.append(StandardCharsets.ISO_8859_1.decode(buffer));
            }
            if (read.length() >= MOST_BYTES && source != null) {
                source.cancel();
                onComplete();
            }
        }

        @Override
        public void onError(Throwable fault) {
            onComplete();
        }

        @Override
        public void onComplete() {
            whole.complete(read.toString());
        }
    }
}
