package io.weighbridge.source.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a budget gets of a limit, in each shape that limits have and each way to tell of them: windows and buckets, errors
 * and closed connections, with and without a word for how long to wait. Time is reckoned, not waited for.
 */
class BudgetLimitsTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final double UNKNOWN = Double.POSITIVE_INFINITY;

    /** How a server counts. */
    private record Shape(String name, int perMinute, Supplier<LimitedServer> server) {}

    /** How it tells that it is asked too much. */
    private record Manner(String name, UnaryOperator<Duration> told, GreedyClient.Refusal refusal) {

        static Manner saying(String name, UnaryOperator<Duration> told) {
            return new Manner(name, told, GreedyClient.Refusal.EACH);
        }

        static Manner closing(GreedyClient.Refusal refusal) {
            return new Manner(refusal.name(), exact -> Duration.ZERO, refusal);
        }
    }

    /** One server and one client. */
    record Meeting(Shape shape, Manner manner, int sideBySide, int latencyMillis) {

        GreedyClient client(double known) {
            Duration latency = Duration.ofMillis(latencyMillis);
            return new GreedyClient(sideBySide, latency, latency.dividedBy(25), known)
                    .toldToWait(manner.told())
                    .refusedBy(manner.refusal());
        }

        @Override
        public String toString() {
            return shape.perMinute() + " a minute, " + shape.name() + ", " + manner.name() + ", " + sideBySide
                    + " side by side, " + latencyMillis + " ms";
        }
    }

    private static Stream<Shape> shapes(int perMinute) {
        return Stream.concat(
                Stream.of(
                        new Shape("any minute", perMinute, () -> LimitedServer.slidingWindow(perMinute, MINUTE, false)),
                        new Shape(
                                "any minute, refused count",
                                perMinute,
                                () -> LimitedServer.slidingWindow(perMinute, MINUTE, true)),
                        new Shape(
                                "each minute",
                                perMinute,
                                () -> LimitedServer.fixedWindow(perMinute, MINUTE, SECOND.multipliedBy(20))),
                        new Shape("weighed minutes", perMinute, () -> LimitedServer.weighedWindows(perMinute, MINUTE)),
                        new Shape(
                                "any six seconds",
                                perMinute,
                                () -> LimitedServer.slidingWindow(perMinute / 10, SECOND.multipliedBy(6), false)),
                        new Shape(
                                "each six seconds",
                                perMinute,
                                () -> LimitedServer.fixedWindow(perMinute / 10, SECOND.multipliedBy(6), SECOND))),
                IntStream.of(1, 2, 5, 10, 20, 50, 100)
                        .mapToObj(capacity -> new Shape(
                                "bucket of " + capacity, perMinute, () -> LimitedServer.bucket(capacity, perMinute))));
    }

    private static Stream<Manner> manners() {
        return Stream.of(
                Manner.saying("without a word", exact -> Duration.ZERO),
                Manner.saying("seconds up", exact -> Duration.ofSeconds(exact.toSeconds() + 1)),
                Manner.saying("seconds down", exact -> Duration.ofSeconds(exact.toSeconds())),
                Manner.saying("a second", exact -> SECOND),
                Manner.closing(GreedyClient.Refusal.CLOSE));
    }

    private static Stream<Meeting> meetings(int... limits) {
        return IntStream.of(limits)
                .boxed()
                .flatMap(BudgetLimitsTest::shapes)
                .flatMap(shape -> manners()
                        .flatMap(manner -> Stream.of(
                                new Meeting(shape, manner, 48, 50),
                                new Meeting(shape, manner, 8, 50),
                                new Meeting(shape, manner, 64, 5))));
    }

    static Stream<Meeting> hundredAMinute() {
        return meetings(100);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hundredAMinute")
    void ofAKnownLimitIsMissedNoMoreThanFivePercentFromTheBeginning(Meeting meeting) {
        GreedyClient client = meeting.client(100);
        LimitedServer server = meeting.shape().server().get();
        for (int minutes : List.of(2, 5, 10, 60)) {
            client.ask(server, MINUTE.multipliedBy(minutes).minus(client.time()));
            assertThat(client.answered()).as("answers in %d minutes", minutes).isGreaterThanOrEqualTo((long)
                    (0.95 * 100 * minutes));
        }
    }

    static Stream<Meeting> unknownLimits() {
        return meetings(100, 300);
    }

    /**
     * The first ten minutes are for learning: nine parts in ten have come even so, where connections are closed three in
     * four. At five requests a second the least delay on the way costs a bucket of one a part of them.
     */
    @ParameterizedTest(name = "{0}")
    @MethodSource("unknownLimits")
    void ofALimitThatNobodyToldIsMissedNoMoreThanFivePercentOnceItIsLearned(Meeting meeting) {
        GreedyClient client = meeting.client(UNKNOWN);
        LimitedServer server = meeting.shape().server().get();
        int perMinute = meeting.shape().perMinute();
        client.ask(server, MINUTE.multipliedBy(10));
        boolean closed = meeting.manner().refusal() != GreedyClient.Refusal.EACH;
        assertThat(client.answered()).isGreaterThanOrEqualTo((long) ((closed ? 0.75 : 0.9) * 10 * perMinute));
        long learned = client.answered();
        long before = client.inVain();
        client.ask(server, MINUTE.multipliedBy(30));
        assertThat(client.answered() - learned)
                .isGreaterThanOrEqualTo((long) ((perMinute > 100 ? 0.94 : 0.95) * 30 * perMinute));
        assertThat(client.inVain() - before).as("in vain").isLessThan((long) (0.25 * 30 * perMinute));
    }
}
