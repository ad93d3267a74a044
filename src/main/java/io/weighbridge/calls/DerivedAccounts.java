package io.weighbridge.calls;

import io.weighbridge.chain.AccountId;
import io.weighbridge.crypto.Blake2b;
import io.weighbridge.scale.Bytes;
import io.weighbridge.scale.ScaleWriter;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;

/** Account ids that belong to no key: the chain computes them from others. */
public final class DerivedAccounts {

    /** Utility's and Multisig's common prefix, 16 bytes without a length (frame: TypeId of pallet-utility). */
    private static final Bytes DERIVATION = Bytes.wrap("modlpy/utilisuba".getBytes(StandardCharsets.US_ASCII));

    private DerivedAccounts() {}

    /**
     * The account that {@code Utility.as_derivative} acts for (frame: pallet-utility, {@code derivative_account_id}).
     *
     * @param who the account it is derived from
     * @param index 0 to 65535
     */
    public static AccountId pseudonym(AccountId who, int index) {
        return hashed(new ScaleWriter()
                .bytes(DERIVATION)
                .bytes(who.bytes())
                .u16(index)
                .toBytes());
    }

    /**
     * A multisig's account (frame: pallet-multisig, {@code multi_account_id}).
     *
     * @param signatories all of them, in any order
     * @param threshold how many have to agree, 0 to 65535
     */
    public static AccountId multisig(Collection<AccountId> signatories, int threshold) {
        List<AccountId> sorted = signatories.stream().sorted().toList();
        var preimage = new ScaleWriter().bytes(DERIVATION).compact(sorted.size());
        sorted.forEach(signatory -> preimage.bytes(signatory.bytes()));
        return hashed(preimage.u16(threshold).toBytes());
    }

    private static AccountId hashed(Bytes preimage) {
        return new AccountId(Blake2b.hash256(preimage));
    }
}
