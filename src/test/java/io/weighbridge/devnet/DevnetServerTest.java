package io.weighbridge.devnet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.weighbridge.chain.Hash;
import io.weighbridge.chain.RawBlock;
import io.weighbridge.devnet.actor.Cast;
import io.weighbridge.devnet.actor.Scenario;
import io.weighbridge.devnet.rpc.RpcServerException;
import io.weighbridge.devnet.spec.DevRuntime;
import io.weighbridge.devnet.spec.Values;
import io.weighbridge.runtime.Call;
import io.weighbridge.runtime.Era;
import io.weighbridge.runtime.Extrinsic;
import io.weighbridge.runtime.Runtime;
import io.weighbridge.scale.Bytes;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The devnet as a client sees it: JSON texts over a socket. */
class DevnetServerTest {

    private static final int HISTORY = 40;
    private static final Scenario SCENARIO = Scenario.withSeed(3).withUpgradeAt(HISTORY + 2);
    private static final String UNKNOWN = "0x" + "ab".repeat(32);

    private final Devnet devnet = Devnet.start(DevnetOptions.still(SCENARIO, HISTORY));
    private final JsonClient client = JsonClient.connect(devnet.uri());

    @AfterEach
    void close() {
        client.close();
        devnet.close();
    }

    @Test
    void saysWhatItIs() {
        assertThat(client.ask("system_chain").textValue()).isEqualTo("Weighbridge devnet");
        assertThat(client.ask("system_properties").toString())
                .isEqualTo("{\"ss58Format\":42,\"tokenDecimals\":9,\"tokenSymbol\":\"TAO\"}");
        assertThat(client.ask("chain_getBlockHash", 0).textValue())
                .isEqualTo(devnet.genesisHash().hex());
        assertThat(client.ask("rpc_methods").get("methods"))
                .anyMatch(name -> name.textValue().equals("chain_subscribeFinalizedHeads"));
    }

    @Test
    void findsBlocksByNumbersInEveryForm() {
        String fifth = block(5).ref().hash().hex();
        assertThat(client.ask("chain_getBlockHash", 5).textValue()).isEqualTo(fifth);
        assertThat(client.ask("chain_getBlockHash", "0x5").textValue()).isEqualTo(fifth);
        assertThat(client.ask("chain_getBlockHash", List.of(5, 4_000_000)).toString())
                .isEqualTo("[\"" + fifth + "\",null]");
        assertThat(client.ask("chain_getBlockHash").textValue())
                .isEqualTo(block(HISTORY).ref().hash().hex());
    }

    @Test
    void givesBlocksAsANodeDoes() {
        RawBlock block = block(7);
        JsonNode answer = client.ask("chain_getBlock", block.ref().hash().hex()).get("block");
        assertThat(answer.get("header").get("number").textValue()).isEqualTo("0x7");
        assertThat(answer.get("header").get("parentHash").textValue())
                .isEqualTo(block(6).ref().hash().hex());
        assertThat(answer.get("extrinsics"))
                .extracting(JsonNode::textValue)
                .isEqualTo(block.extrinsics().stream().map(Bytes::hex).toList());
    }

    @Test
    void answersNullForWhatIsNotThere() {
        assertThat(client.ask("chain_getBlock", UNKNOWN).isNull()).isTrue();
        assertThat(client.ask("chain_getHeader", UNKNOWN).isNull()).isTrue();
        assertThat(client.ask("chain_getBlockHash", 4_000_000).isNull()).isTrue();
        assertThat(client.ask("state_getStorage", "0x1234").isNull()).isTrue();
    }

    @Test
    void keepsTheStateOfEveryBlock() {
        String key = runtime().storage("System.Number").key().hex();
        for (int number = 1; number <= HISTORY; number++) {
            String hash = block(number).ref().hash().hex();
            assertThat(client.ask("state_getStorage", key, hash).textValue())
                    .isEqualTo(Bytes.copyOf((byte) number, (byte) 0, (byte) 0, (byte) 0)
                            .hex());
        }
    }

    @Test
    void readsManyKeysAtOneBlock() {
        String hash = block(9).ref().hash().hex();
        String key = runtime().storage("System.Number").key().hex();
        assertThat(client.ask("state_queryStorageAt", List.of(key, "0x99"), hash)
                        .toString())
                .isEqualTo("[{\"block\":\"" + hash + "\",\"changes\":[[\"" + key
                        + "\",\"0x09000000\"],[\"0x99\",null]]}]");
    }

    @Test
    void givesKeysInPages() {
        String prefix = runtime().storage("SubtensorModule.NetworksAdded").key().hex();
        JsonNode first = client.ask("state_getKeysPaged", prefix, 2);
        JsonNode rest = client.ask("state_getKeysPaged", prefix, 2, first.get(1).textValue());
        assertThat(first).hasSize(2);
        assertThat(rest).hasSize(1);
        assertThat(rest.get(0).textValue()).isGreaterThan(first.get(1).textValue());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "state_getStorage    | [\"0x00\",\"UNKNOWN\"] | 4003   | Header was not found in the database",
                "state_getMetadata   | [\"UNKNOWN\"]          | 4003   | Header was not found in the database",
                "state_call          | [\"No_such\",\"0x\"]   | 4003   | Exported method No_such is not found",
                "state_getKeysPaged  | [\"0x\",1001]          | 4002   | count exceeds maximum value",
                "state_queryStorage  | [[\"0x00\"],\"0x00\"]  | -32601 | unsafe",
                "no_such_method      | []                     | -32601 | Method not found",
                "chain_getBlock      | [\"0x12\"]             | -32602 | Invalid params",
                "chain_getBlockHash  | [\"five\"]             | -32602 | Invalid params",
                "state_getStorage    | [7]                    | -32602 | Invalid params",
                "state_getStorage    | []                     | -32602 | Invalid params",
                "author_submitExtrinsic | [\"0x280402\"]      | 1001   | Extrinsic has invalid format",
            })
    void refusesWithTheCodesOfANode(String method, String params, int code, String message) {
        JsonNode error = client.error(method, params.replace("UNKNOWN", UNKNOWN));
        assertThat(error.get("code").intValue()).isEqualTo(code);
        assertThat(error.get("message").textValue()).contains(message);
    }

    @Test
    void metadataComesInVersionFourteenAlone() {
        String metadata = client.ask("state_getMetadata").textValue();
        assertThat(Bytes.fromHex(metadata)).isEqualTo(runtime().metadata());
        assertThat(client.ask("state_call", "Metadata_metadata_versions", "0x").textValue())
                .isEqualTo("0x040e000000");
        assertThat(client.ask("state_call", "Metadata_metadata_at_version", "0x0f000000")
                        .textValue())
                .isEqualTo("0x00");
        assertThat(client.ask("state_call", "Metadata_metadata_at_version", "0x0e000000")
                        .textValue())
                .endsWith(metadata.substring(2));
    }

    @Test
    void answersBatchesTogetherAndNotificationsNotAtAll() {
        JsonNode answers = client.exchange(
                "[{\"jsonrpc\":\"2.0\",\"id\":\"a\",\"method\":\"system_name\"},"
                        + "{\"jsonrpc\":\"2.0\",\"method\":\"system_name\"},{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"nope\"}]");
        assertThat(answers).hasSize(2);
        assertThat(answers.get(0).get("id").textValue()).isEqualTo("a");
        assertThat(answers.get(1).get("error").get("code").intValue()).isEqualTo(-32601);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"jsonrpc\":              | -32700",
                "{\"id\":1} {\"id\":2}      | -32700",
                "''                         | -32600",
                "[]                         | -32600",
                "7                          | -32600",
                "{\"id\":1}                 | -32600",
                "{\"id\":[],\"method\":\"a\"} | -32600"
            })
    void refusesTextsThatAreNoRequests(String text, int code) {
        assertThat(client.exchange(text).get("error").get("code").intValue()).isEqualTo(code);
    }

    @Test
    void finalizedHeadsBeginWithTheOneThatIsAndThenAscend() {
        String id = client.ask("chain_subscribeFinalizedHeads").textValue();
        assertThat(id).startsWith("0x");
        long last = number(client.notification("chain_finalizedHead", id));
        assertThat(last).isEqualTo(devnet.finalizedNumber());
        for (int i = 0; i < 12; i++) {
            long before = devnet.finalizedNumber();
            assertThat(devnet.produce()).isNotNull();
            if (devnet.finalizedNumber() > before) {
                assertThat(number(client.notification("chain_finalizedHead", id)))
                        .isEqualTo(devnet.finalizedNumber());
            }
        }
        assertThat(devnet.finalizedNumber()).isGreaterThan(last + 5);
    }

    @Test
    void newHeadsComeOneByOneUntilUnsubscribed() {
        String id = client.ask("chain_subscribeNewHeads").textValue();
        assertThat(number(client.notification("chain_newHead", id))).isEqualTo(HISTORY);
        assertThat(devnet.produce()).isNotNull();
        assertThat(number(client.notification("chain_newHead", id))).isEqualTo(HISTORY + 1);
        assertThat(client.ask("chain_unsubscribeNewHeads", id).booleanValue()).isTrue();
        assertThat(client.ask("chain_unsubscribeNewHeads", id).booleanValue()).isFalse();
        assertThat(devnet.produce()).isNotNull();
        assertThat(client.ask("system_name")).isNotNull();
        assertThat(client.unread()).isZero();
    }

    @Test
    void tellsOfARuntimeUpgrade() {
        String id = client.ask("state_subscribeRuntimeVersion").textValue();
        assertThat(client.notification("state_runtimeVersion", id)
                        .get("specVersion")
                        .intValue())
                .isEqualTo(Scenario.FIRST_SPEC);
        assertThat(devnet.produce()).isNotNull();
        assertThat(devnet.produce()).isNotNull();
        assertThat(client.notification("state_runtimeVersion", id)
                        .get("specVersion")
                        .intValue())
                .isEqualTo(Scenario.SECOND_SPEC);
    }

    @Test
    void tellsOfChangedStorage() {
        String key = runtime().storage("System.Number").key().hex();
        String id = client.ask("state_subscribeStorage", List.of(key)).textValue();
        assertThat(client.notification("state_storage", id)
                        .get("changes")
                        .get(0)
                        .get(1)
                        .textValue())
                .isEqualTo("0x28000000");
        assertThat(devnet.produce()).isNotNull();
        assertThat(client.notification("state_storage", id)
                        .get("changes")
                        .get(0)
                        .get(1)
                        .textValue())
                .isEqualTo("0x29000000");
    }

    @Test
    void takesAnExtrinsicIntoTheNextBlock() {
        Bytes extrinsic = remark(0);
        String hash = client.ask("author_submitExtrinsic", extrinsic.hex()).textValue();
        assertThat(hash)
                .isEqualTo(runtime().runtime().decodeExtrinsic(extrinsic).hash().hex());
        assertThat(client.ask("system_accountNextIndex", Cast.ALICE.ss58()).intValue())
                .isEqualTo(1);
        assertThat(devnet.produce().extrinsics()).contains(extrinsic);
        assertThat(client.ask("author_pendingExtrinsics")).isEmpty();
    }

    @Test
    void watchesAnExtrinsicUntilItIsFinal() {
        String id =
                client.ask("author_submitAndWatchExtrinsic", remark(0).hex()).textValue();
        assertThat(client.notification("author_extrinsicUpdate", id).textValue())
                .isEqualTo("ready");
        Hash block = devnet.produce().ref().hash();
        assertThat(client.notification("author_extrinsicUpdate", id)
                        .get("inBlock")
                        .textValue())
                .isEqualTo(block.hex());
        while (devnet.finalizedNumber() <= HISTORY) {
            assertThat(devnet.produce()).isNotNull();
        }
        assertThat(client.notification("author_extrinsicUpdate", id)
                        .get("finalized")
                        .textValue())
                .isEqualTo(block.hex());
    }

    @Test
    void refusesExtrinsicsThatMayNotEnterABlock() {
        assertThat(client.error("author_submitExtrinsic", "[\"" + remark(1).hex() + "\"]")
                        .get("data")
                        .textValue())
                .isEqualTo("Transaction will be valid in the future");
        assertThat(client.ask("author_submitExtrinsic", remark(0).hex())).isNotNull();
        JsonNode again =
                client.error("author_submitExtrinsic", "[\"" + remark(0).hex() + "\"]");
        assertThat(again.get("code").intValue()).isEqualTo(1013);
        assertThat(devnet.produce()).isNotNull();
        JsonNode stale =
                client.error("author_submitExtrinsic", "[\"" + remark(0).hex() + "\"]");
        assertThat(stale.get("code").intValue()).isEqualTo(1010);
        assertThat(stale.get("data").textValue()).isEqualTo("Transaction is outdated");
    }

    @Test
    void closesAConnectionThatSendsTooMuch() {
        client.send("\"" + "a".repeat(5_000_000) + "\"");
        await().until(client::isClosed);
    }

    @Test
    void closesAConnectionThatDoesNotRead() {
        client.stopReading();
        String request = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"state_getMetadata\"}";
        await().until(() -> {
            IntStream.range(0, 200).forEach(unused -> client.send(request));
            return devnet.connections() == 0;
        });
    }

    @Test
    void refusesAPortThatIsTaken() {
        var options = new DevnetOptions(
                DevnetOptions.LOOPBACK, devnet.uri().getPort(), 0, Duration.ZERO, Long.MAX_VALUE, SCENARIO);
        assertThatThrownBy(() -> Devnet.start(options))
                .isInstanceOf(RpcServerException.class)
                .hasMessageContaining("choose another host or port");
    }

    @Test
    void makesBlocksByItselfAndStopsAtTheLastOne() {
        var options = new DevnetOptions(DevnetOptions.LOOPBACK, 0, 3, Duration.ofMillis(5), 10, SCENARIO);
        try (Devnet live = Devnet.start(options)) {
            await().until(() -> live.bestNumber() == 10);
            assertThat(live.chain().block(10).orElseThrow().ref())
                    .isEqualTo(block(10).ref());
        }
    }

    private RawBlock block(long number) {
        return devnet.chain().block(number).orElseThrow();
    }

    private DevRuntime runtime() {
        return devnet.chain().runtimeAfter(0);
    }

    private Bytes remark(long nonce) {
        Runtime runtime = runtime().runtime();
        Call call = runtime.call("System", "remark", Values.named("remark", Values.blob(Bytes.EMPTY)));
        var preamble = new Extrinsic.Preamble.Signed(
                Values.address(Cast.ALICE),
                "Sr25519",
                Bytes.wrap(new byte[64]),
                runtime.extensions(Era.Immortal.IMMORTAL, nonce, BigInteger.ZERO));
        return runtime.encodeExtrinsic(new Extrinsic(Hash.ZERO, 0, 4, preamble, call));
    }

    private static long number(JsonNode header) {
        return Long.decode(header.get("number").textValue());
    }
}
