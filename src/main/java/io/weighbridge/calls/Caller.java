package io.weighbridge.calls;

import io.weighbridge.chain.AccountId;
import io.weighbridge.runtime.Extrinsic;
import io.weighbridge.runtime.Value;
import java.util.Optional;

/** The dispatch origin of a call. */
public sealed interface Caller {

    /**
     * An account.
     *
     * @param account the account
     */
    record Signed(AccountId account) implements Caller {}

    /** The root origin: every privilege, no account. */
    enum Root implements Caller {
        /** The only one. */
        ROOT
    }

    /** No origin: the call of an extrinsic without signature. */
    enum None implements Caller {
        /** The only one. */
        NONE
    }

    /** An origin that cannot be told from the call, such as a collective's. */
    enum Unknown implements Caller {
        /** The only one. */
        UNKNOWN
    }

    /** The account, if it is one. */
    default Optional<AccountId> accountId() {
        return this instanceof Signed signed ? Optional.of(signed.account()) : Optional.empty();
    }

    /** The origin of an extrinsic's outermost call. */
    static Caller of(Extrinsic extrinsic) {
        if (extrinsic.preamble() == Extrinsic.Preamble.Bare.BARE) {
            return None.NONE;
        }
        return extrinsic.signer().<Caller>map(Signed::new).orElse(Unknown.UNKNOWN);
    }

    /** The account that an argument names: an account id, or a {@code MultiAddress} with an id. */
    static Caller ofAddress(Value address) {
        return address.asAddress().<Caller>map(Signed::new).orElse(Unknown.UNKNOWN);
    }

    /** The origin that an argument of type {@code OriginCaller} names. */
    static Caller ofOrigin(Value origin) {
        if (!(origin instanceof Value.Variant pallet && pallet.name().equals("system"))
                || !(pallet.fields().get(0) instanceof Value.Variant raw)) {
            return Unknown.UNKNOWN;
        }
        return switch (raw.name()) {
            case "Root" -> Root.ROOT;
            case "None" -> None.NONE;
            case "Signed" -> ofAddress(raw.fields().get(0));
            default -> Unknown.UNKNOWN;
        };
    }
}
