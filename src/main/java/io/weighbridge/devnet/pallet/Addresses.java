package io.weighbridge.devnet.pallet;

import io.weighbridge.chain.AccountId;
import io.weighbridge.runtime.Value;

/** Reads addresses: only plain account ids name an account on this chain. */
final class Addresses {

    private Addresses() {}

    /** The account that an address names; fails with {@code CannotLookup} for every other form. */
    static AccountId lookUp(Value address, Execution execution) {
        Value.Variant variant = address.asVariant();
        if (!variant.name().equals("Id")) {
            throw execution.failure(1, "CannotLookup");
        }
        return variant.fields().get(0).asAccount();
    }
}
