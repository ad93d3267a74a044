package io.weighbridge.devnet.pallet;

import io.weighbridge.chain.AccountId;
import io.weighbridge.weights.Position;
import java.util.Optional;

/**
 * How a commit ended, recorded when the chain revealed or dropped it; mostly without an event.
 *
 * @param block the block in which it ended
 * @param hotkey whose commit
 * @param index the subnet and the mechanism, netuid + mechanism × 4096
 * @param committed the block that holds the commit; a hotkey commits once in a block
 * @param fate what became of it
 * @param position where in the block it was revealed; any position where it was not
 */
public record Ending(long block, AccountId hotkey, int index, long committed, Fate fate, Position position) {

    /** What becomes of a commit. */
    public enum Fate {
        /** Its weights took effect. */
        REVEALED,
        /** The chain could not open it, or could not use what was in it. */
        LOST,
        /** The reveal of a later commit dropped it while it could still have been revealed. */
        OVERWRITTEN,
        /** Nobody revealed it in time. */
        EXPIRED
    }

    /** Where it was revealed, if it was. */
    public Optional<Position> revealedAt() {
        return fate == Fate.REVEALED ? Optional.of(position) : Optional.empty();
    }
}
