package io.weighbridge.weights;

import static io.weighbridge.testing.Encoded.items;
import static io.weighbridge.testing.Encoded.u16;
import static org.assertj.core.api.Assertions.assertThat;

import io.weighbridge.runtime.Runtime;
import io.weighbridge.scale.Bytes;
import io.weighbridge.testing.ChainBlock;
import io.weighbridge.testing.Runtimes;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls that an earlier block stored, where the block that runs them shows their effects only. */
final class StoredCallsTest {

    private static final Bytes OK = Bytes.copyOf((byte) 0);
    private static final Bytes CROWDLOAN_3 = Bytes.copyOf((byte) (3 << 2));
    private static final Map<Bytes, Optional<Bytes>> STATE =
            Map.of(AliceOn30.UIDS, Optional.of(u16(5)), AliceOn30.WEIGHTS, Optional.of(AliceOn30.STORED));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "finney-spec-165-v15",
                "finney-spec-208-v14",
                "finney-spec-219-v14",
                "finney-spec-233-v15",
                "localnet-spec-264-v15",
                "finney-spec-306-v15",
                "finney-spec-393-v16",
                "finney-spec-424-v16"
            })
    void aScheduledCallIsKnownByWhatItLeft(String runtime) {
        var block = new ChainBlock(Runtimes.of(runtime))
                .initializationEvent("SubtensorModule", "WeightsSet", u16(30), u16(5))
                .initializationEvent("Utility", "DispatchedAs", OK)
                .initializationEvent("Scheduler", "Dispatched");

        assertThat(AliceOn30.facts(block, AliceOn30.TRACKED, STATE))
                .containsExactly("h1 set ALICE 30,0 uid 5 stored [1, 2]=[65535, 7] success HOOK");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "finney-spec-165-v15",
                "finney-spec-208-v14",
                "finney-spec-219-v14",
                "finney-spec-233-v15",
                "localnet-spec-264-v15",
                "finney-spec-424-v16"
            })
    void aScheduledCallThatFailedLeftNothing(String runtime) {
        var block = new ChainBlock(Runtimes.of(runtime));
        block.initializationEvent("Utility", "DispatchedAs", Wrapping.err(Wrapping.error(block)))
                .initializationEvent("Scheduler", "Dispatched");

        assertThat(AliceOn30.facts(block, AliceOn30.TRACKED, STATE)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"finney-spec-219-v14", "finney-spec-233-v15"})
    void aSilentRevealBeforeAScheduledCallIsStillAReveal(String runtime) {
        var block = new ChainBlock(Runtimes.of(runtime))
                .initializationEvent("SubtensorModule", "WeightsSet", u16(30), u16(5))
                .initializationEvent("SubtensorModule", "WeightsSet", u16(30), u16(6))
                .initializationEvent("Utility", "DispatchedAs", OK)
                .initializationEvent("Scheduler", "Dispatched");

        assertThat(AliceOn30.facts(block, AliceOn30.TRACKED, STATE))
                .containsExactly("h1 auto_reveal ALICE 30,0 uid 5 stored [1, 2]=[65535, 7] success HOOK");
    }

    @ParameterizedTest
    @ValueSource(strings = {"finney-spec-219-v14", "finney-spec-233-v15"})
    void aSilentRevealBeforeAScheduledCallThatFailedIsStillAReveal(String runtime) {
        var block = new ChainBlock(Runtimes.of(runtime));
        block.initializationEvent("SubtensorModule", "WeightsSet", u16(30), u16(5))
                .initializationEvent("Utility", "DispatchedAs", Wrapping.err(Wrapping.error(block)))
                .initializationEvent("Scheduler", "Dispatched");

        assertThat(AliceOn30.facts(block, AliceOn30.TRACKED, STATE))
                .containsExactly("h1 auto_reveal ALICE 30,0 uid 5 stored [1, 2]=[65535, 7] success HOOK");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "finney-spec-306-v15",
                "finney-spec-315-v14",
                "finney-spec-318-v15",
                "finney-spec-320-v14",
                "finney-spec-343-v15",
                "finney-spec-365-v16",
                "finney-spec-393-v16",
                "finney-spec-424-v16"
            })
    void aCallThatACrowdloanKeptIsKnownByWhatItLeftWhereTheStateIsNot(String runtime) {
        var block = new ChainBlock(Runtimes.of(runtime));
        block.signed(Wrapping.ALICE, block.call("Crowdloan", "finalize", CROWDLOAN_3))
                .event("SubtensorModule", "WeightsSet", u16(30), u16(5))
                .event("Crowdloan", "Finalized")
                .succeeded();

        assertThat(AliceOn30.facts(block, AliceOn30.TRACKED, STATE))
                .containsExactly("x1@1 set ALICE 30,0 uid 5 stored [1, 2]=[65535, 7] success Signed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"finney-spec-306-v15", "finney-spec-424-v16"})
    void aCrowdloanThatFinalizesItselfEnds(String name) {
        Runtime runtime = Runtimes.of(name);
        var block = new ChainBlock(runtime);
        Bytes itself = block.call("Crowdloan", "finalize", CROWDLOAN_3);
        block.signed(Wrapping.ALICE, block.call("Utility", "batch", items(itself)))
                .event("Utility", "BatchInterrupted", Bytes.fromHex("00000000"), Wrapping.error(block))
                .succeeded();

        assertThat(AliceOn30.facts(block, AliceOn30.TRACKED, StoredWrappings.inline(block, itself)))
                .isEmpty();
    }
}
