package io.weighbridge.weights;

import io.weighbridge.chain.AccountId;
import io.weighbridge.chain.Hash;
import java.math.BigInteger;
import java.util.Optional;

/** What caused a weight action. */
public sealed interface Origin {

    /** The hash of the extrinsic; empty where a block hook was the cause. */
    Optional<Hash> extrinsic();

    /**
     * A signed extrinsic.
     *
     * @param extrinsicHash its hash
     * @param signer who signed, which is not always who the call acts for
     * @param nonce the signer's nonce
     * @param tip the tip in rao
     * @param fee what was paid in rao ({@code TransactionPayment.TransactionFeePaid}); 0 where no event tells it
     */
    record Signed(Hash extrinsicHash, AccountId signer, long nonce, BigInteger tip, BigInteger fee) implements Origin {

        @Override
        public Optional<Hash> extrinsic() {
            return Optional.of(extrinsicHash);
        }
    }

    /**
     * An extrinsic without a signer on this chain, such as an Ethereum transaction.
     *
     * @param extrinsicHash its hash
     */
    record Unsigned(Hash extrinsicHash) implements Origin {

        @Override
        public Optional<Hash> extrinsic() {
            return Optional.of(extrinsicHash);
        }
    }

    /** A block hook: no extrinsic shows it. */
    enum Hook implements Origin {
        /** The only one. */
        HOOK;

        @Override
        public Optional<Hash> extrinsic() {
            return Optional.empty();
        }
    }
}
