package io.weighbridge.calls;

import static io.weighbridge.testing.Encoded.items;
import static io.weighbridge.testing.Encoded.list;
import static io.weighbridge.testing.Encoded.u16;
import static io.weighbridge.testing.Encoded.u64;

import io.weighbridge.chain.AccountId;
import io.weighbridge.runtime.EventRecord;
import io.weighbridge.runtime.Extrinsic;
import io.weighbridge.runtime.Phase;
import io.weighbridge.runtime.Runtime;
import io.weighbridge.scale.Bytes;
import io.weighbridge.testing.ChainBlock;
import io.weighbridge.testing.NeedsChainData;
import io.weighbridge.testing.Runtimes;
import java.util.List;

/** A block with one signed extrinsic, whose calls and events a test writes down. */
@NeedsChainData
abstract class CallTreeFixture {

    static final Runtime RUNTIME = Runtimes.of("finney-spec-233-v15");
    static final AccountId ALICE =
            AccountId.fromHex("d43593c715fdd31c61141abd04a99fd6822c8558854ccde39a5684e7a56da27d");
    static final AccountId BOB = AccountId.fromHex("8eaf04151687736326c9fea17e25fc5287613693c912909cb226aa4794f26a48");
    static final Bytes OK = Bytes.copyOf((byte) 0);

    final ChainBlock block = new ChainBlock(RUNTIME);

    /** Sets weights on that subnet. */
    final Bytes set(int netuid) {
        return block.call("SubtensorModule", "set_weights", u16(netuid), list(1), list(1), u64(0));
    }

    /** One of the batches of {@code Utility}. */
    final Bytes batch(String name, Bytes... calls) {
        return block.call("Utility", name, items(calls));
    }

    /** The event of {@link #set}. */
    final ChainBlock weightsSet(int netuid) {
        return block.event("SubtensorModule", "WeightsSet", u16(netuid), u16(5));
    }

    /** An error of the weights' pallet. */
    final Bytes error() {
        return block.error("SubtensorModule", "DuplicateUids");
    }

    /** The extrinsic behind the inherent. */
    final Extrinsic extrinsic() {
        return RUNTIME.decodeExtrinsic(block.raw().extrinsics().get(1));
    }

    /** The events that it left. */
    final List<EventRecord> events() {
        return RUNTIME.decodeEvents(block.events()).stream()
                .filter(event -> event.phase().equals(new Phase.ApplyExtrinsic(1)))
                .toList();
    }

    /** What became of its calls. */
    final CallNode tree() {
        return CallTree.of(extrinsic(), events(), RUNTIME, StateAfter.UNKNOWN);
    }
}
