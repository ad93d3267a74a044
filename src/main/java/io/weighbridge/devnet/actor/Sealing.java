package io.weighbridge.devnet.actor;

import io.weighbridge.chain.AccountId;
import io.weighbridge.chain.Netuid;
import io.weighbridge.devnet.pallet.Beacon;
import io.weighbridge.devnet.pallet.Epochs;
import io.weighbridge.devnet.pallet.Timelock;
import io.weighbridge.devnet.pallet.TimelockedCommits;
import io.weighbridge.scale.Bytes;
import java.util.List;

/**
 * Encrypts weights for the chain to open, correctly or with one of several faults.
 *
 * @param scenario the scenario
 * @param moment the block that they go into
 * @param hotkey whose weights
 * @param netuid the subnet
 */
record Sealing(Scenario scenario, Moment moment, AccountId hotkey, Netuid netuid) {

    private static final int VERSION = 4;

    /** The usual clients choose the round that comes so many blocks after the first that can reveal. */
    private static final int BLOCKS_INTO_EPOCH = 3;

    /** Weeks away. */
    private static final long NEVER = 1_000_000;

    /**
     * A commit, and what goes with it.
     *
     * @param ciphertext the ciphertext
     * @param round the round of the beacon that opens it
     * @param version the version of commit-reveal
     */
    record Sealed(Bytes ciphertext, long round, int version) {}

    /** Encrypts in one of a hundred ways, 0 to 99; those below 78 are correct. */
    Sealed seal(Vector weights, int way) {
        var beacon = new Beacon(scenario.seed());
        long round = round();
        Bytes text = text(hotkey, weights);
        if (way < 78) {
            return sealed(text, beacon.signature(round), round);
        }
        return switch (way % 8) {
            case 0 -> sealed(text(hotkey, weights.tooShort()), beacon.signature(round), round);
            case 1 -> sealed(text(hotkey, weights.withVersionKey(0)), beacon.signature(round), round);
            case 2 -> sealed(text(Cast.ALICE, weights), beacon.signature(round), round);
            case 3 -> sealed(text, beacon.signature(round + 1), round);
            case 4 -> new Sealed(text, round, VERSION);
            case 5 -> sealed(text, beacon.signature(round + NEVER), round + NEVER);
            case 6 -> new Sealed(Timelock.seal(text, beacon.signature(round)), round, VERSION - 1);
            default -> sealed(text, beacon.signature(1), 1);
        };
    }

    private static Sealed sealed(Bytes text, Bytes signature, long round) {
        return new Sealed(Timelock.seal(text, signature), round, VERSION);
    }

    private static Bytes text(AccountId whose, Vector weights) {
        List<Integer> uids = weights.uids();
        return TimelockedCommits.text(whose, uids, weights.values(), weights.versionKey());
    }

    /** The round whose pulse is there when the chain is to reveal, as it looks if no slot is missed. */
    private long round() {
        long opens = Epochs.firstRevealing(moment.state(), netuid.value(), moment.number());
        long slots = Math.max(1, opens - moment.number() + 1) + BLOCKS_INTO_EPOCH - 1;
        long now = moment.state().get("Timestamp.Now").asLong();
        return Beacon.roundAt(now + slots * scenario.slot().toMillis());
    }
}
