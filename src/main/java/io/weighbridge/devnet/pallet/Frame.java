package io.weighbridge.devnet.pallet;

import io.weighbridge.chain.AccountId;
import io.weighbridge.runtime.Call;
import java.util.ArrayList;
import java.util.List;

/**
 * A call about to run, and how it came to that.
 *
 * @param origin on whose behalf it runs
 * @param call the call
 * @param path its place in the call tree; empty for the extrinsic's own
 * @param signer who signed the extrinsic
 * @param extrinsic the extrinsic's index in the block
 */
record Frame(Origin origin, Call call, List<Integer> path, AccountId signer, int extrinsic) {

    /** Copies the path. */
    Frame {
        path = List.copyOf(path);
    }

    /** A call inside this one. */
    Frame child(int index, Origin itsOrigin, Call itsCall) {
        var itsPath = new ArrayList<>(path);
        itsPath.add(index);
        return new Frame(itsOrigin, itsCall, itsPath, signer, extrinsic);
    }
}
