package io.weighbridge.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import io.weighbridge.scale.Bytes;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Known values of the two hashes, and storage keys that are built from them. */
class HashTest {

    private static final Bytes ALICE =
            Bytes.fromHex("0xd43593c715fdd31c61141abd04a99fd6822c8558854ccde39a5684e7a56da27d");

    /** RFC 7693, appendix A. */
    @Test
    void blake2bOfAbcWith64Bytes() {
        assertThat(Blake2b.hash512(text("abc")).hex())
                .isEqualTo("0xba80a53f981c4d0d6a2797b69f12f6e94c212f14685ac4b74b12bb6fdbffa2d1"
                        + "7d87c5392aab792dc252d5de4533cc9518d38aa8dbf1925ab92386edd4009923");
    }

    @ParameterizedTest
    @CsvSource({
        "'', 0x0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8",
        "abc, 0xbddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319",
    })
    void blake2bWith32Bytes(String message, String hash) {
        assertThat(Blake2b.hash256(text(message)).hex()).isEqualTo(hash);
    }

    @ParameterizedTest
    @CsvSource({
        "'', 0xcae66941d9efbd404e4d88758ea67670",
        "abc, 0xcf4ab791c62b8d2b2109c90275287816",
    })
    void blake2bWith16Bytes(String message, String hash) {
        assertThat(Blake2b.hash128(text(message)).hex()).isEqualTo(hash);
    }

    @Test
    void hashesASliceAlone() {
        Bytes slice = text("xabcx").slice(1, 4);

        assertThat(Blake2b.hash256(slice)).isEqualTo(Blake2b.hash256(text("abc")));
        assertThat(Twox.hash128(slice)).isEqualTo(Twox.hash128("abc"));
    }

    /** The commit hash of weights [10, 20] for uids [1, 2] with salt [5], by Alice on subnet 1. */
    @Test
    void hashesACommit() {
        Bytes preimage = Bytes.concat(
                ALICE, Bytes.fromHex("0x0100" + "0801000200" + "080a001400" + "040500" + "0000000000000000"));

        assertThat(Blake2b.hash256(preimage).hex())
                .isEqualTo("0x12361ab3d0ab894853fc51a1d526bf496c876c1f11a4ad499ce0af8997152d8a");
    }

    /** From the tests of sp_core's hashing: seeds 0 to 3 of the empty message. */
    @Test
    void twoxOfNothing() {
        assertThat(Twox.hash64(Bytes.EMPTY).hex()).isEqualTo("0x99e9d85137db46ef");
        assertThat(Twox.hash128(Bytes.EMPTY).hex()).isEqualTo("0x99e9d85137db46ef4bbea33613baafd5");
        assertThat(Twox.hash256(Bytes.EMPTY).hex())
                .isEqualTo("0x99e9d85137db46ef4bbea33613baafd56f963c64b1f3685a4eb4abd67ff6203a");
    }

    @ParameterizedTest
    @CsvSource({
        "System, 0x26aa394eea5630e07c48ae0c9558cef7",
        "Timestamp, 0xf0c365c3cf59d671eb72da0e7a4113c4",
        "SubtensorModule, 0x658faa385070e074c85bf6b568cf0555",
        "Drand, 0xa285cdb66e8b8524ea70b1693c7b1e05",
        "Account, 0xb99d880ec681799c0cf30e8886371da9",
        "Events, 0x80d41e5e16056765bc8461851072c9d7",
        "Weights, 0xa1e7036061f484bc3048a64b64e35ec4",
        "LastUpdate, 0x696e262a16e52255a69d8acd79354146",
        "Uids, 0xaab1b4e78e1ea8305462ee53b3686dc8",
        "Keys, 0x9f99a2ce711f3a31b2fc05604c93f179",
        "WeightCommits, 0x9f14c8e879f1adfb03db481d61f6798c",
        "TimelockedWeightCommits, 0x119e1c428ff5c7c6dac4c888a10d1443",
        "MechanismCountCurrent, 0x604fb97037feb8522bf37d42d54fa6e9",
    })
    void twoxOfNamesBeginsStorageKeys(String name, String hash) {
        assertThat(Twox.hash128(name).hex()).isEqualTo(hash);
    }

    @Test
    void keyOfWeights() {
        assertThat(key("SubtensorModule", "Weights", Bytes.fromHex("0100"), Bytes.fromHex("0500")))
                .isEqualTo("0x658faa385070e074c85bf6b568cf0555a1e7036061f484bc3048a64b64e35ec401000500");
    }

    @Test
    void keyOfAnAccount() {
        assertThat(key("System", "Account", Blake2b.hash128(ALICE), ALICE))
                .isEqualTo("0x26aa394eea5630e07c48ae0c9558cef7b99d880ec681799c0cf30e8886371da9"
                        + "de1e86a9a8c739864cf3cc5ec2bea59f" + ALICE.hex().substring(2));
    }

    @Test
    void keyOfTimelockedCommits() {
        Bytes netuid = Bytes.fromHex("0100");
        Bytes epoch = Bytes.fromHex("6400000000000000");

        assertThat(key(
                        "SubtensorModule",
                        "TimelockedWeightCommits",
                        Twox.hash64(netuid),
                        netuid,
                        Twox.hash64(epoch),
                        epoch))
                .isEqualTo("0x658faa385070e074c85bf6b568cf0555119e1c428ff5c7c6dac4c888a10d1443"
                        + "f1577fbf1d628fdd01007a3054d45c9cdfa16400000000000000");
    }

    private static String key(String pallet, String item, Bytes... keys) {
        return Bytes.concat(Twox.hash128(pallet), Twox.hash128(item), Bytes.concat(keys))
                .hex();
    }

    private static Bytes text(String text) {
        return Bytes.wrap(text.getBytes(StandardCharsets.US_ASCII));
    }
}
