package io.weighbridge.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weighbridge.devnet.Devnet;
import io.weighbridge.devnet.DevnetOptions;
import io.weighbridge.devnet.actor.Scenario;
import io.weighbridge.testing.BentNode;
import io.weighbridge.testing.BentNode.Bend;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A node whose answers are as true as any, and have another shape, over real sockets: the same facts come of it. */
class OtherShapesTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static Devnet node;
    private static List<JsonNode> facts;

    /** What an unbent backfill asks. */
    private static long usual;

    @TempDir
    private Path home;

    private CapturedConsole console;

    static List<AnswerShape> shapes() {
        return AnswerShape.ALL;
    }

    @BeforeAll
    static void startNode(@TempDir Path first) throws IOException {
        node = Devnet.start(
                DevnetOptions.still(Scenario.withSeed(7).withTempo(20, 6).withUpgradeAt(60), 200));
        var test = new OtherShapesTest();
        test.home = first;
        test.console = new CapturedConsole(first);
        try (var straight = BentNode.before(node.uri(), (method, params, answer) -> answer)) {
            assertThat(test.run("backfill", straight)).isZero();
            facts = test.history();
            usual = straight.answers();
        }
        assertThat(facts).isNotEmpty();
    }

    @AfterAll
    static void stopNode() {
        node.close();
    }

    @BeforeEach
    void openConsole() {
        console = new CapturedConsole(home);
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void anotherShapeTellsTheSame(AnswerShape shape) throws IOException {
        try (var bent = BentNode.before(node.uri(), shape.bend())) {
            assertTheSame(bent);
        }
    }

    @ParameterizedTest
    @EnumSource
    void anotherWayTellsTheSame(AnswerWay way) throws IOException {
        try (var bent = BentNode.before(node.uri(), (method, params, answer) -> answer, way::delivery)) {
            assertTheSame(bent);
        }
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void anAuditAndAScanReadAnotherShapeToo(AnswerShape shape) throws IOException {
        try (var bent = BentNode.before(node.uri(), shape.bend())) {
            assertThat(run("backfill", bent, "--strategy", "scan")).isZero();
            assertThat(history()).isEqualTo(facts);
            assertThat(run("audit", bent)).isZero();
        }
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void whatIsFollowedMayHaveAnotherShape(AnswerShape shape) {
        try (var bent = BentNode.before(node.uri(), shape.bend())) {
            assertFollowed(bent);
        }
    }

    @Test
    void newsMayComeBeforeTheIdOfTheirSubscription() {
        try (var bent = BentNode.before(
                node.uri(), (method, params, answer) -> answer, AnswerWay.NEWS_BEFORE_THE_SUBSCRIPTION::delivery)) {
            assertFollowed(bent);
        }
    }

    private void assertFollowed(BentNode bent) {
        var interruption = Interruption.never();
        var follower = new CapturedConsole(home);
        var arguments = arguments("follow", 1, bent, "--http", "off");
        var exit = CompletableFuture.supplyAsync(() -> follower.run(interruption, Map.of(), arguments));
        await().ignoreExceptions().untilAsserted(() -> assertThat(history()).isEqualTo(facts));
        interruption.interrupt();
        assertThat(exit.join()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {429, -32005, -32029})
    void refusalsInARowAreWaitedOut(int code) throws IOException {
        try (var bent = BentNode.before(node.uri(), refusing(code, 20, 50))) {
            assertTheSameOfThoseFrom(150, bent);
        }
    }

    @Test
    void refusalsOfManyAmongFewCostFewRequests() throws IOException {
        try (var bent = BentNode.before(node.uri(), refusing(429, 15, 40))) {
            assertTheSameOfThoseFrom(170, bent);
        }
    }

    /** Refused are no more requests than are answered, twice. */
    private void assertTheSameOfThoseFrom(long block, BentNode bent) throws IOException {
        assertThat(run("backfill", block, bent)).isZero();
        assertThat(history())
                .isNotEmpty()
                .isEqualTo(facts.stream()
                        .filter(fact -> fact.path("block_number").asLong() >= block)
                        .toList());
        assertThat(bent.bent()).isPositive();
        assertThat(bent.answers()).isLessThan(3 * (bent.answers() - bent.bent()));
        assertThat(bent.answers()).isLessThan(2 * usual);
    }

    private void assertTheSame(BentNode bent) throws IOException {
        int code = run("backfill", bent);
        assertThat(code).as(console.err()).isZero();
        assertThat(history()).isEqualTo(facts);
    }

    /** Of so many requests the last ones are refused. */
    private static Bend refusing(int code, int refused, int of) {
        var asked = new AtomicLong();
        return (method, params, answer) ->
                asked.getAndIncrement() % of < of - refused ? answer : AnswerShape.refused(answer, code, "slow down");
    }

    private int run(String command, BentNode bent, String... more) {
        return run(command, 1, bent, more);
    }

    private int run(String command, long from, BentNode bent, String... more) {
        return console.run(arguments(command, from, bent, more));
    }

    private String[] arguments(String command, long from, BentNode bent, String... more) {
        var arguments = new ArrayList<>(List.of(command, "--from", String.valueOf(from), "--netuid", "1"));
        arguments.addAll(List.of("--hotkey", node.trackedHotkey().ss58(), "--store", store()));
        arguments.addAll(List.of("--endpoint", bent.uri().toString()));
        arguments.addAll(List.of(more));
        return arguments.toArray(String[]::new);
    }

    private List<JsonNode> history() throws IOException {
        assertThat(console.run("history", "--store", store(), "--format", "json", "--limit", "0"))
                .isZero();
        var found = new ArrayList<JsonNode>();
        JSON.readTree(console.out()).forEach(fact -> {
            ((ObjectNode) fact).remove(List.of("id", "row_id"));
            found.add(fact);
        });
        return found;
    }

    private String store() {
        return home.resolve("w.db").toString();
    }
}
