package io.weighbridge.weights;

import io.weighbridge.chain.AccountId;
import io.weighbridge.chain.Hash;
import java.math.BigInteger;

/** What caused a weight action. */
public sealed interface Origin {

    /**
     * A signed extrinsic.
     *
     * @param extrinsicHash its hash
     * @param signer who signed, which is not always who the call acts for
     * @param nonce the signer's nonce
     * @param tip the tip in rao
     * @param fee what was paid in rao ({@code TransactionPayment.TransactionFeePaid}); 0 where no event tells it
     */
    record Signed(Hash extrinsicHash, AccountId signer, long nonce, BigInteger tip, BigInteger fee) implements Origin {}

    /**
     * An extrinsic without a signer on this chain, such as an Ethereum transaction.
     *
     * @param extrinsicHash its hash
     */
    record Unsigned(Hash extrinsicHash) implements Origin {}

    /** A block hook: no extrinsic shows it. */
    enum Hook implements Origin {
        /** The only one. */
        HOOK
    }
}
