package io.weighbridge.calls;

import static io.weighbridge.testing.Encoded.u32;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weighbridge.runtime.Call;
import io.weighbridge.runtime.EventRecord;
import io.weighbridge.runtime.Extrinsic;
import io.weighbridge.runtime.Value;
import io.weighbridge.scale.Bytes;
import io.weighbridge.scale.DecodeException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Trees of calls, and events that do not fit them. */
final class CallTreeTest extends CallTreeFixture {

    @Test
    void eachCallOfMixedWrappersHasItsOwnOutcomeCallerAndEvents() {
        // force_batch [ batch [set 1, failing, set 2], proxy Bob batch_all [set 3, set 4], batch_all [set 5], set 6 ]
        Bytes inner = batch("batch", set(1), set(9), set(2));
        Bytes proxied = block.call(
                "Proxy",
                "proxy",
                Map.of("real", Bytes.concat(OK, BOB.bytes()), "call", batch("batch_all", set(3), set(4))));
        block.signed(ALICE, batch("force_batch", inner, proxied, batch("batch_all", set(5)), set(6)));
        weightsSet(1)
                .event("Utility", "ItemCompleted")
                .event("Utility", "BatchInterrupted", u32(1), error())
                .event("Utility", "ItemCompleted");
        weightsSet(3).event("Utility", "ItemCompleted");
        weightsSet(4)
                .event("Utility", "ItemCompleted")
                .event("Utility", "BatchCompleted")
                .event("Proxy", "ProxyExecuted", OK)
                .event("Utility", "ItemCompleted")
                .event("Utility", "ItemFailed", error());
        weightsSet(6)
                .event("Utility", "ItemCompleted")
                .event("Utility", "BatchCompletedWithErrors")
                .event("TransactionPayment", "TransactionFeePaid")
                .succeeded();

        assertThat(lines())
                .containsExactly(
                        "[] force_batch ALICE success 1 3 4 6",
                        "[0] batch ALICE success 1",
                        "[0, 0] set_weights ALICE success 1",
                        "[0, 1] set_weights ALICE failed",
                        "[0, 2] set_weights ALICE not_executed",
                        "[1] proxy ALICE success 3 4",
                        "[1, 0] batch_all BOB success 3 4",
                        "[1, 0, 0] set_weights BOB success 3",
                        "[1, 0, 1] set_weights BOB success 4",
                        "[2] batch_all ALICE failed",
                        "[2, 0] set_weights ALICE rolled_back",
                        "[3] set_weights ALICE success 6");
    }

    @Test
    void aFailedExtrinsicUndoesWhatRanAtAnyDepth() {
        block.signed(ALICE, batch("batch_all", batch("batch", set(1)), set(2)));
        block.failed(error());

        assertThat(lines())
                .containsExactly(
                        "[] batch_all ALICE failed",
                        "[0] batch ALICE rolled_back",
                        "[0, 0] set_weights ALICE rolled_back",
                        "[1] set_weights ALICE rolled_back");
    }

    @Test
    void aRefusedBatchDoesNotRunWhatIsInIt() {
        block.signed(ALICE, batch("batch", batch("batch_all", set(1)), set(2)));
        block.failed(block.error("System", "CallFiltered"));

        assertThat(lines())
                .containsExactly(
                        "[] batch ALICE failed",
                        "[0] batch_all ALICE not_executed",
                        "[0, 0] set_weights ALICE not_executed",
                        "[1] set_weights ALICE not_executed");
    }

    @Test
    void sixteenLevelsAreNoMatter() {
        Bytes call = set(1);
        for (int level = 0; level < 16; level++) {
            call = batch(level % 2 == 0 ? "batch" : "force_batch", call);
        }
        block.signed(ALICE, call);
        weightsSet(1);
        for (int level = 0; level < 16; level++) {
            block.event("Utility", "ItemCompleted").event("Utility", "BatchCompleted");
        }
        block.succeeded();

        CallNode innermost = tree().walk().reduce((outer, inner) -> inner).orElseThrow();

        assertThat(innermost.path().indexes()).hasSize(16).containsOnly(0);
        assertThat(innermost.outcome()).isEqualTo(Outcome.Success.SUCCESS);
        assertThat(innermost.events()).hasSize(1);
    }

    @Test
    void nestingThatTheChainWouldRefuseIsRefused() {
        Call call = RUNTIME.decodeCall(set(1));
        for (int level = 0; level < 100_000; level++) {
            call = new Call(
                    "Utility",
                    "batch",
                    11,
                    0,
                    new Value.Fields(List.of("calls"), List.of(new Value.Items(List.of(new Value.Nested(call))))));
        }
        block.signed(ALICE, set(1)).succeeded();
        Extrinsic sent = extrinsic();
        var hostile = new Extrinsic(sent.hash(), sent.length(), sent.version(), sent.preamble(), call);

        assertThatThrownBy(() -> CallTree.of(hostile, events(), RUNTIME, StateAfter.UNKNOWN))
                .isInstanceOf(DecodeException.class)
                .hasMessageContaining("nested deeper than 256");
    }

    @Test
    void eventsThatAnEvmCallLeavesDoNotConfuseTheBatchAroundIt() {
        block.signed(ALICE, batch("batch", block.call("EVM", "call", Map.of()), set(1)));
        // The EVM call dispatches a batch of its own, which no call data show.
        weightsSet(7).event("Utility", "ItemCompleted").event("Utility", "BatchCompleted");
        block.event("Utility", "ItemCompleted");
        weightsSet(1)
                .event("Utility", "ItemCompleted")
                .event("Utility", "BatchCompleted")
                .succeeded();

        assertThat(lines())
                .containsExactly(
                        "[] batch ALICE success 7 1", "[0] call ALICE success 7", "[1] set_weights ALICE success 1");
    }

    @Test
    void aBatchWithoutItsEventIsAnError() {
        block.signed(ALICE, batch("batch", set(1)));
        weightsSet(1).succeeded();

        assertThatThrownBy(this::tree)
                .isInstanceOf(DecodeException.class)
                .hasMessage(
                        "expected an event Utility.BatchCompleted or Utility.BatchInterrupted among the first 1 of 2"
                                + " events of the extrinsic, found none");
    }

    @Test
    void anExtrinsicWithoutItsEndIsAnError() {
        block.signed(ALICE, set(1));
        weightsSet(1);

        assertThatThrownBy(this::tree)
                .isInstanceOf(DecodeException.class)
                .hasMessageContaining("System.ExtrinsicSuccess");
    }

    @Test
    void anInterruptionAtACallThatIsNotThereIsAnError() {
        block.signed(ALICE, batch("batch", set(1)));
        block.event("Utility", "BatchInterrupted", u32(3), error()).succeeded();

        assertThatThrownBy(this::tree)
                .isInstanceOf(DecodeException.class)
                .hasMessage("Utility.BatchInterrupted names item 3 of a batch of 1 calls");
    }

    @Test
    void aCallsEventsReachFromTheEndOfTheOneBeforeToItsOwn() {
        block.signed(ALICE, batch("batch", set(1), batch("batch", set(2), set(3))));
        weightsSet(1).event("Utility", "ItemCompleted");
        weightsSet(2).event("Utility", "ItemCompleted");
        weightsSet(3)
                .event("Utility", "ItemCompleted")
                .event("Utility", "BatchCompleted")
                .event("Utility", "ItemCompleted")
                .event("Utility", "BatchCompleted")
                .succeeded();

        assertThat(tree().walk().map(CallTreeTest::eventNames))
                .containsExactly(
                        "WeightsSet ItemCompleted WeightsSet ItemCompleted WeightsSet ItemCompleted BatchCompleted"
                                + " ItemCompleted BatchCompleted ExtrinsicSuccess",
                        "WeightsSet",
                        "WeightsSet ItemCompleted WeightsSet ItemCompleted BatchCompleted",
                        "WeightsSet",
                        "WeightsSet");
    }

    private List<String> lines() {
        return tree().walk().map(CallTreeTest::line).toList();
    }

    private static String eventNames(CallNode node) {
        return node.events().stream().map(EventRecord::name).collect(Collectors.joining(" "));
    }

    private static String line(CallNode node) {
        String caller = node.caller().equals(new Caller.Signed(ALICE))
                ? "ALICE"
                : node.caller().equals(new Caller.Signed(BOB))
                        ? "BOB"
                        : node.caller().toString();
        StringBuilder sets = new StringBuilder();
        for (EventRecord event : node.events()) {
            if (event.name().equals("WeightsSet")) {
                sets.append(' ').append(event.fields().get(0).asInt());
            }
        }
        return node.path() + " " + node.call().name() + " " + caller + " "
                + node.outcome().word() + sets;
    }
}
