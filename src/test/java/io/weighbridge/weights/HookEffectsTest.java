package io.weighbridge.weights;

import static io.weighbridge.testing.Encoded.u16;
import static io.weighbridge.weights.AliceOn30.KEYS;
import static io.weighbridge.weights.AliceOn30.STORED;
import static io.weighbridge.weights.AliceOn30.TRACKED;
import static io.weighbridge.weights.AliceOn30.UIDS;
import static io.weighbridge.weights.AliceOn30.WEIGHTS;
import static io.weighbridge.weights.AliceOn30.asked;
import static io.weighbridge.weights.AliceOn30.facts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.weighbridge.chain.RawBlock;
import io.weighbridge.runtime.Runtime;
import io.weighbridge.scale.Bytes;
import io.weighbridge.scale.DecodeException;
import io.weighbridge.testing.ChainBlock;
import io.weighbridge.testing.NeedsChainData;
import io.weighbridge.testing.Runtimes;
import io.weighbridge.testing.SharedData;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What block hooks leave: reveals by the chain, and scheduled calls. */
@NeedsChainData
final class HookEffectsTest {

    private static final Runtime R233 = Runtimes.of("finney-spec-233-v15");
    private static final Runtime R393 = Runtimes.of("finney-spec-393-v16");
    private static final Bytes OK = Bytes.copyOf((byte) 0);

    @Test
    void aRevealByTheChainTellsTheHotkeyAndItsWeightsAreInTheState() {
        var block = new ChainBlock(R393)
                .initializationEvent("SubtensorModule", "WeightsSet", u16(30), u16(5))
                .initializationEvent("SubtensorModule", "TimelockedWeightsRevealed", u16(30), Wrapping.ALICE.bytes());

        assertThat(asked(block, TRACKED, Map.of())).containsExactlyInAnyOrder(UIDS, WEIGHTS);
        assertThat(facts(block, TRACKED, Map.of(WEIGHTS, Optional.of(STORED))))
                .containsExactly("h1 auto_reveal ALICE 30,0 uid 5 stored [1, 2]=[65535, 7] success HOOK");
    }

    @Test
    void whoGotAnotherUidLaterInTheBlockHasNoWeightsInTheOldSlot() {
        var block = new ChainBlock(R393)
                .initializationEvent("SubtensorModule", "WeightsSet", u16(30), u16(5))
                .initializationEvent("SubtensorModule", "TimelockedWeightsRevealed", u16(30), Wrapping.ALICE.bytes());

        assertThat(facts(block, TRACKED, Map.of(UIDS, Optional.of(u16(4)), WEIGHTS, Optional.of(STORED))))
                .containsExactly("h1 auto_reveal ALICE 30,0 uid 5 opaque success HOOK");
        assertThat(facts(block, TRACKED, Map.of(UIDS, Optional.empty(), WEIGHTS, Optional.of(STORED))))
                .containsExactly("h1 auto_reveal ALICE 30,0 uid 5 opaque success HOOK");
    }

    @Test
    void aRevealForAMechanismIsToldByItsStorageIndex() {
        var block = new ChainBlock(R393)
                .initializationEvent("SubtensorModule", "WeightsSet", u16(4126), u16(5))
                .initializationEvent("SubtensorModule", "TimelockedWeightsRevealed", u16(4126), Wrapping.ALICE.bytes());
        Bytes key = asked(block, TRACKED, Map.of(UIDS, Optional.of(u16(5))))
                .iterator()
                .next();

        assertThat(facts(block, TRACKED, Map.of(key, Optional.of(STORED))))
                .containsExactly("h1 auto_reveal ALICE 30,1 uid 5 stored [1, 2]=[65535, 7] success HOOK");
    }

    @Test
    void revealsForOthersAskForNothing() {
        var block = new ChainBlock(R393)
                .initializationEvent("SubtensorModule", "WeightsSet", u16(30), u16(5))
                .initializationEvent("SubtensorModule", "TimelockedWeightsRevealed", u16(30), Wrapping.BOB.bytes())
                .initializationEvent("SubtensorModule", "WeightsSet", u16(31), u16(5))
                .initializationEvent("SubtensorModule", "TimelockedWeightsRevealed", u16(31), Wrapping.ALICE.bytes());

        assertThat(facts(block, TRACKED, Map.of())).isEmpty();
    }

    @Test
    void ofTwoRevealsInOneBlockTheFirstIsOverwritten() {
        var block = new ChainBlock(R393);
        for (int i = 0; i < 2; i++) {
            block.initializationEvent("SubtensorModule", "WeightsSet", u16(30), u16(5))
                    .initializationEvent(
                            "SubtensorModule", "TimelockedWeightsRevealed", u16(30), Wrapping.ALICE.bytes());
        }

        assertThat(facts(block, TRACKED, Map.of(WEIGHTS, Optional.of(STORED))))
                .containsExactly(
                        "h1 auto_reveal ALICE 30,0 uid 5 opaque success HOOK",
                        "h3 auto_reveal ALICE 30,0 uid 5 stored [1, 2]=[65535, 7] success HOOK");
    }

    @Test
    void weightsThatAreSetRightBeforeARevealAreNotRevealed() {
        var block = new ChainBlock(R393)
                .initializationEvent("SubtensorModule", "WeightsSet", u16(30), u16(5))
                .initializationEvent("SubtensorModule", "WeightsSet", u16(30), u16(5))
                .initializationEvent("SubtensorModule", "TimelockedWeightsRevealed", u16(30), Wrapping.ALICE.bytes());

        assertThat(facts(block, TRACKED, Map.of(UIDS, Optional.of(u16(5)), WEIGHTS, Optional.of(STORED))))
                .containsExactly(
                        "h1 set ALICE 30,0 uid 5 opaque success HOOK",
                        "h2 auto_reveal ALICE 30,0 uid 5 stored [1, 2]=[65535, 7] success HOOK");
    }

    @Test
    void before261TheChainRevealsWithoutSayingWhose() {
        var block = new ChainBlock(R233).initializationEvent("SubtensorModule", "WeightsSet", u16(30), u16(5));
        Map<Bytes, Optional<Bytes>> state = Map.of(UIDS, Optional.of(u16(5)), WEIGHTS, Optional.of(STORED));

        assertThat(asked(block, TRACKED, Map.of())).containsExactly(UIDS);
        assertThat(facts(block, TRACKED, state))
                .containsExactly("h1 auto_reveal ALICE 30,0 uid 5 stored [1, 2]=[65535, 7] success HOOK");
        assertThat(facts(block, TRACKED, Map.of(UIDS, Optional.of(u16(6))))).isEmpty();
        assertThat(facts(block, TRACKED, Map.of(UIDS, Optional.empty()))).isEmpty();
    }

    @Test
    void aScheduledCallIsNoReveal() {
        var block = new ChainBlock(R233)
                .initializationEvent("SubtensorModule", "WeightsSet", u16(30), u16(5))
                .initializationEvent("Utility", "DispatchedAs", OK)
                .initializationEvent("Scheduler", "Dispatched");

        assertThat(facts(block, TRACKED, Map.of(UIDS, Optional.of(u16(5)), WEIGHTS, Optional.of(STORED))))
                .containsExactly("h1 set ALICE 30,0 uid 5 stored [1, 2]=[65535, 7] success HOOK");
    }

    @Test
    void aFinneyBlockHoldsTwelveRevealsByTheChainAndEightEffectsOfExtrinsics() throws IOException {
        JsonNode recorded = new ObjectMapper()
                .readTree(SharedData.path("events/finney-block-7959608-spec-393-system-events.json")
                        .toFile());
        Bytes events = Bytes.fromHex(recorded.get("value").asText());
        var block = new ChainBlock(R393);
        for (int extrinsic = 1; extrinsic < 36; extrinsic++) {
            block.bare(block.call("System", "remark"));
        }
        var reader = new WeightReader(Tracked.EVERYTHING);
        Map<Bytes, Optional<Bytes>> state = new HashMap<>();
        Reading reading = reader.read(block.raw(), R393, events, state);
        while (reading instanceof Reading.NeedsState needs) {
            for (Bytes key : needs.keys()) {
                boolean asksWho = key.startsWith(KEYS.slice(0, 32));
                state.put(key, Optional.of(asksWho ? Wrapping.ALICE.bytes() : STORED));
            }
            reading = reader.read(block.raw(), R393, events, state);
        }

        assertThat(((Reading.Complete) reading).facts())
                .extracting(fact -> fact.position() + " " + fact.kind().word() + " "
                        + fact.index().netuid() + "," + fact.index().mechanism() + " uid "
                        + FactLine.uid(fact) + " "
                        + fact.hotkey().bytes().hex().substring(2))
                .containsExactly(
                        "h0 auto_reveal 85,0 uid 181 286f6dfa8672b30bdfa17cd000662fb35fc8d425940a5413184595e24989222e",
                        "h2 auto_reveal 85,0 uid 1 6ae138b2e3565cce26090a8dd7d6e7999e1b03947c3fe79b1b5a1ad44aba767a",
                        "h4 auto_reveal 85,0 uid 181 286f6dfa8672b30bdfa17cd000662fb35fc8d425940a5413184595e24989222e",
                        "h6 auto_reveal 85,0 uid 1 6ae138b2e3565cce26090a8dd7d6e7999e1b03947c3fe79b1b5a1ad44aba767a",
                        "h8 auto_reveal 85,0 uid 94 56a9aee6291bd03ab6d36d4d13e2bebae7cd403518066c72fba1b417d6ddd748",
                        "h10 auto_reveal 86,0 uid 206 e07e0978cf6f0574a3b3815db38e66b524f49b01e0f01d012e08b61622b78410",
                        "h12 auto_reveal 86,0 uid 85 f49e736c28d28ffd1a72809332be7e46b9b02c50b4c55ffd06b0a62c2902c643",
                        "h14 auto_reveal 86,0 uid 206 e07e0978cf6f0574a3b3815db38e66b524f49b01e0f01d012e08b61622b78410",
                        "h16 auto_reveal 86,0 uid 8 bc4236804030c7fa7807a06361b26de6f13d5c4ef5869ab7bca9b5ff17431622",
                        "h18 auto_reveal 86,0 uid 206 e07e0978cf6f0574a3b3815db38e66b524f49b01e0f01d012e08b61622b78410",
                        "h20 auto_reveal 86,0 uid 5 882b105e7d8665914c3bf979e1a5dd8ba788acd5b8fc78c8b75618550586f43f",
                        "h22 auto_reveal 87,0 uid 2 b4c087119097fbe3985298eef52f35ef6271c48322a8c2d430902a9cc38d9473",
                        "x18@110 set 77,0 uid 225 d43593c715fdd31c61141abd04a99fd6822c8558854ccde39a5684e7a56da27d",
                        "x23@122 commit 61,0 uid ? 90fba2e46a5d43ee8ec62803301d6e93ba903e56d4eafe8e2b01b04fb2ed637d",
                        "x24@125 commit 92,0 uid ? a833434680c552459fd6be3102554b7d01dde05d3f76c4927ee2b85b33bc7754",
                        "x27@141 set 45,0 uid 19 d43593c715fdd31c61141abd04a99fd6822c8558854ccde39a5684e7a56da27d",
                        "x28@144 commit 67,0 uid ? 56a9aee6291bd03ab6d36d4d13e2bebae7cd403518066c72fba1b417d6ddd748",
                        "x29@147 commit 92,0 uid ? b6d28aea36b58918946243b1260f1b79fc8a11195b1a7b1600fa22cdb0a29076",
                        "x30@150 commit 116,0 uid ? 36c92f68b76702ae6790b70bdd5f2a0d4565a49c6677607f44fa2bec5b6d1d36",
                        "x33@158 commit 118,0 uid ? 0e1d5e07ebb7003cffe02585d2d983c11e15dd1f70eef9d761e68eb82b20241d");
    }

    @Test
    void eventsOfAnExtrinsicThatIsNotThereAreAnotherBlocks() {
        var block = new ChainBlock(R393);
        Bytes one = block.events();
        RawBlock raw = block.raw();
        var empty = new RawBlock(raw.ref(), raw.header(), List.of());

        assertThatThrownBy(() -> new WeightReader(TRACKED).read(empty, R393, one, Map.of()))
                .isInstanceOf(DecodeException.class)
                .hasMessage("events[0] belongs to extrinsic 0, but the block has only 0");
    }
}
