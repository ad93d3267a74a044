package io.weighbridge.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weighbridge.devnet.Devnet;
import io.weighbridge.devnet.DevnetOptions;
import io.weighbridge.devnet.actor.Scenario;
import io.weighbridge.testing.BentNode;
import io.weighbridge.testing.BentNode.Bend;
import io.weighbridge.testing.BentNode.Delivery;
import io.weighbridge.testing.BentNode.Outlet;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A node whose answers are as true as any, and have another shape, over real sockets: the same facts come of it. */
@Timeout(60)
class OtherShapesTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static Devnet node;
    private static List<JsonNode> facts;

    /** What an unbent backfill asks. */
    private static long usual;

    @TempDir
    private Path home;

    private CapturedConsole console;

    /** What an answer may look like. */
    private enum Shape {
        TEXT_IDS {
            @Override
            JsonNode bend(String method, JsonNode params, ObjectNode answer) {
                return answer.put("id", answer.path("id").asText());
            }
        },
        MORE_FIELDS {
            @Override
            JsonNode bend(String method, JsonNode params, ObjectNode answer) {
                more(answer);
                more(answer.path("result"));
                more(answer.at("/result/block"));
                more(answer.at("/result/header"));
                more(answer.at("/result/block/header"));
                more(answer.at("/result/block/header/digest"));
                more(answer.at("/result/0"));
                return answer.putNull("error");
            }

            private static void more(JsonNode json) {
                if (json instanceof ObjectNode object) {
                    object.putObject("x").put("y", 1).putNull("z");
                }
            }
        },
        CHANGES_IN_ANOTHER_ORDER {
            @Override
            JsonNode bend(String method, JsonNode params, ObjectNode answer) {
                var changes = new ArrayList<JsonNode>();
                answer.at("/result/0/changes").forEach(changes::add);
                Collections.reverse(changes);
                return changed(answer, changes);
            }
        },
        UNSET_LEFT_OUT {
            @Override
            JsonNode bend(String method, JsonNode params, ObjectNode answer) {
                var changes = new ArrayList<JsonNode>();
                answer.at("/result/0/changes").forEach(changes::add);
                changes.removeIf(change -> change.path(1).isNull());
                return changed(answer, changes);
            }
        },
        UPPER_CASE {
            @Override
            JsonNode bend(String method, JsonNode params, ObjectNode answer) {
                for (JsonNode change : answer.at("/result/0/changes")) {
                    String key = change.get(0).asText();
                    ((ArrayNode) change).set(0, "0x" + key.substring(2).toUpperCase(Locale.ROOT));
                }
                return answer;
            }
        },
        NO_MANY_KEYS {
            @Override
            JsonNode bend(String method, JsonNode params, ObjectNode answer) {
                return method.equals("state_queryStorageAt") ? refused(answer, -32601, "Method not found") : answer;
            }
        },
        MANY_KEYS_FORBIDDEN {
            @Override
            JsonNode bend(String method, JsonNode params, ObjectNode answer) {
                return method.equals("state_queryStorageAt")
                        ? refused(answer, -32000, "RPC call is unsafe to be called externally")
                        : answer;
            }
        },
        NO_LIST_OF_HASHES {
            @Override
            JsonNode bend(String method, JsonNode params, ObjectNode answer) {
                return params.path(0).isArray() && method.equals("chain_getBlockHash")
                        ? refused(answer, -32602, "Invalid params")
                        : answer;
            }
        },
        LIST_OF_HASHES_IS_A_FAULT {
            @Override
            JsonNode bend(String method, JsonNode params, ObjectNode answer) {
                return params.path(0).isArray() && method.equals("chain_getBlockHash")
                        ? refused(answer, -32603, "Internal error")
                        : answer;
            }
        },
        ONE_HASH_OF_A_LIST {
            @Override
            JsonNode bend(String method, JsonNode params, ObjectNode answer) {
                return params.path(0).isArray() && method.equals("chain_getBlockHash")
                        ? answer.<ObjectNode>set("result", answer.at("/result/0"))
                        : answer;
            }
        },
        NO_LIST_OF_METHODS {
            @Override
            JsonNode bend(String method, JsonNode params, ObjectNode answer) {
                return method.equals("rpc_methods") || method.startsWith("system_")
                        ? refused(answer, -32601, "Method not found")
                        : answer;
            }
        },
        BARE_RUNTIME_VERSION {
            @Override
            JsonNode bend(String method, JsonNode params, ObjectNode answer) {
                if (method.equals("state_getRuntimeVersion")) {
                    var version = (ObjectNode) answer.path("result");
                    version.remove(List.of("stateVersion", "systemVersion", "implName", "authoringVersion"));
                    version.putObject("apis").put("0xdf6acb689907609b", 4);
                }
                return answer;
            }
        },
        NUMBERS_AS_NUMBERS {
            @Override
            JsonNode bend(String method, JsonNode params, ObjectNode answer) {
                decimal(answer.at("/result"));
                decimal(answer.at("/result/block/header"));
                return answer;
            }

            private static void decimal(JsonNode header) {
                if (header.path("number").isTextual()) {
                    ((ObjectNode) header)
                            .put("number", Long.decode(header.path("number").asText()));
                }
            }
        },
        NUMBERS_WITH_ZEROS {
            @Override
            JsonNode bend(String method, JsonNode params, ObjectNode answer) {
                padded(answer.at("/result"));
                padded(answer.at("/result/block/header"));
                return answer;
            }

            private static void padded(JsonNode header) {
                if (header.path("number").isTextual()) {
                    long number = Long.decode(header.path("number").asText());
                    ((ObjectNode) header).put("number", "0x%08X".formatted(number));
                }
            }
        };

        abstract JsonNode bend(String method, JsonNode params, ObjectNode answer);
    }

    /** How answers may arrive. */
    private enum Way {
        CLOSED_EVERY_25 {
            @Override
            Delivery delivery() {
                var sent = new AtomicLong();
                return (text, outlet) -> {
                    outlet.tell(text);
                    if (sent.incrementAndGet() == 25) {
                        outlet.hangUp();
                    }
                };
            }
        },
        OUT_OF_ORDER {
            @Override
            Delivery delivery() {
                var held = new ArrayList<String>();
                return (text, outlet) -> {
                    synchronized (held) {
                        held.add(0, text);
                    }
                    after(30, () -> release(held, outlet));
                };
            }

            private static void release(List<String> held, Outlet outlet) {
                synchronized (held) {
                    held.forEach(outlet::tell);
                    held.clear();
                }
            }
        },
        NEWS_BEFORE_THE_SUBSCRIPTION {
            @Override
            Delivery delivery() {
                var held = new ArrayList<String>();
                return (text, outlet) -> {
                    if (text.contains("\"result\":\"0x") || !text.contains("\"result\":\"")) {
                        outlet.tell(text);
                        held.forEach(outlet::tell);
                        held.clear();
                    } else {
                        held.add(text);
                    }
                };
            }
        },
        SLOW_AT_FIRST {
            @Override
            Delivery delivery() {
                var sent = new AtomicLong();
                return (text, outlet) -> {
                    if (sent.getAndIncrement() == 0) {
                        after(3000, () -> outlet.tell(text));
                    } else {
                        outlet.tell(text);
                    }
                };
            }
        };

        abstract Delivery delivery();

        private static void after(long millis, Runnable work) {
            CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS).execute(work);
        }
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
    @EnumSource
    void anotherShapeTellsTheSame(Shape shape) throws IOException {
        try (var bent = BentNode.before(node.uri(), shape::bend)) {
            assertTheSame(bent);
        }
    }

    @ParameterizedTest
    @EnumSource
    void anotherWayTellsTheSame(Way way) throws IOException {
        try (var bent = BentNode.before(node.uri(), (method, params, answer) -> answer, way::delivery)) {
            assertTheSame(bent);
        }
    }

    @ParameterizedTest
    @EnumSource
    void anAuditAndAScanReadAnotherShapeToo(Shape shape) throws IOException {
        try (var bent = BentNode.before(node.uri(), shape::bend)) {
            assertThat(run("backfill", bent, "--strategy", "scan")).isZero();
            assertThat(history()).isEqualTo(facts);
            assertThat(run("audit", bent)).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatIsFollowedMayHaveAnotherShape(Shape shape) {
        try (var bent = BentNode.before(node.uri(), shape::bend)) {
            assertFollowed(bent);
        }
    }

    @Test
    void newsMayComeBeforeTheIdOfTheirSubscription() {
        try (var bent = BentNode.before(
                node.uri(), (method, params, answer) -> answer, Way.NEWS_BEFORE_THE_SUBSCRIPTION::delivery)) {
            assertFollowed(bent);
        }
    }

    private void assertFollowed(BentNode bent) {
        var interruption = Interruption.never();
        var follower = new CapturedConsole(home);
        var arguments = arguments("follow", 1, bent, "--http", "off");
        var exit = CompletableFuture.supplyAsync(() -> follower.run(interruption, Map.of(), arguments));
        await().atMost(Duration.ofSeconds(40))
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(history()).isEqualTo(facts));
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
                asked.getAndIncrement() % of < of - refused ? answer : refused(answer, code, "slow down");
    }

    private static ObjectNode refused(ObjectNode answer, int code, String message) {
        answer.remove("result");
        answer.putObject("error").put("code", code).put("message", message);
        return answer;
    }

    private static JsonNode changed(ObjectNode answer, List<JsonNode> changes) {
        if (answer.at("/result/0/changes").isArray()) {
            ((ObjectNode) answer.at("/result/0")).putArray("changes").addAll(changes);
        }
        return answer;
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
