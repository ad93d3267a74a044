package io.weighbridge.backfill.jump;

import io.weighbridge.chain.AccountId;
import io.weighbridge.runtime.NameFilter;
import io.weighbridge.runtime.Runtime;
import io.weighbridge.scale.Bytes;
import io.weighbridge.scale.DecodeException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Counts who signed how many extrinsics. */
final class Signatures {

    private static final NameFilter NO_ARGUMENTS = (pallet, name) -> false;

    private Signatures() {}

    /** The signers of a block's extrinsics; one that cannot be decoded has none. */
    static Map<AccountId, Long> in(List<Bytes> extrinsics, Runtime runtime) {
        var counts = new HashMap<AccountId, Long>();
        for (Bytes extrinsic : extrinsics) {
            signer(extrinsic, runtime).ifPresent(who -> counts.merge(who, 1L, Long::sum));
        }
        return counts;
    }

    private static Optional<AccountId> signer(Bytes extrinsic, Runtime runtime) {
        try {
            return runtime.decodeExtrinsic(extrinsic, NO_ARGUMENTS).signer();
        } catch (DecodeException e) {
            return Optional.empty();
        }
    }
}
