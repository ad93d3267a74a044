package io.weighbridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weighbridge.devnet.Devnet;
import io.weighbridge.devnet.DevnetOptions;
import io.weighbridge.devnet.actor.Scenario;
import io.weighbridge.devnet.spec.DevRuntime;
import io.weighbridge.runtime.Runtime;
import io.weighbridge.runtime.Value;
import io.weighbridge.scale.Bytes;
import io.weighbridge.testing.BentNode;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What an endpoint that lies does to those who ask it, over real sockets. */
class LyingEndpointTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static Devnet node;

    /** A block in which the hotkey set weights. */
    private static long set;

    @TempDir
    private Path home;

    private CapturedConsole console;

    /** What a node can lie about. */
    private enum Lie {
        NONCE {
            @Override
            JsonNode bend(String method, JsonNode params, ObjectNode answer) {
                return value(method, params, answer, account(), LyingEndpointTest::oneMore);
            }
        },
        LAST_UPDATE {
            @Override
            JsonNode bend(String method, JsonNode params, ObjectNode answer) {
                return value(method, params, answer, updates().key(new Value.Int(1)), Lie::never);
            }
        },
        EVENTS {
            @Override
            JsonNode bend(String method, JsonNode params, ObjectNode answer) {
                Bytes events = runtime().storage("System.Events").key();
                Bytes other = node.chain().storage(events, set - 1).orElseThrow();
                return value(method, params, answer, events, value -> other);
            }
        },
        BODY {
            @Override
            JsonNode bend(String method, JsonNode params, ObjectNode answer) {
                if (method.equals("chain_getBlock") && params.get(0).asText().equals(hash())) {
                    var extrinsics = (ArrayNode) answer.at("/result/block/extrinsics");
                    extrinsics.remove(extrinsics.size() - 1);
                }
                return answer;
            }
        },
        HEADER {
            @Override
            JsonNode bend(String method, JsonNode params, ObjectNode answer) {
                if (method.equals("chain_getBlock") && params.get(0).asText().equals(hash())) {
                    ((ObjectNode) answer.at("/result/block/header")).put("stateRoot", "0x" + "11".repeat(32));
                }
                return answer;
            }
        },
        NO_HASH {
            @Override
            JsonNode bend(String method, JsonNode params, ObjectNode answer) {
                return method.equals("chain_getBlockHash") && params.path(0).asLong(-1) == set
                        ? answer.put("result", "0x" + "00".repeat(32))
                        : answer;
            }
        };

        abstract JsonNode bend(String method, JsonNode params, ObjectNode answer);

        private static Bytes never(Bytes value) {
            List<Value> none = updates().decode(value).asList().stream()
                    .<Value>map(update -> new Value.Wide(BigInteger.ZERO))
                    .toList();
            return updates().encode(new Value.Items(none));
        }
    }

    @BeforeAll
    static void startNode() {
        node = Devnet.start(
                DevnetOptions.still(Scenario.withSeed(7).withTempo(20, 6).withUpgradeAt(60), 200));
    }

    @AfterAll
    static void stopNode() {
        node.close();
    }

    @BeforeEach
    void findASet() throws IOException {
        console = new CapturedConsole(home);
        assertThat(run("backfill", "true.db", node.uri().toString())).isZero();
        set = history("true.db").stream()
                .filter(fact -> fact.path("outcome").asText().equals("success"))
                .mapToLong(fact -> fact.path("block_number").asLong())
                .filter(block -> block > 90)
                .min()
                .orElseThrow();
    }

    @ParameterizedTest
    @EnumSource
    void besideAnHonestEndpointNothingOfALieIsStored(Lie lie) throws IOException {
        try (var liar = BentNode.before(node.uri(), lie::bend)) {
            int code = run(
                    "backfill",
                    "w.db",
                    liar.uri().toString(),
                    "--endpoint",
                    node.uri().toString());

            assertThat(code).isZero();
            assertThat(history("w.db")).isEqualTo(history("true.db"));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"NONCE", "LAST_UPDATE", "EVENTS"})
    void aloneItIsCaughtAndTheBlockNamed(Lie lie) {
        try (var liar = BentNode.before(node.uri(), lie::bend)) {
            assertThat(run("backfill", "w.db", liar.uri().toString())).isEqualTo(5);
            assertThat(console.out()).contains("NOT PROVED", String.valueOf(set));
            assertThat(liar.bent()).isPositive();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"NONCE", "LAST_UPDATE", "EVENTS"})
    void anAuditThatAsksItNamesTheBlock(Lie lie) {
        try (var liar = BentNode.before(node.uri(), lie::bend)) {
            assertThat(run("audit", "true.db", liar.uri().toString())).isEqualTo(5);
            assertThat(console.out()).contains("block " + set);
        }
    }

    @Test
    void valuesThatAreProvedAreNoLies() throws IOException {
        try (var liar = BentNode.before(node.uri(), Lie.EVENTS::bend)) {
            assertThat(run("backfill", "w.db", liar.uri().toString(), "--proof"))
                    .isZero();
            assertThat(history("w.db")).isEqualTo(history("true.db"));
        }
    }

    private int run(String command, String store, String endpoint, String... more) {
        var arguments = new ArrayList<>(List.of(command, "--from", "1", "--netuid", "1"));
        arguments.addAll(List.of("--hotkey", node.trackedHotkey().ss58()));
        arguments.addAll(List.of("--store", home.resolve(store).toString(), "--endpoint", endpoint));
        arguments.addAll(List.of(more));
        return console.run(arguments.toArray(String[]::new));
    }

    private List<JsonNode> history(String store) throws IOException {
        String file = home.resolve(store).toString();
        assertThat(console.run("history", "--store", file, "--format", "json", "--limit", "0"))
                .isZero();
        var facts = new ArrayList<JsonNode>();
        JSON.readTree(console.out()).forEach(fact -> {
            ((ObjectNode) fact).remove(List.of("id", "row_id"));
            facts.add(fact);
        });
        return facts;
    }

    private static String hash() {
        return node.chain().block(set).orElseThrow().ref().hash().hex();
    }

    private static DevRuntime runtime() {
        return node.chain().runtimeAfter(set);
    }

    private static Bytes account() {
        return runtime().storage("System.Account").key(new Value.Account(node.trackedHotkey()));
    }

    private static Runtime.Storage updates() {
        return runtime().storage("SubtensorModule.LastUpdate");
    }

    private static Bytes oneMore(Bytes value) {
        return Bytes.concat(Bytes.copyOf((byte) (value.get(0) + 1)), value.slice(1));
    }

    /** Changes what a key holds after the block. */
    private static JsonNode value(
            String method, JsonNode params, ObjectNode answer, Bytes key, UnaryOperator<Bytes> lie) {
        if (!params.path(1).asText().equals(hash())) {
            return answer;
        }
        if (method.equals("state_getStorage") && params.get(0).asText().equals(key.hex())) {
            return answer.put(
                    "result",
                    lie.apply(Bytes.fromHex(answer.path("result").asText())).hex());
        }
        for (JsonNode change : answer.at("/result/0/changes")) {
            if (change.get(0).asText().equals(key.hex())) {
                Bytes told = Bytes.fromHex(change.get(1).asText());
                ((ArrayNode) change).set(1, lie.apply(told).hex());
            }
        }
        return answer;
    }
}
