package io.weighbridge.backfill.jump;

import io.weighbridge.chain.AccountId;
import io.weighbridge.runtime.Extrinsic;
import io.weighbridge.runtime.NameFilter;
import io.weighbridge.runtime.Runtime;
import io.weighbridge.scale.Bytes;
import io.weighbridge.scale.DecodeException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads who signed the extrinsics of a block, and with which nonces. */
final class SignedNonces {

    private static final NameFilter NO_ARGUMENTS = (pallet, name) -> false;

    private SignedNonces() {}

    /** The nonces of each signer's extrinsics, in order; an extrinsic that cannot be decoded has no signer. */
    static Map<AccountId, List<Long>> in(List<Bytes> extrinsics, Runtime runtime) {
        var nonces = new HashMap<AccountId, List<Long>>();
        for (Bytes bytes : extrinsics) {
            Optional<Extrinsic> extrinsic = decoded(bytes, runtime);
            Optional<AccountId> signer = extrinsic.flatMap(Extrinsic::signer);
            Optional<Extrinsic.Extensions> extensions = extrinsic.flatMap(Extrinsic::extensions);
            if (signer.isPresent() && extensions.isPresent()) {
                nonces.computeIfAbsent(signer.get(), who -> new ArrayList<>())
                        .add(extensions.get().nonce());
            }
        }
        return nonces;
    }

    private static Optional<Extrinsic> decoded(Bytes extrinsic, Runtime runtime) {
        try {
            return Optional.of(runtime.decodeExtrinsic(extrinsic, NO_ARGUMENTS));
        } catch (DecodeException e) {
            return Optional.empty();
        }
    }
}
