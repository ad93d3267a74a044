package io.weighbridge.weights;

import static io.weighbridge.testing.Encoded.compact;
import static io.weighbridge.testing.Encoded.compacts;
import static io.weighbridge.testing.Encoded.items;
import static io.weighbridge.testing.Encoded.u16;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weighbridge.scale.Bytes;
import io.weighbridge.scale.DecodeException;
import io.weighbridge.testing.ChainBlock;
import io.weighbridge.testing.Runtimes;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The items of batch weight calls, each with its own outcome. */
final class BatchItemsTest {

    private static final String WITHOUT_NETUID = "finney-spec-393-v16";
    private static final String WITH_NETUID = "finney-spec-424-v16";

    @ParameterizedTest
    @ValueSource(strings = {WITHOUT_NETUID, WITH_NETUID})
    void itemsThatFailAreThoseWithoutAnEffect(String runtime) {
        var block = set(runtime, 30, 31, 32);
        weightsSet(block, 31);
        block.event("SubtensorModule", "BatchCompletedWithErrors");
        itemFailed(block, 30, "DuplicateUids");
        itemFailed(block, 32, "SettingWeightsTooFast");
        block.event("SubtensorModule", "BatchWeightsCompleted").succeeded();

        assertThat(lines(block))
                .containsExactly(
                        "x1#0 30 failed: SubtensorModule.DuplicateUids",
                        "x1#1 31 success",
                        "x1#2 32 failed: SubtensorModule.SettingWeightsTooFast");
    }

    @ParameterizedTest
    @ValueSource(strings = {WITHOUT_NETUID, WITH_NETUID})
    void ofTwoItemsForOneSubnetTheFirstTookEffectIfItCould(String runtime) {
        var block = set(runtime, 30, 30);
        weightsSet(block, 30);
        block.event("SubtensorModule", "BatchCompletedWithErrors");
        itemFailed(block, 30, "SettingWeightsTooFast");
        block.event("SubtensorModule", "BatchWeightsCompleted").succeeded();

        assertThat(lines(block))
                .containsExactly("x1#0 30 success", "x1#1 30 failed: SubtensorModule.SettingWeightsTooFast");
    }

    @ParameterizedTest
    @ValueSource(strings = {WITHOUT_NETUID, WITH_NETUID})
    void weightsWithARepeatedUidAreTheOnesThatFailed(String runtime) {
        var block = new ChainBlock(Runtimes.of(runtime));
        Bytes repeated = items(pair(1, 1), pair(1, 2));
        block.signed(
                Wrapping.ALICE,
                block.call(
                        "SubtensorModule",
                        "batch_set_weights",
                        compacts(30, 30),
                        items(repeated, items(pair(1, 1))),
                        compacts(0, 0)));
        weightsSet(block, 30);
        block.event("SubtensorModule", "BatchCompletedWithErrors");
        itemFailed(block, 30, "DuplicateUids");
        block.event("SubtensorModule", "BatchWeightsCompleted").succeeded();

        assertThat(lines(block)).containsExactly("x1#0 30 failed: SubtensorModule.DuplicateUids", "x1#1 30 success");
    }

    @ParameterizedTest
    @ValueSource(strings = {WITHOUT_NETUID, WITH_NETUID})
    void anItemForASubnetThatCannotBeFailsWithItsOwnError(String runtime) {
        var block = set(runtime, 5000, 30);
        block.event("SubtensorModule", "BatchCompletedWithErrors");
        itemFailed(block, 5000, "DuplicateUids");
        itemFailed(block, 30, "SettingWeightsTooFast");
        block.event("SubtensorModule", "BatchWeightsCompleted").succeeded();

        assertThat(lines(block))
                .containsExactly(
                        "x1#0 5000 failed: SubtensorModule.DuplicateUids",
                        "x1#1 30 failed: SubtensorModule.SettingWeightsTooFast");
    }

    @Test
    void commitsAreMatchedByTheirHash() {
        var block = new ChainBlock(Runtimes.of(WITH_NETUID));
        Bytes other = Bytes.fromHex("cdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcd");
        block.signed(
                        Wrapping.ALICE,
                        block.call(
                                "SubtensorModule",
                                "batch_commit_weights",
                                compacts(30, 30),
                                items(Samples.HASH, other)))
                .event("SubtensorModule", "WeightsCommitted", Wrapping.ALICE.bytes(), u16(30), other)
                .event("SubtensorModule", "BatchCompletedWithErrors");
        itemFailed(block, 30, "CommittingWeightsTooFast");
        block.event("SubtensorModule", "BatchWeightsCompleted").succeeded();

        assertThat(lines(block))
                .containsExactly("x1#0 30 failed: SubtensorModule.CommittingWeightsTooFast", "x1#1 30 success");
    }

    @Test
    void anItemThatLacksItsPartIsStillAFact() {
        var block = new ChainBlock(Runtimes.of(WITH_NETUID));
        block.signed(
                        Wrapping.ALICE,
                        block.call(
                                "SubtensorModule",
                                "batch_set_weights",
                                compacts(30, 31),
                                items(items(pair(1, 1))),
                                compacts(0)))
                .failed(block.error("SubtensorModule", "InputLengthsUnequal"));

        assertThat(facts(block))
                .extracting(fact -> fact.position() + " " + FactLine.payload(fact.payload()))
                .containsExactly("x1#0 [1]=[1] key 0", "x1#1 opaque");
        assertThat(lines(block))
                .containsExactly(
                        "x1#0 30 failed: SubtensorModule.InputLengthsUnequal",
                        "x1#1 31 failed: SubtensorModule.InputLengthsUnequal");
    }

    @Test
    void anItemWithNeitherEffectNorErrorIsAnError() {
        var block = set(WITH_NETUID, 30);
        block.event("SubtensorModule", "BatchWeightsCompleted").succeeded();

        assertThatThrownBy(() -> facts(block))
                .isInstanceOf(DecodeException.class)
                .hasMessage("extrinsics[1]: item 0 of SubtensorModule.batch_set_weights left neither an effect nor a"
                        + " BatchWeightItemFailed");
    }

    private static ChainBlock set(String runtime, int... netuids) {
        var block = new ChainBlock(Runtimes.of(runtime));
        Bytes[] weights = new Bytes[netuids.length];
        for (int item = 0; item < netuids.length; item++) {
            weights[item] = items(pair(item, 1));
        }
        return block.signed(
                Wrapping.ALICE,
                block.call(
                        "SubtensorModule",
                        "batch_set_weights",
                        compacts(netuids),
                        items(weights),
                        compacts(new int[netuids.length])));
    }

    private static Bytes pair(int uid, int value) {
        return Bytes.concat(compact(uid), compact(value));
    }

    private static void weightsSet(ChainBlock block, int netuid) {
        block.event("SubtensorModule", "WeightsSet", u16(netuid), u16(5));
    }

    private static void itemFailed(ChainBlock block, int netuid, String error) {
        Bytes reason = block.error("SubtensorModule", error);
        if (block.fieldsOf("SubtensorModule", "BatchWeightItemFailed") == 1) {
            block.event("SubtensorModule", "BatchWeightItemFailed", reason);
        } else {
            block.event("SubtensorModule", "BatchWeightItemFailed", u16(netuid), reason);
        }
    }

    private static List<WeightFact> facts(ChainBlock block) {
        return ((Reading.Complete) new WeightReader(Tracked.EVERYTHING)
                        .read(block.raw(), block.runtime(), block.events(), Map.of()))
                .facts();
    }

    private static List<String> lines(ChainBlock block) {
        return facts(block).stream()
                .map(fact -> fact.position() + " " + fact.index().netuid() + " " + FactLine.outcome(fact.outcome()))
                .toList();
    }
}
