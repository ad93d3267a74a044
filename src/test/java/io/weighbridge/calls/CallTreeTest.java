package io.weighbridge.calls;

import static io.weighbridge.testing.Encoded.items;
import static io.weighbridge.testing.Encoded.list;
import static io.weighbridge.testing.Encoded.u16;
import static io.weighbridge.testing.Encoded.u32;
import static io.weighbridge.testing.Encoded.u64;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weighbridge.chain.AccountId;
import io.weighbridge.runtime.Call;
import io.weighbridge.runtime.EventRecord;
import io.weighbridge.runtime.Extrinsic;
import io.weighbridge.runtime.Phase;
import io.weighbridge.runtime.Runtime;
import io.weighbridge.runtime.Value;
import io.weighbridge.scale.Bytes;
import io.weighbridge.scale.DecodeException;
import io.weighbridge.testing.ChainBlock;
import io.weighbridge.testing.Runtimes;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class CallTreeTest {

    private static final Runtime RUNTIME = Runtimes.of("finney-spec-233-v15");
    private static final AccountId ALICE =
            AccountId.fromHex("d43593c715fdd31c61141abd04a99fd6822c8558854ccde39a5684e7a56da27d");
    private static final AccountId BOB =
            AccountId.fromHex("8eaf04151687736326c9fea17e25fc5287613693c912909cb226aa4794f26a48");
    private static final Bytes OK = Bytes.copyOf((byte) 0);

    private static final Bytes BAD_ORIGIN = Bytes.copyOf((byte) 2);

    private final ChainBlock block = new ChainBlock(RUNTIME);

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
    void callsInAnUnknownWrapperAreFoundAndNothingIsClaimedOfThem() {
        Call wrapper = new Call(
                "Future",
                "wrap",
                200,
                0,
                new Value.Fields(
                        List.of("inner"), List.of(new Value.Some(new Value.Nested(RUNTIME.decodeCall(set(1)))))));
        block.signed(ALICE, set(1));
        weightsSet(1).succeeded();
        Extrinsic sent = extrinsic();
        var extrinsic = new Extrinsic(sent.hash(), sent.length(), sent.version(), sent.preamble(), wrapper);

        CallNode inner = CallTree.of(extrinsic, events(), RUNTIME, StateAfter.UNKNOWN)
                .inner()
                .get(0);

        assertThat(inner.call().name()).isEqualTo("set_weights");
        assertThat(inner.caller()).isEqualTo(Caller.Unknown.UNKNOWN);
        assertThat(inner.outcome()).isEqualTo(Outcome.Deferred.DEFERRED);
        assertThat(inner.events()).isEmpty();
    }

    @Test
    void callsInAnUnknownWrapperThatFailedDidNotTakeEffect() {
        Call wrapper = new Call(
                "Future",
                "wrap",
                200,
                0,
                new Value.Fields(List.of("inner"), List.of(new Value.Nested(RUNTIME.decodeCall(set(1))))));
        block.signed(ALICE, set(1)).failed(error());
        Extrinsic sent = extrinsic();
        var extrinsic = new Extrinsic(sent.hash(), sent.length(), sent.version(), sent.preamble(), wrapper);

        assertThat(CallTree.of(extrinsic, events(), RUNTIME, StateAfter.UNKNOWN)
                        .inner()
                        .get(0)
                        .outcome())
                .isInstanceOf(Outcome.NotExecuted.class);
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
    void sudoWithoutAnInnerAccountActsForRoot() {
        block.signed(ALICE, block.call("Sudo", "sudo", Map.of("call", set(1))));
        block.event("Sudo", "Sudid", Bytes.copyOf((byte) 1, (byte) 2)).succeeded();

        CallNode inner = tree().inner().get(0);

        assertThat(inner.caller()).isEqualTo(Caller.Root.ROOT);
        assertThat(((Outcome.Failed) inner.outcome()).error().name()).isEqualTo("BadOrigin");
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

    @Test
    void aMultisigOfOneDoesNotTakeTheEventOfAMultisigInIt() {
        Bytes inner = block.call(
                "Multisig",
                "as_multi",
                Map.of("threshold", u16(2), "other_signatories", items(BOB.bytes()), "call", set(1)));
        block.signed(
                ALICE,
                block.call(
                        "Multisig",
                        "as_multi_threshold_1",
                        Map.of("other_signatories", items(BOB.bytes()), "call", inner)));
        weightsSet(1).event("Multisig", "MultisigExecuted").succeeded();

        assertThat(tree().walk().map(node -> node.outcome().word())).containsOnly("success");
    }

    @Test
    void withWeightFailsByItselfWhereTheCallerIsNotRoot() {
        block.signed(ALICE, block.call("Utility", "with_weight", Map.of("call", set(1))))
                .failed(BAD_ORIGIN);

        assertThat(tree().inner().get(0).outcome()).isInstanceOf(Outcome.NotExecuted.class);
    }

    @Test
    void withWeightFailsWithTheInnerCallWhereTheCallerIsRoot() {
        Bytes withWeight = block.call("Utility", "with_weight", Map.of("call", set(1)));
        block.signed(ALICE, block.call("Sudo", "sudo", Map.of("call", withWeight)));
        block.event("Sudo", "Sudid", Bytes.concat(Bytes.copyOf((byte) 1), BAD_ORIGIN))
                .succeeded();

        assertThat(tree().inner().get(0).inner().get(0).outcome()).isInstanceOf(Outcome.Failed.class);
    }

    @Test
    void sudoOfTheTriumvirateFailsByItselfWhereAnybodyElseCalls() {
        block.signed(ALICE, block.call("SubtensorModule", "sudo", Map.of("call", set(1))))
                .failed(BAD_ORIGIN);

        assertThat(tree().inner().get(0).outcome()).isInstanceOf(Outcome.NotExecuted.class);
    }

    @Test
    void sudoOfTheTriumvirateFailsWithTheInnerCallWhereTheTriumvirateCalls() {
        Bytes sudo = block.call("SubtensorModule", "sudo", Map.of("call", set(1)));
        block.signed(ALICE, block.call("Triumvirate", "execute", Map.of("proposal", sudo)));
        block.event(
                        "Triumvirate",
                        "MemberExecuted",
                        Bytes.wrap(new byte[32]),
                        Bytes.concat(Bytes.copyOf((byte) 1), BAD_ORIGIN))
                .succeeded();

        assertThat(tree().inner().get(0).inner().get(0).outcome()).isInstanceOf(Outcome.Failed.class);
    }

    private Bytes set(int netuid) {
        return block.call("SubtensorModule", "set_weights", u16(netuid), list(1), list(1), u64(0));
    }

    private Bytes batch(String name, Bytes... calls) {
        return block.call("Utility", name, items(calls));
    }

    private ChainBlock weightsSet(int netuid) {
        return block.event("SubtensorModule", "WeightsSet", u16(netuid), u16(5));
    }

    private Bytes error() {
        return block.error("SubtensorModule", "DuplicateUids");
    }

    private Extrinsic extrinsic() {
        return RUNTIME.decodeExtrinsic(block.raw().extrinsics().get(1));
    }

    private List<EventRecord> events() {
        return RUNTIME.decodeEvents(block.events()).stream()
                .filter(event -> event.phase().equals(new Phase.ApplyExtrinsic(1)))
                .toList();
    }

    private CallNode tree() {
        return CallTree.of(extrinsic(), events(), RUNTIME, StateAfter.UNKNOWN);
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
