package io.weighbridge.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weighbridge.chain.AccountId;
import io.weighbridge.metadata.Pallet;
import io.weighbridge.metadata.StorageHasher;
import io.weighbridge.metadata.StorageItem;
import io.weighbridge.scale.Bytes;
import io.weighbridge.scale.DecodeException;
import io.weighbridge.testing.RandomValues;
import io.weighbridge.testing.Runtimes;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class StorageTest {

    private static final Value ALICE =
            new Value.Account(AccountId.fromHex("d43593c715fdd31c61141abd04a99fd6822c8558854ccde39a5684e7a56da27d"));

    private final Runtime runtime = Runtimes.of("finney-spec-393-v14");

    @Test
    void buildsKeysOfIdentityMaps() {
        assertKey(
                "658faa385070e074c85bf6b568cf0555a1e7036061f484bc3048a64b64e35ec401000500",
                "SubtensorModule.Weights",
                number(1),
                number(5));
        assertKey(
                "658faa385070e074c85bf6b568cf0555a1e7036061f484bc3048a64b64e35ec401100500",
                "SubtensorModule.Weights",
                number(4097),
                number(5));
        assertKey(
                "658faa385070e074c85bf6b568cf0555696e262a16e52255a69d8acd793541460100",
                "SubtensorModule.LastUpdate",
                number(1));
        assertKey(
                "658faa385070e074c85bf6b568cf05559f99a2ce711f3a31b2fc05604c93f17901000500",
                "SubtensorModule.Keys",
                number(1),
                number(5));
    }

    @Test
    void buildsKeysOfBlake2Maps() {
        assertKey(
                "658faa385070e074c85bf6b568cf0555aab1b4e78e1ea8305462ee53b3686dc80100de1e86a9a8c739864cf3cc5ec2bea59f"
                        + "d43593c715fdd31c61141abd04a99fd6822c8558854ccde39a5684e7a56da27d",
                "SubtensorModule.Uids",
                number(1),
                ALICE);
        assertKey(
                "26aa394eea5630e07c48ae0c9558cef7b99d880ec681799c0cf30e8886371da9de1e86a9a8c739864cf3cc5ec2bea59f"
                        + "d43593c715fdd31c61141abd04a99fd6822c8558854ccde39a5684e7a56da27d",
                "System.Account",
                ALICE);
    }

    @Test
    void buildsKeysOfTwoxMaps() {
        assertKey(
                "658faa385070e074c85bf6b568cf05559f14c8e879f1adfb03db481d61f6798cf1577fbf1d628fdd0100518366b5b1bc7c99"
                        + "d43593c715fdd31c61141abd04a99fd6822c8558854ccde39a5684e7a56da27d",
                "SubtensorModule.WeightCommits",
                number(1),
                ALICE);
        assertKey(
                "658faa385070e074c85bf6b568cf0555119e1c428ff5c7c6dac4c888a10d1443f1577fbf1d628fdd01007a3054d45c9cdfa1"
                        + "6400000000000000",
                "SubtensorModule.TimelockedWeightCommits",
                number(1),
                wide(100));
    }

    @Test
    void buildsKeysOfPlainValues() {
        assertThat(storage("System.Events").key().hex())
                .isEqualTo("0x26aa394eea5630e07c48ae0c9558cef780d41e5e16056765bc8461851072c9d7");
    }

    @Test
    void buildsPrefixesOfManyKeys() {
        assertThat(storage("SubtensorModule.Weights").key(number(1)).hex())
                .isEqualTo("0x658faa385070e074c85bf6b568cf0555a1e7036061f484bc3048a64b64e35ec40100");
    }

    @Test
    void refusesMoreKeysThanTheMapHas() {
        assertThatThrownBy(() -> storage("SubtensorModule.LastUpdate").key(number(1), number(2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("storage item LastUpdate has 1 keys, not 2");
    }

    @Test
    void refusesAKeyWhoseHashIsWrong() {
        Bytes key = storage("System.Account").key(ALICE);
        Bytes damaged = Bytes.concat(key.slice(0, 33), Bytes.copyOf((byte) 1), key.slice(34));
        assertThatThrownBy(() -> storage("System.Account").decodeKey(damaged))
                .isInstanceOf(DecodeException.class)
                .hasMessageContaining("another hash");
    }

    @Test
    void refusesAKeyOfAnotherItem() {
        Bytes key = storage("SubtensorModule.Keys").key(number(1), number(5));
        assertThatThrownBy(() -> storage("SubtensorModule.Weights").decodeKey(key))
                .isInstanceOf(DecodeException.class)
                .hasMessageContaining("expected a key of Weights");
    }

    @Test
    void givesTheHashWhereAKeyIsNotKept() {
        var item = new StorageItem(
                "Hidden",
                true,
                List.of(StorageHasher.TWOX_128, StorageHasher.IDENTITY),
                List.of(typeOf("SubtensorModule.LastUpdate"), typeOf("SubtensorModule.LastUpdate")),
                typeOf("SubtensorModule.LastUpdate"),
                typeOf("SubtensorModule.LastUpdate"),
                Bytes.EMPTY,
                List.of());
        var storage = new StorageCodec(pallet("System"), item, type -> IntCodec.U16);
        Bytes key = storage.key(number(1), number(2));
        assertThat(storage.decodeKey(key)).containsExactly(new Value.Blob(key.slice(32, 48)), number(2));
    }

    @Test
    void readsARealAccount() {
        Runtime genesis = Runtimes.of("testfinney-genesis-spec-103-v14");
        Value.Fields account = genesis.storage("System", "Account")
                .orElseThrow()
                .decode(Bytes.fromHex("000000000000000001000000000000000010a5d4e8000000" + "00".repeat(24)))
                .asFields();
        assertThat(account.get("nonce").asInt()).isZero();
        assertThat(account.get("providers").asInt()).isEqualTo(1);
        assertThat(account.get("data").asFields().get("free").asBigInteger()).isEqualTo("1000000000000");
    }

    @Test
    void readsARealRuntimeUpgrade() {
        Value.Fields upgrade = storage("System.LastRuntimeUpgrade")
                .decode(Bytes.fromHex("9d01386e6f64652d73756274656e736f72"))
                .asFields();
        assertThat(upgrade.get("spec_version").asInt()).isEqualTo(103);
        assertThat(upgrade.get("spec_name").asText()).isEqualTo("node-subtensor");
    }

    @Test
    void hasNoItemThatTheMetadataDoesNotName() {
        assertThat(runtime.storage("System", "Nothing")).isEmpty();
        assertThat(runtime.storage("Nothing", "Account")).isEmpty();
    }

    @TestFactory
    Stream<DynamicTest> everyKeyAndValueOfEveryItemIsReadAsItWasWritten() {
        return Runtimes.names().stream()
                .map(name -> DynamicTest.dynamicTest(name, () -> {
                    Runtime every = Runtimes.of(name);
                    var values = new RandomValues(every, 101);
                    for (Pallet pallet : every.metadata().pallets()) {
                        for (StorageItem item : pallet.storage()) {
                            checkItem(every.storage(pallet.name(), item.name()).orElseThrow(), values);
                        }
                    }
                }));
    }

    private static void checkItem(Runtime.Storage storage, RandomValues values) {
        StorageItem item = storage.item();
        List<Value> keys = new ArrayList<>();
        item.keyTypes().forEach(type -> keys.add(values.value(type)));
        Bytes key = storage.key(keys.toArray(Value[]::new));
        List<Value> read = storage.decodeKey(key);
        assertThat(read).hasSameSizeAs(keys);
        for (int i = 0; i < keys.size(); i++) {
            if (!(read.get(i) instanceof Value.Blob)) {
                assertThat(read.get(i)).as(item.name()).isEqualTo(keys.get(i));
            }
        }
        Value value = values.value(item.valueType());
        assertThat(storage.decode(storage.encode(value))).as(item.name()).isEqualTo(value);
        assertThat(storage.defaultValue().isPresent()).as(item.name()).isEqualTo(!item.optional());
    }

    private void assertKey(String hex, String item, Value... keys) {
        Runtime.Storage storage = storage(item);
        Bytes key = storage.key(keys);
        assertThat(key.hex()).isEqualTo("0x" + hex);
        assertThat(storage.decodeKey(key)).containsExactly(keys);
    }

    private int typeOf(String item) {
        return storage(item).item().keyTypes().get(0);
    }

    private Pallet pallet(String name) {
        return runtime.metadata().pallet(name).orElseThrow();
    }

    private Runtime.Storage storage(String item) {
        String[] names = item.split("\\.", 2);
        return runtime.storage(names[0], names[1]).orElseThrow();
    }

    private static Value number(long number) {
        return new Value.Int(number);
    }

    private static Value wide(long number) {
        return new Value.Wide(BigInteger.valueOf(number));
    }
}
