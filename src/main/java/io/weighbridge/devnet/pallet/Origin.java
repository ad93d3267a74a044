package io.weighbridge.devnet.pallet;

import io.weighbridge.chain.AccountId;

/** The dispatch origin of a call. */
public sealed interface Origin {

    /**
     * An account.
     *
     * @param account the account
     */
    record Signed(AccountId account) implements Origin {}

    /** The root origin, through Sudo. */
    enum Root implements Origin {
        /** The only one. */
        ROOT
    }

    /** Nobody: an inherent. */
    enum Nobody implements Origin {
        /** The only one. */
        NOBODY
    }
}
