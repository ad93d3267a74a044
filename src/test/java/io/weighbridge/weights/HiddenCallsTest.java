package io.weighbridge.weights;

import static io.weighbridge.testing.Encoded.items;
import static io.weighbridge.testing.Encoded.list;
import static io.weighbridge.testing.Encoded.u16;
import static io.weighbridge.testing.Encoded.u64;
import static io.weighbridge.weights.AliceOn30.KEYS;
import static io.weighbridge.weights.AliceOn30.STORED;
import static io.weighbridge.weights.AliceOn30.TRACKED;
import static io.weighbridge.weights.AliceOn30.UIDS;
import static io.weighbridge.weights.AliceOn30.WEIGHTS;
import static io.weighbridge.weights.AliceOn30.asked;
import static io.weighbridge.weights.AliceOn30.facts;
import static org.assertj.core.api.Assertions.assertThat;

import io.weighbridge.runtime.Runtime;
import io.weighbridge.scale.Bytes;
import io.weighbridge.testing.ChainBlock;
import io.weighbridge.testing.NeedsChainData;
import io.weighbridge.testing.Runtimes;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What calls leave that no call data show: those of the EVM. */
@NeedsChainData
final class HiddenCallsTest {

    private static final Runtime R393 = Runtimes.of("finney-spec-393-v16");
    private static final Bytes HASH = Samples.HASH;

    @Test
    void anyonesEffectIsFoundThroughTheSlotsKey() {
        var block = new ChainBlock(R393);
        evm(block).event("SubtensorModule", "WeightsSet", u16(30), u16(5)).succeeded();
        Map<Bytes, Optional<Bytes>> state =
                Map.of(KEYS, Optional.of(Wrapping.ALICE.bytes()), WEIGHTS, Optional.of(STORED));

        assertThat(asked(block, Tracked.EVERYTHING, Map.of())).containsExactly(KEYS);
        assertThat(facts(block, Tracked.EVERYTHING, state))
                .containsExactly("x1@1 set ALICE 30,0 uid 5 stored [1, 2]=[65535, 7] success Unsigned");
    }

    @Test
    void anEvmCallThatRevealsTellsHotkeyAndCommit() {
        var block = new ChainBlock(R393);
        evm(block)
                .event("SubtensorModule", "WeightsSet", u16(30), u16(5))
                .event("SubtensorModule", "WeightsRevealed", Wrapping.ALICE.bytes(), u16(30), HASH)
                .succeeded();

        assertThat(facts(block, TRACKED, Map.of(WEIGHTS, Optional.of(STORED))))
                .containsExactly("x1@1 reveal ALICE 30,0 uid 5 stored [1, 2]=[65535, 7] opens " + HASH.hex()
                        + " success Unsigned");
    }

    @Test
    void severalRevealsAtOnceAreMatchedWithTheirHashesInOrder() {
        Bytes other = Bytes.fromHex("cdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcd");
        var block = new ChainBlock(R393);
        evm(block)
                .event("SubtensorModule", "WeightsSet", u16(30), u16(5))
                .event("SubtensorModule", "WeightsSet", u16(30), u16(5))
                .event("SubtensorModule", "WeightsBatchRevealed", Wrapping.ALICE.bytes(), u16(30), items(HASH, other))
                .succeeded();

        assertThat(facts(block, TRACKED, Map.of(WEIGHTS, Optional.of(STORED))))
                .containsExactly(
                        "x1@1 reveal ALICE 30,0 uid 5 commits " + HASH.hex() + " success Unsigned",
                        "x1@2 reveal ALICE 30,0 uid 5 stored [1, 2]=[65535, 7] opens " + other.hex()
                                + " success Unsigned");
    }

    @Test
    void anEvmCallThatCommitsTellsHotkeyAndHash() {
        var block = new ChainBlock(R393);
        evm(block)
                .event("SubtensorModule", "WeightsCommitted", Wrapping.ALICE.bytes(), u16(30), HASH)
                .event("SubtensorModule", "TimelockedWeightsCommitted", Wrapping.ALICE.bytes(), u16(30), HASH, u64(9))
                .succeeded();

        assertThat(facts(block, TRACKED, Map.of()))
                .containsExactly(
                        "x1@1 commit ALICE 30,0 uid ? commits " + HASH.hex() + " success Unsigned",
                        "x1@2 commit ALICE 30,0 uid ? locks " + HASH.hex() + " until 9 success Unsigned");
    }

    @Test
    void anEffectBesideACallIsAFactOfItsOwn() {
        var block = new ChainBlock(R393);
        Bytes set = block.call("SubtensorModule", "set_weights", u16(30), list(1), list(9), u64(0));
        block.signed(Wrapping.ALICE, block.call("Utility", "batch", items(set, block.call("EVM", "call", Map.of()))))
                .event("SubtensorModule", "WeightsSet", u16(30), u16(5))
                .event("Utility", "ItemCompleted")
                .event("SubtensorModule", "WeightsSet", u16(30), u16(5))
                .event("Utility", "ItemCompleted")
                .event("Utility", "BatchCompleted")
                .succeeded();

        assertThat(facts(block, TRACKED, Map.of(UIDS, Optional.of(u16(5)), WEIGHTS, Optional.of(STORED))))
                .containsExactly(
                        "x1/0 set ALICE 30,0 uid 5 [1]=[9] key 0 success Signed",
                        "x1@3 set ALICE 30,0 uid 5 stored [1, 2]=[65535, 7] success Signed");
    }

    @Test
    void callsOfOthersExplainTheirOwnEffects() {
        var block = new ChainBlock(R393);
        block.signed(Wrapping.BOB, block.call("SubtensorModule", "set_weights", u16(30), list(1), list(9), u64(0)))
                .event("SubtensorModule", "WeightsSet", u16(30), u16(6))
                .succeeded();

        assertThat(facts(block, TRACKED, Map.of())).isEmpty();
    }

    /** Its body was not recorded: extrinsics that show nothing stand in for the real ones. */
    @Test
    void aSlotThatWentToAnotherHotkeyInTheSameBlockIsAttributedToNobody() {
        var block = new ChainBlock(R393);
        evm(block).event("SubtensorModule", "WeightsSet", u16(30), u16(5)).succeeded();
        evm(block)
                .event("SubtensorModule", "NeuronRegistered", u16(30), u16(5), Wrapping.BOB.bytes())
                .succeeded();

        assertThat(facts(block, Tracked.EVERYTHING, Map.of())).isEmpty();
    }

    @Test
    void aSlotThatWasRegisteredBeforeIsAttributedToItsHotkey() {
        var block = new ChainBlock(R393);
        evm(block)
                .event("SubtensorModule", "NeuronRegistered", u16(30), u16(5), Wrapping.ALICE.bytes())
                .succeeded();
        evm(block).event("SubtensorModule", "WeightsSet", u16(30), u16(5)).succeeded();

        assertThat(asked(block, Tracked.EVERYTHING, Map.of())).containsExactly(KEYS);
    }

    private static ChainBlock evm(ChainBlock block) {
        return block.bare(block.call("Ethereum", "transact", Map.of()));
    }
}
