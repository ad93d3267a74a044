package io.weighbridge.weights;

import static io.weighbridge.testing.Encoded.u16;
import static org.assertj.core.api.Assertions.assertThat;

import io.weighbridge.chain.AccountId;
import io.weighbridge.chain.Netuid;
import io.weighbridge.scale.Bytes;
import io.weighbridge.testing.ChainBlock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Alice's slot on subnet 30, uid 5: its storage keys, what stands there, and what is read of blocks that touch it. */
final class AliceOn30 {

    static final Tracked TRACKED = new Tracked(Set.of(new Netuid(30)), Set.of(Wrapping.ALICE));

    /** SubtensorModule's Uids(30, Alice); as the next two twox128 of pallet and item, then the map keys. */
    static final Bytes UIDS = Bytes.fromHex("658faa385070e074c85bf6b568cf0555aab1b4e78e1ea8305462ee53b3686dc8"
            + "1e00de1e86a9a8c739864cf3cc5ec2bea59fd43593c715fdd31c61141abd04a99fd6822c8558854ccde39a5684e7a56da27d");

    /** Keys(30, 5). */
    static final Bytes KEYS = Bytes.fromHex("658faa385070e074c85bf6b568cf05559f99a2ce711f3a31b2fc05604c93f1791e000500");

    /** Weights(30, 5). */
    static final Bytes WEIGHTS =
            Bytes.fromHex("658faa385070e074c85bf6b568cf0555a1e7036061f484bc3048a64b64e35ec41e000500");

    /** Uid 1 with 65535, uid 2 with 7. */
    static final Bytes STORED = Bytes.fromHex("080100ffff02000700");

    private AliceOn30() {}

    /** The storage keys that are asked for. */
    static Set<Bytes> asked(ChainBlock block, Tracked tracked, Map<Bytes, Optional<Bytes>> state) {
        return ((Reading.NeedsState)
                        new WeightReader(tracked).read(block.raw(), block.runtime(), block.events(), state))
                .keys();
    }

    /** The facts, a line each, where her uid is 5 unless the state says otherwise. */
    static List<String> facts(ChainBlock block, Tracked tracked, Map<Bytes, Optional<Bytes>> state) {
        Map<Bytes, Optional<Bytes>> known = new HashMap<>(Map.of(UIDS, Optional.of(u16(5))));
        known.putAll(state);
        Reading reading = new WeightReader(tracked).read(block.raw(), block.runtime(), block.events(), known);
        assertThat(reading).isInstanceOf(Reading.Complete.class);
        return ((Reading.Complete) reading)
                .facts().stream().map(AliceOn30::line).toList();
    }

    private static String line(WeightFact fact) {
        AccountId hotkey = fact.hotkey();
        String origin = fact.origin() == Origin.Hook.HOOK
                ? "HOOK"
                : fact.origin() instanceof Origin.Signed ? "Signed" : "Unsigned";
        return fact.position() + " " + fact.kind().word() + " " + (hotkey.equals(Wrapping.ALICE) ? "ALICE" : hotkey)
                + " " + fact.index().netuid() + "," + fact.index().mechanism() + " uid "
                + FactLine.uid(fact) + " "
                + FactLine.payload(fact.payload()) + " " + FactLine.outcome(fact.outcome()) + " " + origin;
    }
}
