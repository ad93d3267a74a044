package io.weighbridge.weights;

import static io.weighbridge.testing.Encoded.items;
import static io.weighbridge.testing.Encoded.list;
import static io.weighbridge.testing.Encoded.u16;
import static io.weighbridge.testing.Encoded.u64;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weighbridge.chain.Hash;
import io.weighbridge.chain.Netuid;
import io.weighbridge.chain.RawBlock;
import io.weighbridge.crypto.Blake2b;
import io.weighbridge.runtime.Runtime;
import io.weighbridge.scale.Bytes;
import io.weighbridge.scale.DecodeException;
import io.weighbridge.testing.ChainBlock;
import io.weighbridge.testing.NeedsChainData;
import io.weighbridge.testing.Runtimes;
import java.math.BigInteger;
import java.time.Instant;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

@NeedsChainData
final class WeightReaderTest {

    private static final Runtime RUNTIME = Runtimes.of("finney-spec-393-v16");
    private static final Tracked ALICE_ON_30 = new Tracked(Set.of(new Netuid(30)), Set.of(Wrapping.ALICE));

    private final ChainBlock block = new ChainBlock(RUNTIME);

    @Test
    void aFactKnowsItsBlockItsExtrinsicAndWhatWasPaid() {
        block.signed(Wrapping.ALICE, set(30))
                .event("SubtensorModule", "WeightsSet", u16(30), u16(5))
                .event("TransactionPayment", "TransactionFeePaid", Wrapping.ALICE.bytes(), u64(1234), u64(0))
                .succeeded();

        WeightFact fact = facts(ALICE_ON_30).get(0);

        assertThat(fact.block()).isEqualTo(block.raw().ref());
        assertThat(fact.timestamp()).isEqualTo(Instant.parse("2023-11-14T22:13:20.123Z"));
        assertThat(fact.specVersion()).isEqualTo(393);
        assertThat(fact.call()).isEqualTo("SubtensorModule.set_weights");
        assertThat(fact.origin())
                .isEqualTo(new Origin.Signed(
                        new Hash(Blake2b.hash256(block.raw().extrinsics().get(1))),
                        Wrapping.ALICE,
                        0,
                        BigInteger.ZERO,
                        BigInteger.valueOf(1234)));
    }

    @Test
    void onlyTrackedHotkeysAndSubnetsAreRead() {
        block.signed(Wrapping.ALICE, set(30))
                .event("SubtensorModule", "WeightsSet", u16(30), u16(5))
                .succeeded();
        block.signed(Wrapping.ALICE, set(31))
                .event("SubtensorModule", "WeightsSet", u16(31), u16(5))
                .succeeded();
        block.signed(Wrapping.BOB, set(30))
                .event("SubtensorModule", "WeightsSet", u16(30), u16(6))
                .succeeded();

        assertThat(facts(ALICE_ON_30))
                .extracting(fact -> fact.position().text())
                .containsExactly("x1");
        assertThat(facts(Tracked.EVERYTHING))
                .extracting(fact -> fact.position().text())
                .containsExactly("x1", "x2", "x3");
    }

    @Test
    void aCallForRootIsNoFact() {
        block.signed(Wrapping.ALICE, block.call("Sudo", "sudo", Map.of("call", set(30))))
                .event("Sudo", "Sudid", Bytes.copyOf((byte) 1, (byte) 2))
                .succeeded();

        assertThat(facts(Tracked.EVERYTHING)).isEmpty();
    }

    @Test
    void aBlockWithoutItsTimeIsAnErrorWhereThereAreFacts() {
        block.signed(Wrapping.ALICE, set(30)).failed(block.error("SubtensorModule", "DuplicateUids"));
        RawBlock raw = block.raw();
        Bytes remark = Bytes.concat(Bytes.copyOf((byte) (4 << 2), (byte) 4), block.call("System", "remark"));
        var timeless = new RawBlock(
                raw.ref(), raw.header(), List.of(remark, raw.extrinsics().get(1)));

        assertThatThrownBy(() -> new WeightReader(ALICE_ON_30).read(timeless, RUNTIME, block.events(), Map.of()))
                .isInstanceOf(DecodeException.class)
                .hasMessage("no Timestamp.set among the 2 extrinsics: the block's time is not known");
    }

    @Test
    void aBlockWithoutEventsHoldsNothing() {
        RawBlock raw = block.raw();
        var empty = new RawBlock(raw.ref(), raw.header(), List.of());

        assertThat(new WeightReader(ALICE_ON_30).read(empty, RUNTIME, Bytes.EMPTY, Map.of()))
                .isEqualTo(new Reading.Complete(List.of()));
    }

    @Test
    void theKeyOfTheSignerOrOfAnArgumentMakesABlockSuspect() {
        assertThat(suspect(ALICE_ON_30)).isFalse();
        block.signed(Wrapping.BOB, set(30)).succeeded();
        assertThat(suspect(ALICE_ON_30)).isFalse();
        block.signed(
                        Wrapping.BOB,
                        block.call(
                                "Proxy",
                                "proxy",
                                Map.of(
                                        "real",
                                        Bytes.concat(Bytes.copyOf((byte) 0), Wrapping.ALICE.bytes()),
                                        "call",
                                        set(30))))
                .succeeded();
        assertThat(suspect(ALICE_ON_30)).isTrue();
    }

    @Test
    void accountsThatAreComputedMakeABlockSuspect() {
        block.signed(Wrapping.BOB, block.call("Utility", "as_derivative", Map.of("call", set(30))))
                .succeeded();

        assertThat(suspect(ALICE_ON_30)).isTrue();
    }

    @Test
    void aMultisigMakesABlockSuspect() {
        block.signed(
                        Wrapping.BOB,
                        block.call(
                                "Utility",
                                "batch",
                                items(block.call("Multisig", "as_multi_threshold_1", Map.of("call", set(30))))))
                .succeeded();

        assertThat(suspect(ALICE_ON_30)).isTrue();
    }

    @Test
    void whereEverythingIsTrackedOnlyInherentsAreNoSuspects() {
        assertThat(suspect(Tracked.EVERYTHING)).isFalse();
        assertThat(new WeightReader(Tracked.EVERYTHING).mayHoldCall(block.raw()))
                .isFalse();
        block.signed(Wrapping.BOB, block.call("System", "remark")).succeeded();
        assertThat(suspect(Tracked.EVERYTHING)).isTrue();
        assertThat(new WeightReader(Tracked.EVERYTHING).mayHoldCall(block.raw()))
                .isTrue();
    }

    @Test
    void anExtrinsicThatCannotBeReadIsNamed() {
        block.signed(Wrapping.ALICE, Bytes.copyOf((byte) 250, (byte) 1)).succeeded();

        assertThatThrownBy(() -> facts(ALICE_ON_30))
                .isInstanceOf(DecodeException.class)
                .hasMessageStartingWith("extrinsics[1]");
    }

    private Bytes set(int netuid) {
        return block.call("SubtensorModule", "set_weights", u16(netuid), list(1), list(1), u64(0));
    }

    private boolean suspect(Tracked tracked) {
        var keys = new KeyScan(tracked.hotkeys());
        BitSet computingCalls = KeyScan.computingCalls(RUNTIME);
        return block.raw().extrinsics().stream().anyMatch(bytes -> keys.mayHoldCall(bytes, computingCalls));
    }

    private List<WeightFact> facts(Tracked tracked) {
        return ((Reading.Complete) new WeightReader(tracked).read(block.raw(), RUNTIME, block.events(), Map.of()))
                .facts();
    }
}
