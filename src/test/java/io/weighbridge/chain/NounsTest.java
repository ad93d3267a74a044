package io.weighbridge.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weighbridge.scale.Bytes;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Ranges and spellings of the small nouns. */
class NounsTest {

    private static final String ALICE = "0xd43593c715fdd31c61141abd04a99fd6822c8558854ccde39a5684e7a56da27d";

    @ParameterizedTest
    @CsvSource({"0, 0, 0", "1, 1, 0", "4095, 4095, 0", "4096, 0, 1", "4097, 1, 1", "65535, 4095, 15"})
    void aStorageIndexSplitsIntoNetuidAndMechanism(int index, int netuid, int mechanism) {
        var split = new StorageIndex(new Netuid(netuid), new MechanismId(mechanism));

        assertThat(StorageIndex.of(index)).isEqualTo(split);
        assertThat(split.value()).isEqualTo(index);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 65536, Integer.MAX_VALUE, Integer.MIN_VALUE})
    void aStorageIndexHas16Bits(int index) {
        assertRefused(() -> StorageIndex.of(index));
    }

    @Test
    void numbersKeepToTheirRanges() {
        assertRefused(() -> new Netuid(-1));
        assertRefused(() -> new Netuid(65_536));
        assertRefused(() -> new MechanismId(-1));
        assertRefused(() -> new MechanismId(256));
        assertRefused(() -> new Uid(-1));
        assertRefused(() -> new Uid(65536));
        assertRefused(() -> new BlockRef(-1, Hash.ZERO));
        assertThat(new Netuid(4095)).hasToString("4095").isGreaterThan(new Netuid(4094));
        assertThat(new MechanismId(15)).hasToString("15");
        assertThat(new Uid(65535)).hasToString("65535");
        assertThat(MechanismId.MAIN.value()).isZero();
    }

    @Test
    void anAccountIdReadsAndPrintsItsAddress() {
        AccountId alice = AccountId.fromHex(ALICE);

        assertThat(alice).hasToString("5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY");
        assertThat(AccountId.fromSs58(alice.ss58())).isEqualTo(alice);
        assertThat(alice.bytes().hex()).isEqualTo(ALICE);
    }

    @Test
    void accountIdsAndHashesHave32Bytes() {
        assertRefused(() -> new AccountId(Bytes.wrap(new byte[31])));
        assertRefused(() -> new Hash(Bytes.wrap(new byte[33])));
        assertRefused(() -> Hash.fromHex("0x00"));
        assertThat(Hash.ZERO.hex()).isEqualTo("0x" + "00".repeat(32));
    }

    @Test
    void accountIdsAndHashesSortByTheirBytes() {
        Hash low = Hash.fromHex("01".repeat(32));
        Hash high = Hash.fromHex("ff".repeat(32));

        assertThat(low).isLessThan(high);
        assertThat(new AccountId(low.bytes())).isLessThan(new AccountId(high.bytes()));
        assertThat(high).hasToString("0x" + "ff".repeat(32));
    }

    @Test
    void aBlockIsNamedByItsNumberAndTheBeginningOfItsHash() {
        assertThat(new BlockRef(4521873, Hash.fromHex("1234abcd".repeat(8)))).hasToString("4521873 (0x1234abcd…)");
    }

    @Test
    void aRawBlockHasTheNumberOfItsHeader() {
        var header = new Header(Hash.ZERO, 5, Hash.ZERO, Hash.ZERO, List.of());

        assertThat(new RawBlock(header.ref(), header, List.of()).ref()).isEqualTo(header.ref());
        assertRefused(() -> new RawBlock(new BlockRef(6, header.hash()), header, List.of()));
    }

    private static void assertRefused(ThrowingCallable making) {
        assertThatThrownBy(making).isInstanceOf(IllegalArgumentException.class);
    }
}
