package io.weighbridge.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weighbridge.scale.Bytes;
import io.weighbridge.scale.ScaleWriter;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Trie roots against published ones, against nodes spelled out byte by byte, and against a plain recursive model. */
class TrieRootTest {

    @ParameterizedTest
    @EnumSource(TrieVersion.class)
    void ofNothingIsTheHashOfOneZeroByte(TrieVersion version) {
        assertThat(TrieRoot.ordered(List.of(), version).hex())
                .isEqualTo("0x03170a2e7597b7b7e3d84c05391d139a62b157e78786d8c082f29dcf4c111314");
    }

    /** Block 934 of a local node of spec 264. */
    @ParameterizedTest
    @EnumSource(TrieVersion.class)
    void agreesWithTheHeaderOfARecordedBlock(TrieVersion version) {
        assertThat(TrieRoot.ordered(List.of(Bytes.fromHex("0x280402000b8a8c6d0b9701")), version)
                        .hex())
                .isEqualTo("0x937ca90d15a79bf046edeb94a02ccc65de71b7985e9bb215d5e31bd5fea3b962");
    }

    /** From the tests of smoldot, lib/src/trie.rs. */
    @Test
    void agreesWithSmoldotInVersion0() {
        assertThat(TrieRoot.of(texts("foo", "bar", "foobar", "baz"), TrieVersion.V0)
                        .hex())
                .isEqualTo("0xa61820b5fba9b01aee10b5bbd84aea80b8230318c5e8ca14b9a4940c76e09815");
    }

    /** From the tests of smoldot, lib/src/trie.rs. */
    @Test
    void agreesWithSmoldotInVersion1() {
        assertThat(TrieRoot.of(texts("bar", "foo", "barfoo", "hello", "anotheritem", "anothervalue"), TrieVersion.V1)
                        .hex())
                .isEqualTo("0x441807c345ca7adf88bd21ab1b3cbadb15616abb89167eb9fe285dd5cecd04c8");
    }

    /** The node from the tests of sp-trie ("codec_trie_single_tuple"). */
    @Test
    void writesOneEntryAsALeaf() {
        assertThat(TrieRoot.of(entries("0xaa", "0xbb"), TrieVersion.V0)).isEqualTo(hash("0x42" + "aa" + "04bb"));
    }

    /** The node from the tests of sp-trie ("codec_trie_two_tuples_disjoint_keys"). */
    @Test
    void writesTwoKeysWithNothingInCommonAsABranch() {
        assertThat(TrieRoot.of(entries("0x4819", "0xfe", "0x1314", "0xff"), TrieVersion.V0))
                .isEqualTo(hash("0x80" + "1200" + "14" + "430314" + "04ff" + "14" + "430819" + "04fe"));
    }

    @Test
    void writesAKeyThatOthersBeginWithAsABranchWithAValue() {
        assertThat(TrieRoot.of(entries("0xab", "0x01", "0xabcd", "0x02"), TrieVersion.V0))
                .isEqualTo(hash("0xc2" + "ab" + "0010" + "0401" + "10" + "410d" + "0402"));
    }

    @Test
    void hashesValuesOf33BytesInVersion1() {
        String value = "77".repeat(33);

        assertThat(TrieRoot.of(entries("0xaa", "0x" + value), TrieVersion.V1))
                .isEqualTo(hash("0x22" + "aa" + hash("0x" + value).hex().substring(2)));
        assertThat(TrieRoot.of(entries("0xaa", "0x" + value), TrieVersion.V0))
                .isEqualTo(hash("0x42" + "aa" + "84" + value));
    }

    @Test
    void hashesTheValueOfABranchInVersion1() {
        String value = "77".repeat(33);

        assertThat(TrieRoot.of(entries("0xab", "0x" + value, "0xabcd", "0x02"), TrieVersion.V1))
                .isEqualTo(
                        hash("0x12" + "ab" + "0010" + hash("0x" + value).hex().substring(2) + "10" + "410d" + "0402"));
    }

    @Test
    void keepsValuesOf32BytesInVersion1() {
        SortedMap<Bytes, Bytes> entries = entries("0xaa", "0x" + "77".repeat(32));

        assertThat(TrieRoot.of(entries, TrieVersion.V1)).isEqualTo(TrieRoot.of(entries, TrieVersion.V0));
    }

    /** 62, 63 and 64 nibbles: the first byte holds up to 62. Then 317 and 318, and 319: one more byte holds up to 254. */
    @Test
    void countsManyNibblesInFurtherBytes() {
        assertLeafHeader(31, "7e");
        assertLeafHeader(32, "7f01");
        assertLeafHeader(158, "7ffd");
        assertLeafHeader(159, "7fff00");
        assertLeafHeader(160, "7fff02");
    }

    @Test
    void refusesKeysInAnotherOrder() {
        var backwards = new TreeMap<Bytes, Bytes>(Comparator.reverseOrder());
        backwards.putAll(entries("0x01", "0x01", "0x02", "0x02"));

        assertThatThrownBy(() -> TrieRoot.of(backwards, TrieVersion.V0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("keys must ascend");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 63, 64, 65, 200, 300})
    void keysOfAListAreCompactPositions(int count) {
        var random = new Random(count);
        List<Bytes> values =
                random.ints(count, 0, 100).mapToObj(size -> bytes(random, size)).toList();
        var entries = new TreeMap<Bytes, Bytes>();
        for (int i = 0; i < count; i++) {
            entries.put(new ScaleWriter().compact(i).toBytes(), values.get(i));
        }

        for (TrieVersion version : TrieVersion.values()) {
            assertThat(TrieRoot.ordered(values, version)).isEqualTo(TrieModel.root(entries, version));
        }
    }

    @Test
    void agreesWithTheModelOnRandomEntries() {
        for (long seed = 0; seed < 300; seed++) {
            var random = new Random(seed);
            var entries = new TreeMap<Bytes, Bytes>();
            int letters = 1 + random.nextInt(255);
            for (int i = random.nextInt(60); i >= 0; i--) {
                entries.put(key(random, letters), bytes(random, random.nextInt(70)));
            }
            for (TrieVersion version : TrieVersion.values()) {
                assertThat(TrieRoot.of(entries, version))
                        .as("seed %d, %s", seed, version)
                        .isEqualTo(TrieModel.root(entries, version));
            }
        }
    }

    @Test
    void aLongChainOfKeysNeedsNoDeepStack() {
        var entries = new TreeMap<Bytes, Bytes>();
        for (int size = 0; size < 10_000; size += 3) {
            entries.put(Bytes.wrap(new byte[size]), Bytes.copyOf((byte) 1));
        }

        assertThat(TrieRoot.of(entries, TrieVersion.V1).size()).isEqualTo(32);
    }

    private static void assertLeafHeader(int keySize, String header) {
        String key = "ab".repeat(keySize);
        assertThat(TrieRoot.of(entries("0x" + key, "0x01"), TrieVersion.V0))
                .isEqualTo(hash("0x" + header + key + "0401"));
    }

    private static Bytes key(Random random, int letters) {
        byte[] key = new byte[random.nextInt(6)];
        for (int i = 0; i < key.length; i++) {
            key[i] = (byte) random.nextInt(letters);
        }
        return Bytes.wrap(key);
    }

    private static Bytes bytes(Random random, int size) {
        byte[] bytes = new byte[size];
        random.nextBytes(bytes);
        return Bytes.wrap(bytes);
    }

    private static Bytes hash(String hex) {
        return Blake2b.hash256(Bytes.fromHex(hex));
    }

    private static SortedMap<Bytes, Bytes> entries(String... keysAndValues) {
        var entries = new TreeMap<Bytes, Bytes>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            entries.put(Bytes.fromHex(keysAndValues[i]), Bytes.fromHex(keysAndValues[i + 1]));
        }
        return entries;
    }

    private static SortedMap<Bytes, Bytes> texts(String... keysAndValues) {
        var entries = new TreeMap<Bytes, Bytes>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            entries.put(text(keysAndValues[i]), text(keysAndValues[i + 1]));
        }
        return entries;
    }

    private static Bytes text(String text) {
        return Bytes.wrap(text.getBytes(StandardCharsets.US_ASCII));
    }
}
