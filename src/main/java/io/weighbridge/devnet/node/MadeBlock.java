package io.weighbridge.devnet.node;

import io.weighbridge.chain.RawBlock;
import io.weighbridge.devnet.pallet.Act;
import io.weighbridge.devnet.pallet.Ending;
import io.weighbridge.scale.Bytes;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A new block with everything that its execution gave.
 *
 * @param block the block
 * @param changes what it changed in the state; an empty value is the end of a key
 * @param acts the weight actions in it
 * @param endings the commits that were revealed or dropped in it
 */
record MadeBlock(RawBlock block, Map<Bytes, Optional<Bytes>> changes, List<Act> acts, List<Ending> endings) {

    /** Copies the lists. */
    MadeBlock {
        acts = List.copyOf(acts);
        endings = List.copyOf(endings);
    }
}
