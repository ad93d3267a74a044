package io.weighbridge.runtime;

import io.weighbridge.chain.AccountId;
import io.weighbridge.chain.Hash;
import io.weighbridge.scale.Bytes;
import java.math.BigInteger;
import java.util.Optional;

/**
 * A decoded extrinsic.
 *
 * @param hash blake2b-256 of all bytes, the length prefix included
 * @param length the number of all bytes, the length prefix included
 * @param version 4 or 5
 * @param preamble who sent it, and under which conditions
 * @param call what it asks for
 */
public record Extrinsic(Hash hash, int length, int version, Preamble preamble, Call call) {

    /** What stands before the call. */
    public sealed interface Preamble {

        /** Nothing: an inherent, or another extrinsic without signature. */
        enum Bare implements Preamble {
            /** The only one. */
            BARE
        }

        /**
         * A signature.
         *
         * @param address the signer's address as it is on the wire, a {@code MultiAddress}
         * @param signatureType the signature's variant, such as {@code Sr25519}
         * @param signature the signature's bytes
         * @param extensions the extensions
         */
        record Signed(Value address, String signatureType, Bytes signature, Extensions extensions)
                implements Preamble {}

        /**
         * Extensions without signature.
         *
         * @param extensionVersion which list of extensions
         * @param extensions the extensions
         */
        record General(int extensionVersion, Extensions extensions) implements Preamble {}
    }

    /**
     * What the transaction extensions carry.
     *
     * @param values each extension's value by its identifier, in order
     * @param era how long the extrinsic is valid
     * @param nonce the signer's nonce, unsigned 32 bits
     * @param tip the tip in rao
     */
    public record Extensions(Value.Fields values, Era era, long nonce, BigInteger tip) {}

    /** The signer: none where there is no signature, or where the address does not tell an account id. */
    public Optional<AccountId> signer() {
        return preamble instanceof Preamble.Signed signed ? signed.address().asAddress() : Optional.empty();
    }

    /** The extensions; none for a bare extrinsic. */
    public Optional<Extensions> extensions() {
        if (preamble instanceof Preamble.Signed signed) {
            return Optional.of(signed.extensions());
        }
        return preamble instanceof Preamble.General general ? Optional.of(general.extensions()) : Optional.empty();
    }
}
