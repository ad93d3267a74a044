package io.weighbridge.backfill.jump;

import io.weighbridge.chain.AccountId;
import io.weighbridge.ingest.Finding;
import java.util.Map;

/**
 * A block that was read in full, between the state before and the state after it.
 *
 * @param before the state before
 * @param after the state after
 * @param finding what it holds
 * @param signatures who signed how many of its extrinsics
 */
record Step(Snapshot before, Snapshot after, Finding finding, Map<AccountId, Long> signatures) {

    Step {
        signatures = Map.copyOf(signatures);
    }

    /** By how much the nonces went up; those of accounts that ended apart. */
    long moved() {
        return before.signers().entrySet().stream()
                .mapToLong(entry -> Math.max(
                        0, nonceAfter(entry.getKey()) - entry.getValue().nonce()))
                .sum();
    }

    /** How many extrinsics the same signers signed. */
    long signed() {
        return before.signers().keySet().stream()
                .mapToLong(who -> signatures.getOrDefault(who, 0L))
                .sum();
    }

    /** Whether a nonce began anew. */
    boolean resets() {
        return before.signers().entrySet().stream()
                .anyMatch(entry -> nonceAfter(entry.getKey()) < entry.getValue().nonce());
    }

    /** Whether nonces and extrinsics agree. */
    boolean isExplained() {
        return resets()
                || !after.signers().keySet().containsAll(before.signers().keySet())
                || moved() == signed();
    }

    private long nonceAfter(AccountId who) {
        return after.signers().getOrDefault(who, Signer.NONE).nonce();
    }
}
