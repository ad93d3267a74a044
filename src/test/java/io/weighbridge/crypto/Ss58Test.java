package io.weighbridge.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weighbridge.scale.Bytes;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Ss58Test {

    private static final String ALICE = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY";

    /** The development accounts, the account of zeros, and a treasury pallet's. */
    @ParameterizedTest
    @CsvSource({
        "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY,"
                + " 0xd43593c715fdd31c61141abd04a99fd6822c8558854ccde39a5684e7a56da27d",
        "5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty,"
                + " 0x8eaf04151687736326c9fea17e25fc5287613693c912909cb226aa4794f26a48",
        "5FLSigC9HGRKVhB9FiEo4Y3koPsNmBmLJbpXg2mp1hXcS59Y,"
                + " 0x90b5ab205c6974c9ea841be688864633dc9ca8a357843eeacf2314649965fe22",
        "5C4hrfjw9DjXZTzV3MwzrrAr9P1MJhSrvWGWqi1eSuyUpnhM,"
                + " 0x0000000000000000000000000000000000000000000000000000000000000000",
        "5EYCAe5ijiYfyeZ2JJCGq56LmPyNRAKzpG4QkoQkkQNB5e6Z,"
                + " 0x6d6f646c70792f74727372790000000000000000000000000000000000000000",
    })
    void knownAddressesInBothDirections(String address, String accountId) {
        assertThat(Ss58.encode(Bytes.fromHex(accountId))).isEqualTo(address);
        assertThat(Ss58.decode(address).hex()).isEqualTo(accountId);
    }

    @Test
    void everyAccountIdComesBack() {
        for (long seed = 0; seed < 300; seed++) {
            byte[] id = new byte[32];
            new Random(seed).nextBytes(id);
            if (seed % 3 == 0) {
                id[0] = 0;
            }
            String address = Ss58.encode(Bytes.wrap(id));

            assertThat(address).as("seed %d", seed).startsWith("5");
            assertThat(Ss58.decode(address)).as("seed %d", seed).isEqualTo(Bytes.wrap(id));
        }
    }

    @Test
    void anyOtherLetterBreaksTheChecksum() {
        for (int i = 1; i < ALICE.length(); i++) {
            char other = ALICE.charAt(i) == 'z' ? 'y' : 'z';
            String mistyped = ALICE.substring(0, i) + other + ALICE.substring(i + 1);

            assertThatThrownBy(() -> Ss58.decode(mistyped))
                    .as(mistyped)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("is not an SS58 address of this chain");
        }
    }

    @Test
    void saysThatTheChecksumDoesNotFit() {
        assertRefused(ALICE.substring(0, 47) + "Z", "the checksum does not fit");
    }

    /** Alice on Polkadot (prefix 0), whose address begins with a zero byte, and on Kusama (prefix 2). */
    @ParameterizedTest
    @CsvSource({
        "15oF4uVJwmo4TdGW7VfQxNLavjCXviqxT9S1MgbjMNHr6Sp5, prefix 0",
        "HNZata7iMYWmk5RvZRTiAsSDhV8366zq2YGb3tLH5Upf74F, prefix 2",
    })
    void saysThatThePrefixIsOfAnotherChain(String address, String prefix) {
        assertRefused(address, prefix + " belongs to another chain");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "O", "I", "l", " ", "ö"})
    void saysWhichLetterIsNotBase58(String letter) {
        assertRefused(ALICE.substring(0, 9) + letter + ALICE.substring(10), "'" + letter + "' at letter 10");
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "5GrwvaEF", "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQYQY"})
    void saysThatAPartIsMissingOrTooMuch(String address) {
        assertRefused(address, "expected 35 bytes");
    }

    @Test
    void refusesNothingAndFarTooMuch() {
        assertRefused("", "an address has 47 or 48 letters, this one 0");
        assertRefused("5".repeat(1_000_000), "this one 1000000");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 31, 33})
    void encodesOnly32Bytes(int size) {
        assertThatThrownBy(() -> Ss58.encode(Bytes.wrap(new byte[size])))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("32 bytes, not " + size);
    }

    private static void assertRefused(String address, String message) {
        assertThatThrownBy(() -> Ss58.decode(address))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }
}
