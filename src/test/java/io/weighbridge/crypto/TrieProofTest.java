package io.weighbridge.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weighbridge.scale.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tries that change, and what they prove to who knows nothing but their root. */
class TrieProofTest {

    private static final int ROUNDS = 300;

    @ParameterizedTest
    @EnumSource(TrieVersion.class)
    void aTrieThatChangesHasTheRootOfWhatItHolds(TrieVersion version) {
        var random = new Random(5);
        var model = new TreeMap<Bytes, Bytes>();
        Trie trie = Trie.empty(version);
        for (int round = 0; round < ROUNDS; round++) {
            Bytes key = key(random);
            if (random.nextInt(3) == 0) {
                model.remove(key);
                trie = trie.without(key);
            } else {
                Bytes value = bytes(random, random.nextInt(60));
                model.put(key, value);
                trie = trie.with(key, value);
            }
            assertThat(trie.root()).as("round %d", round).isEqualTo(TrieRoot.of(model, version));
        }
    }

    @ParameterizedTest
    @EnumSource(TrieVersion.class)
    void aProofTellsWhatEachKeyHolds(TrieVersion version) {
        var random = new Random(6);
        for (int round = 0; round < ROUNDS; round++) {
            var model = new TreeMap<Bytes, Bytes>();
            Trie trie = Trie.empty(version);
            for (int entry = random.nextInt(40); entry > 0; entry--) {
                Bytes key = key(random);
                Bytes value = bytes(random, random.nextInt(60));
                model.put(key, value);
                trie = trie.with(key, value);
            }
            List<Bytes> asked = List.of(key(random), key(random), key(random), key(random));
            var proof = TrieProof.of(trie.root(), trie.proof(asked));
            for (Bytes key : asked) {
                assertThat(proof.value(key))
                        .as("round %d, %s", round, key)
                        .isEqualTo(Optional.ofNullable(model.get(key)));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(TrieVersion.class)
    void noDamagedProofTellsSomethingElse(TrieVersion version) {
        var random = new Random(7);
        Trie trie = Trie.empty(version);
        Bytes key = key(random);
        for (int entry = 0; entry < 60; entry++) {
            trie = trie.with(key(random), bytes(random, 40));
        }
        trie = trie.with(key, bytes(random, 40));
        List<Bytes> nodes = trie.proof(List.of(key));
        Optional<Bytes> truth = TrieProof.of(trie.root(), nodes).value(key);
        for (int round = 0; round < ROUNDS; round++) {
            var damaged = new ArrayList<>(nodes);
            int which = random.nextInt(nodes.size());
            damaged.set(which, mutated(nodes.get(which), random));
            var proof = TrieProof.of(trie.root(), damaged);

            assertThatThrownBy(() -> proof.value(key)).as("round %d", round).isInstanceOf(TrieProofException.class);
        }
        assertThat(truth).isPresent();
    }

    /** A node whose hash is the root, so that its bytes are read at all. */
    @Test
    void anyBytesAreRefusedOrRead() {
        var random = new Random(8);
        for (int round = 0; round < 20_000; round++) {
            Bytes node = bytes(random, 1 + random.nextInt(80));
            var proof = TrieProof.of(Blake2b.hash256(node), List.of(node));
            try {
                Optional<Bytes> unused = proof.value(key(random));
            } catch (TrieProofException e) {
                assertThat(e).hasMessageContaining("node");
            }
        }
    }

    @Test
    void aHeaderThatCountsWithoutEndIsRefused() {
        Bytes node = Bytes.fromHex("0x7f" + "ff".repeat(300));

        assertThatThrownBy(
                        () -> TrieProof.of(Blake2b.hash256(node), List.of(node)).value(Bytes.fromHex("0xaa")))
                .isInstanceOf(TrieProofException.class)
                .hasMessageContaining("at most 65535 nibbles");
    }

    @Test
    void anotherRootIsNotProved() {
        Trie trie = Trie.empty(TrieVersion.V1).with(Bytes.fromHex("0x01"), Bytes.fromHex("0x02"));
        Bytes other = trie.with(Bytes.fromHex("0x01"), Bytes.fromHex("0x03")).root();
        var proof = TrieProof.of(other, trie.proof(List.of(Bytes.fromHex("0x01"))));

        assertThatThrownBy(() -> proof.value(Bytes.fromHex("0x01")))
                .isInstanceOf(TrieProofException.class)
                .hasMessageContaining("lacks the node " + other.hex());
    }

    private static Bytes mutated(Bytes node, Random random) {
        byte[] bytes = node.toArray();
        bytes[random.nextInt(bytes.length)] ^= (byte) (1 + random.nextInt(255));
        return Bytes.copyOf(bytes);
    }

    /** Keys that often begin alike, and of which some begin with others. */
    private static Bytes key(Random random) {
        byte[] bytes = new byte[random.nextInt(4)];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (random.nextInt(3) * 16 + random.nextInt(3));
        }
        return Bytes.copyOf(bytes);
    }

    private static Bytes bytes(Random random, int size) {
        byte[] bytes = new byte[size];
        random.nextBytes(bytes);
        return Bytes.copyOf(bytes);
    }
}
