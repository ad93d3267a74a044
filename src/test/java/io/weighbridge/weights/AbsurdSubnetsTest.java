package io.weighbridge.weights;

import static io.weighbridge.testing.Encoded.list;
import static io.weighbridge.testing.Encoded.u16;
import static io.weighbridge.testing.Encoded.u64;
import static io.weighbridge.testing.Encoded.u8;
import static org.assertj.core.api.Assertions.assertThat;

import io.weighbridge.chain.Netuid;
import io.weighbridge.scale.Bytes;
import io.weighbridge.testing.ChainBlock;
import io.weighbridge.testing.Runtimes;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Calls that name a subnet or a mechanism that cannot be: the chain refuses them, and they are seen all the same. */
final class AbsurdSubnetsTest {

    private static final Tracked ALICE_ON_30 = new Tracked(Set.of(new Netuid(30)), Set.of(Wrapping.ALICE));

    private final ChainBlock block = new ChainBlock(Runtimes.of("finney-spec-424-v16"));

    @Test
    void aMechanismThatCannotBeIsTheTrackedSubnetsAllTheSame() {
        block.signed(
                        Wrapping.ALICE,
                        block.call(
                                "SubtensorModule", "set_mechanism_weights", u16(30), u8(200), list(1), list(9), u64(0)))
                .failed(block.error("SubtensorModule", "MechanismDoesNotExist"));

        assertThat(facts(ALICE_ON_30)).containsExactly("30,200 failed: SubtensorModule.MechanismDoesNotExist");
    }

    @Test
    void aSubnetThatCannotBeIsSeenByWhoeverLooksAtAll() {
        block.signed(
                        Wrapping.ALICE,
                        block.call("SubtensorModule", "set_weights", u16(65_535), list(1), list(9), u64(0)))
                .failed(block.error("SubtensorModule", "MechanismDoesNotExist"));

        assertThat(facts(new Tracked(Set.of(), Set.of(Wrapping.ALICE))))
                .containsExactly("65535,0 failed: SubtensorModule.MechanismDoesNotExist");
        assertThat(facts(ALICE_ON_30)).isEmpty();
    }

    @Test
    void aRevealForBothIsReadWithoutAFault() {
        block.signed(
                        Wrapping.ALICE,
                        block.call(
                                "SubtensorModule",
                                "reveal_mechanism_weights",
                                u16(65_535),
                                u8(255),
                                list(1),
                                list(9),
                                list(7),
                                u64(0)))
                .failed(block.error("SubtensorModule", "NoWeightsCommitFound"));

        assertThat(facts(Tracked.EVERYTHING)).containsExactly("65535,255 failed: SubtensorModule.NoWeightsCommitFound");
    }

    private List<String> facts(Tracked tracked) {
        Bytes events = block.events();
        Reading reading = new WeightReader(tracked).read(block.raw(), block.runtime(), events, Map.of());
        return ((Reading.Complete) reading)
                .facts().stream()
                        .map(fact -> fact.index().netuid() + "," + fact.index().mechanism() + " "
                                + FactLine.outcome(fact.outcome()))
                        .toList();
    }
}
