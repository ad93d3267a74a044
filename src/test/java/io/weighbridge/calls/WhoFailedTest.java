package io.weighbridge.calls;

import static io.weighbridge.testing.Encoded.items;
import static io.weighbridge.testing.Encoded.u16;
import static org.assertj.core.api.Assertions.assertThat;

import io.weighbridge.runtime.Call;
import io.weighbridge.runtime.Extrinsic;
import io.weighbridge.runtime.Value;
import io.weighbridge.scale.Bytes;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whether it was the wrapper that failed or the call in it, where both come with one error. */
final class WhoFailedTest extends CallTreeFixture {

    private static final Bytes BAD_ORIGIN = Bytes.copyOf((byte) 2);

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
    void sudoWithoutAnInnerAccountActsForRoot() {
        block.signed(ALICE, block.call("Sudo", "sudo", Map.of("call", set(1))));
        block.event("Sudo", "Sudid", Bytes.copyOf((byte) 1, (byte) 2)).succeeded();

        CallNode inner = tree().inner().get(0);

        assertThat(inner.caller()).isEqualTo(Caller.Root.ROOT);
        assertThat(((Outcome.Failed) inner.outcome()).error().name()).isEqualTo("BadOrigin");
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
}
