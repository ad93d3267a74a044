package io.weighbridge.watch;

import io.weighbridge.chain.AccountId;
import io.weighbridge.chain.StorageIndex;

/**
 * How long a hotkey has not set weights with success.
 *
 * @param hotkey whose weights
 * @param index on which subnet, by which mechanism
 * @param lastSet the block of the last set that took effect; {@link #NEVER} if none is known
 * @param blocks verified blocks since then; where none is known, since the chain is followed without a gap: at least so
 *     many
 * @param tempo blocks in an epoch of the subnet; {@link #UNKNOWN} while it is not known
 */
public record SinceLastSet(AccountId hotkey, StorageIndex index, long lastSet, long blocks, int tempo) {

    /** Stands for the block of a set that nobody has seen. */
    public static final long NEVER = -1;

    /** Stands for a tempo that nobody has asked for yet. */
    public static final int UNKNOWN = 0;

    /** Tempos since the last set, 0 or more; not a number while the tempo is not known. */
    public double tempos() {
        return tempo == UNKNOWN ? Double.NaN : (double) blocks / tempo;
    }

    /** Whether more than so many tempos have passed; false while the tempo is not known. */
    public boolean longerThan(double tempos) {
        return tempos() > tempos;
    }
}
