package io.weighbridge.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weighbridge.chain.AccountId;
import io.weighbridge.chain.Hash;
import io.weighbridge.runtime.Extrinsic.Preamble;
import io.weighbridge.scale.Bytes;
import io.weighbridge.scale.DecodeException;
import io.weighbridge.scale.DecodeException.Reason;
import io.weighbridge.scale.ScaleWriter;
import io.weighbridge.testing.Runtimes;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExtrinsicTest {

    private static final String ALICE = "d43593c715fdd31c61141abd04a99fd6822c8558854ccde39a5684e7a56da27d";
    private static final String SET_WEIGHTS = "0700010008010002000800000100" + "0500000000000000";

    private final Runtime runtime = Runtimes.of("finney-spec-393-v14");

    @Test
    void readsTheWorkedExampleOfSpec240() {
        Extrinsic extrinsic = Runtimes.of("devnet-spec-240-v15")
                .decodeExtrinsic(Bytes.fromHex("f9018400" + ALICE + "01" + "aa".repeat(64)
                        + "3604a80000070001000801000200" + "08ffff00800000000000000000"));
        assertThat(extrinsic.hash().hex())
                .isEqualTo("0x5c6d97db00dd916f63fd9ba557865c9f5107d1104d77a23e08404f1111ad3b27");
        assertThat(extrinsic.signer()).contains(AccountId.fromHex(ALICE));
        Extrinsic.Extensions extensions = extrinsic.extensions().orElseThrow();
        assertThat(extensions.era()).isEqualTo(new Era.Mortal(128, 67));
        assertThat(extensions.nonce()).isEqualTo(42);
        assertThat(extensions.tip()).isZero();
        Call call = extrinsic.call();
        assertThat(call.qualifiedName()).isEqualTo("SubtensorModule.set_weights");
        assertThat(call.arg("netuid").asInt()).isEqualTo(1);
        assertThat(call.arg("dests").asInts()).containsExactly(1, 2);
        assertThat(call.arg("weights").asInts()).containsExactly(65535, 32768);
    }

    @Test
    void readsEverySignature() {
        assertThat(signed(decode("8400" + ALICE + "00" + "11".repeat(64) + "00000000" + SET_WEIGHTS))
                        .signatureType())
                .isEqualTo("Ed25519");
        Preamble.Signed ecdsa = signed(decode("8400" + ALICE + "02" + "22".repeat(65) + "00000000" + SET_WEIGHTS));
        assertThat(ecdsa.signatureType()).isEqualTo("Ecdsa");
        assertThat(ecdsa.signature()).isEqualTo(Bytes.fromHex("22".repeat(65)));
    }

    @Test
    void readsEveryAddress() {
        String rest = "01" + "11".repeat(64) + "00000000" + SET_WEIGHTS;
        assertThat(address("8401" + rest)).isEqualTo(variant("Index", 1, new Value.Tuple(List.of())));
        assertThat(address("84020c010203" + rest)).isEqualTo(variant("Raw", 2, blob("010203")));
        assertThat(address("8403" + ALICE + rest)).isEqualTo(variant("Address32", 3, blob(ALICE)));
        assertThat(address("8404" + "33".repeat(20) + rest)).isEqualTo(variant("Address20", 4, blob("33".repeat(20))));
        assertThat(decode("8403" + ALICE + rest).signer()).isEmpty();
    }

    @Test
    void readsVersion5WhereTheMetadataListsOnly4() {
        assertThat(decode("05" + SET_WEIGHTS).version()).isEqualTo(5);
        Extrinsic good = decode("4500" + "00a80400" + SET_WEIGHTS);
        assertThat(good.preamble()).isInstanceOf(Preamble.General.class);
        assertThat(good.extensions().orElseThrow().nonce()).isEqualTo(42);
        assertThat(good.extensions().orElseThrow().tip()).isEqualTo(BigInteger.ONE);
        assertThat(good.signer()).isEmpty();
    }

    @Test
    void readsFullWeightVectors() {
        List<Value> numbers = Collections.nCopies(16_384, new Value.Int(65_535));
        Call call = runtime.call("SubtensorModule", "set_weights", setWeights(numbers));
        Bytes encoded = runtime.encodeExtrinsic(new Extrinsic(Hash.ZERO, 0, 4, Preamble.Bare.BARE, call));
        assertThat(encoded.size()).isEqualTo(4 + 1 + 2 + 2 + 2 * (4 + 2 * 16_384) + 8);
        assertThat(runtime.decodeExtrinsic(encoded).call()).isEqualTo(call);
    }

    @Test
    void refusesKindsThatNobodyWrites() {
        for (String kind : List.of("00", "03", "06", "44", "80", "83", "85", "c4", "c5", "ff")) {
            refused(kind + SET_WEIGHTS, Reason.UNSUPPORTED_VERSION);
        }
    }

    @Test
    void refusesExtensionsOfAnUnknownVersion() {
        refused("4501" + "00000000" + SET_WEIGHTS, Reason.UNSUPPORTED_VERSION);
    }

    @Test
    void refusesErasThatNoRuntimeTakes() {
        String before = "8400" + ALICE + "01" + "11".repeat(64);
        refused(before + "1000" + "000000" + SET_WEIGHTS, Reason.INVALID);
        refused(before + "4100" + "000000" + SET_WEIGHTS, Reason.INVALID);
        assertThat(decode(before + "3100" + "000000" + SET_WEIGHTS)
                        .extensions()
                        .orElseThrow()
                        .era())
                .isEqualTo(new Era.Mortal(4, 3));
        assertThat(decode(before + "ffff" + "000000" + SET_WEIGHTS)
                        .extensions()
                        .orElseThrow()
                        .era())
                .isEqualTo(new Era.Mortal(65_536, 65_520));
    }

    @Test
    void refusesNumbersThatAreLongerThanTheyNeedToBe() {
        String before = "8400" + ALICE + "01" + "11".repeat(64) + "00";
        refused(before + "0100" + "0000" + SET_WEIGHTS, Reason.NON_CANONICAL);
        refused(before + "00" + "02000000" + "00" + SET_WEIGHTS, Reason.NON_CANONICAL);
    }

    @Test
    void refusesALengthThatIsNotThatOfTheBytes() {
        assertThatThrownBy(() -> runtime.decodeExtrinsic(Bytes.fromHex("0804")))
                .isInstanceOfSatisfying(
                        DecodeException.class,
                        fault -> assertThat(fault.reason()).isEqualTo(Reason.TRUNCATED));
        assertThatThrownBy(() -> runtime.decodeExtrinsic(Bytes.fromHex("040400")))
                .isInstanceOfSatisfying(
                        DecodeException.class,
                        fault -> assertThat(fault.reason()).isEqualTo(Reason.TRAILING_BYTES));
    }

    @Test
    void refusesToEncodeWhatDoesNotFit() {
        Call call = runtime.call("SubtensorModule", "set_weights", setWeights(List.of(new Value.Int(65_536))));
        assertThatThrownBy(() -> runtime.encodeCall(call))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("65536 does not fit 16 bits");
        Call wrong = runtime.call(
                "SubtensorModule", "set_weights", new Value.Fields(List.of("netuid"), List.of(new Value.Int(1))));
        assertThatThrownBy(() -> runtime.encodeCall(wrong))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(
                        "SubtensorModule.set_weights: expected fields [netuid, dests, weights, version_key]");
        assertThatThrownBy(() -> runtime.call("SubtensorModule", "set_waits", Value.Fields.NONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("this runtime has no call SubtensorModule.set_waits");
    }

    @Test
    void fillsInTheDefaultsOfOtherExtensions() {
        Extrinsic.Extensions extensions = runtime.extensions(Era.Immortal.IMMORTAL, 300, BigInteger.valueOf(7));
        var signed = new Preamble.Signed(
                variant("Id", 0, new Value.Account(AccountId.fromHex(ALICE))),
                "Sr25519",
                Bytes.fromHex("11".repeat(64)),
                extensions);
        Call call = runtime.call("SubtensorModule", "set_weights", setWeights(List.of()));
        Bytes encoded = runtime.encodeExtrinsic(new Extrinsic(Hash.ZERO, 0, 4, signed, call));
        assertThat(runtime.decodeExtrinsic(encoded).preamble()).isEqualTo(signed);
        assertThat(encoded.hex()).contains("11".repeat(64) + "00b1041c00" + "0700");
    }

    private static Value.Fields setWeights(List<Value> numbers) {
        List<Value> values = new ArrayList<>(List.of(new Value.Int(1)));
        values.add(new Value.Items(numbers));
        values.add(new Value.Items(numbers));
        values.add(new Value.Wide(BigInteger.ZERO));
        return new Value.Fields(List.of("netuid", "dests", "weights", "version_key"), values);
    }

    private Value address(String body) {
        return signed(decode(body)).address();
    }

    private static Preamble.Signed signed(Extrinsic extrinsic) {
        return (Preamble.Signed) extrinsic.preamble();
    }

    private Extrinsic decode(String body) {
        return runtime.decodeExtrinsic(
                new ScaleWriter().byteVector(Bytes.fromHex(body)).toBytes());
    }

    private void refused(String body, Reason reason) {
        assertThatThrownBy(() -> decode(body))
                .as(body)
                .isInstanceOfSatisfying(
                        DecodeException.class,
                        fault -> assertThat(fault.reason()).isEqualTo(reason));
    }

    private static Value variant(String name, int index, Value field) {
        return new Value.Variant(name, index, new Value.Fields(List.of(), List.of(field)));
    }

    private static Value blob(String hex) {
        return new Value.Blob(Bytes.fromHex(hex));
    }
}
