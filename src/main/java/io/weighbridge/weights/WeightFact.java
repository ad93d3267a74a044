package io.weighbridge.weights;

import io.weighbridge.calls.Outcome;
import io.weighbridge.chain.AccountId;
import io.weighbridge.chain.BlockRef;
import io.weighbridge.chain.StorageIndex;
import java.time.Instant;

/**
 * One weight action on the finalized chain, identified by block number and {@link Position}.
 *
 * @param block the block that holds it
 * @param timestamp the block's own time, milliseconds precise
 * @param specVersion the runtime that executed the block
 * @param position where in the block
 * @param call the call as on chain, {@code SubtensorModule.set_weights}; the event's name for an effect without a call
 * @param kind what it does
 * @param origin the extrinsic, or the block hook, that caused it
 * @param hotkey whose weights they are
 * @param index the subnet and the mechanism
 * @param uid the hotkey's uid as far as the block's events tell it
 * @param outcome its outcome
 * @param payload what it carried
 */
public record WeightFact(
        BlockRef block,
        Instant timestamp,
        int specVersion,
        Position position,
        String call,
        Kind kind,
        Origin origin,
        AccountId hotkey,
        StorageIndex index,
        KnownUid uid,
        Outcome outcome,
        Payload payload) {

    /** The same fact with that outcome and that payload. */
    public WeightFact with(Outcome became, Payload carried) {
        return new WeightFact(
                block, timestamp, specVersion, position, call, kind, origin, hotkey, index, uid, became, carried);
    }

    /** Its permanent name, the same in every store: block hash, a colon, position. */
    public String key() {
        return key(block, position);
    }

    /** The permanent name of the fact at that position of that block. */
    public static String key(BlockRef block, Position position) {
        return block.hash().hex() + ":" + position;
    }

    /** Whether it is an attempt to set or to commit weights whose outcome is known: no reveal, and not deferred. */
    public boolean isSubmission() {
        return (kind == Kind.SET || kind == Kind.COMMIT)
                && outcome != Outcome.Deferred.DEFERRED
                && outcome != Outcome.Unknown.UNKNOWN;
    }

    /** What a weight action does; the lower-case name is the word in the store. */
    public enum Kind {
        /** Weights in the open. */
        SET("set"),
        /** A commit: a hash or a timelocked ciphertext. */
        COMMIT("commit"),
        /** The hotkey opens its own commit. */
        REVEAL("reveal"),
        /** The chain opens a timelocked commit in a block hook. */
        AUTO_REVEAL("auto_reveal");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        /** The word in the store. */
        public String word() {
            return word;
        }
    }
}
