package io.weighbridge.source.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.weighbridge.chain.Hash;
import io.weighbridge.crypto.TrieRoot;
import io.weighbridge.crypto.TrieVersion;
import io.weighbridge.scale.Bytes;
import io.weighbridge.source.SourceException;
import io.weighbridge.source.StorageValue;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class NodeJsonTest {

    private static final String H1 = "0x" + "11".repeat(32);
    private static final String H2 = "0x" + "22".repeat(32);
    private static final String HEADER = """
            {"parentHash":"%s","number":"0x1f","stateRoot":"%s","extrinsicsRoot":"%s","digest":{"logs":["0x0004aa"]}}""".formatted(H1, H2, H2);

    private static void assertRefused(ThrowingCallable reading, String why) {
        assertThatThrownBy(reading)
                .isInstanceOf(SourceException.Untrusted.class)
                .hasMessageContaining(why);
    }

    @Test
    void theZeroHashIsNone() {
        assertThat(NodeJson.hash(NodeJson.parse("\"0x" + "00".repeat(32) + "\"")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"\"",
                "\"0x\"",
                "\"0x11\"",
                "1",
                "[]",
                "\"1111111111111111111111111111111111111111\"",
                "\"0x1\""
            })
    void whatIsNoHashIsRefused(String json) {
        assertRefused(() -> NodeJson.hash(NodeJson.parse(json)), "expected a hash");
    }

    @Test
    void readsHeaders() {
        var header = NodeJson.header(NodeJson.parse(HEADER));
        assertThat(header.number()).isEqualTo(31);
        assertThat(header.parentHash()).isEqualTo(Hash.fromHex(H1));
        assertThat(header.digest()).containsExactly(Bytes.fromHex("0x0004aa"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"0x\"",
                "4294967296",
                "-1",
                "\"31\"",
                "\"0x100000000\"",
                "\"0x+1\"",
                "\"0x-1\"",
                "\"0xg\"",
                "null",
                "\"0x00000000000000001\""
            })
    void wrongBlockNumbersAreRefused(String number) {
        String json = HEADER.replace("\"0x1f\"", number);
        assertRefused(() -> NodeJson.header(NodeJson.parse(json)), "expected a block number");
    }

    @Test
    void aHeaderWithoutAFieldIsRefused() {
        String json = HEADER.replace("stateRoot", "stateroot");
        assertRefused(() -> NodeJson.header(NodeJson.parse(json)), "expected stateRoot in hexadecimal");
    }

    @Test
    void anotherHeaderThanAskedForIsRefused() {
        assertRefused(
                () -> NodeJson.headerOf(Hash.fromHex(H1), NodeJson.parse(HEADER), false),
                "the header of block 31 has another hash: expected " + H1);
    }

    @Test
    void trustDoesNotReachBeyondBlockZero() {
        assertRefused(() -> NodeJson.headerOf(Hash.fromHex(H1), NodeJson.parse(HEADER), true), "has another hash");
        JsonNode genesis = NodeJson.parse(HEADER.replace("0x1f", "0x0"));
        assertThat(NodeJson.headerOf(Hash.fromHex(H1), genesis, true).number()).isZero();
        assertRefused(() -> NodeJson.headerOf(Hash.fromHex(H1), genesis, false), "has another hash");
    }

    @Test
    void extrinsicsOfAnotherRootAreRefusedUnlessTrusted() {
        JsonNode header = NodeJson.parse(HEADER);
        Hash hash = NodeJson.header(header).hash();
        JsonNode block = NodeJson.parse("{\"block\":{\"header\":" + HEADER + ",\"extrinsics\":[\"0x0401\"]}}");
        assertRefused(() -> NodeJson.block(hash, block, false), "have another root than the header's");
        assertThat(NodeJson.block(hash, block, true).extrinsics()).containsExactly(Bytes.fromHex("0x0401"));
    }

    @ParameterizedTest
    @EnumSource(TrieVersion.class)
    void bothLayoutsOfTheExtrinsicsTrieAreAccepted(TrieVersion version) {
        List<Bytes> extrinsics = List.of(Bytes.fromHex("0x0401"), Bytes.fromHex("0x" + "ab".repeat(40)));
        String root = TrieRoot.ordered(extrinsics, version).hex();
        assertThat(TrieRoot.ordered(extrinsics, TrieVersion.V0))
                .isNotEqualTo(TrieRoot.ordered(extrinsics, TrieVersion.V1));
        String header = HEADER.replace("\"extrinsicsRoot\":\"" + H2, "\"extrinsicsRoot\":\"" + root);
        String body =
                "[\"" + extrinsics.get(0).hex() + "\",\"" + extrinsics.get(1).hex() + "\"]";
        JsonNode block = NodeJson.parse("{\"block\":{\"header\":" + header + ",\"extrinsics\":" + body + "}}");
        Hash hash = NodeJson.header(NodeJson.parse(header)).hash();
        assertThat(NodeJson.block(hash, block, false).extrinsics()).isEqualTo(extrinsics);
    }

    @Test
    void storageValuesAreReadByKey() {
        var values = NodeJson.storageChanges(
                Hash.fromHex(H1),
                List.of(Bytes.fromHex("0x0a"), Bytes.fromHex("0x0b"), Bytes.fromHex("0x0c")),
                NodeJson.parse("[{\"block\":\"" + H1 + "\",\"changes\":[[\"0x0b\",null],[\"0x0a\",\"0x01\"]]}]"));
        assertThat(values)
                .hasSize(2)
                .containsEntry(Bytes.fromHex("0x0a"), new StorageValue.Present(Bytes.fromHex("0x01")))
                .containsEntry(Bytes.fromHex("0x0b"), StorageValue.Absent.ABSENT);
    }

    @Test
    void storageValuesOfAnotherBlockAreRefused() {
        JsonNode json = NodeJson.parse("[{\"block\":\"" + H2 + "\",\"changes\":[]}]");
        assertRefused(
                () -> NodeJson.storageChanges(Hash.fromHex(H1), List.of(), json),
                "expected values at block " + H1 + ", found " + H2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[[\"0x0c\",null]]",
                "[[\"0x0a\",null],[\"0x0a\",null]]",
                "[[\"0x0a\"]]",
                "[[\"0x0a\",null,1]]",
                "[[\"0x0a\",1]]",
                "[[null,null]]",
                "[{}]"
            })
    void storageValuesThatWereNotAskedForAreRefused(String changes) {
        JsonNode json = NodeJson.parse("[{\"block\":\"" + H1 + "\",\"changes\":" + changes + "}]");
        assertThatThrownBy(() -> NodeJson.storageChanges(Hash.fromHex(H1), List.of(Bytes.fromHex("0x0a")), json))
                .isInstanceOf(SourceException.Untrusted.class);
    }

    @Test
    void moreThanOneChangeSetIsRefused() {
        assertRefused(
                () -> NodeJson.storageChanges(Hash.fromHex(H1), List.of(), NodeJson.parse("[{},{}]")),
                "expected one change set");
    }

    @Test
    void theStateVersionIsZeroWhereItIsNotTold() {
        JsonNode json = NodeJson.parse("{\"specName\":\"s\",\"specVersion\":9,\"transactionVersion\":1}");
        assertThat(NodeJson.runtimeVersion(json).stateVersion()).isZero();
    }

    @Test
    void theStateVersionHasASecondName() {
        JsonNode json =
                NodeJson.parse("{\"specName\":\"s\",\"specVersion\":9,\"transactionVersion\":1,\"systemVersion\":1}");
        assertThat(NodeJson.runtimeVersion(json).stateVersion()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"specName\":\"s\",\"transactionVersion\":1}",
                "{\"specName\":\"s\",\"specVersion\":\"9\",\"transactionVersion\":1}",
                "{\"specName\":\"s\",\"specVersion\":-9,\"transactionVersion\":1}",
                "{\"specName\":1,\"specVersion\":9,\"transactionVersion\":1}"
            })
    void wrongRuntimeVersionsAreRefused(String json) {
        assertRefused(() -> NodeJson.runtimeVersion(NodeJson.parse(json)), "expected a");
    }

    @Test
    void metadataWithoutItsMagicNumberIsRefused() {
        assertRefused(() -> NodeJson.metadata(NodeJson.parse("\"0x0e00\"")), "0x6d657461");
        assertThat(NodeJson.metadata(NodeJson.parse("\"0x6d6574610e00\"")).size())
                .isEqualTo(6);
    }

    @Test
    void whatIsShownOfANodesWordsIsShort() {
        assertRefused(() -> NodeJson.metadata(NodeJson.parse("\"" + "x".repeat(100_000) + "\"")), "…");
    }
}
