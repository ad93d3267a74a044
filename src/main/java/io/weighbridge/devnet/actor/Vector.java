package io.weighbridge.devnet.actor;

import io.weighbridge.chain.Netuid;
import java.util.ArrayList;
import java.util.List;

/**
 * Weights to be submitted, and ways to get them wrong.
 *
 * @param netuid the subnet, 0 to 65535
 * @param uids the uids
 * @param values their weights
 * @param versionKey the version key
 */
record Vector(int netuid, List<Integer> uids, List<Integer> values, long versionKey) {

    /** Copies the lists. */
    Vector {
        uids = List.copyOf(uids);
        values = List.copyOf(values);
    }

    Vector withNetuid(int other) {
        return new Vector(other, uids, values, versionKey);
    }

    Vector withVersionKey(long other) {
        return new Vector(netuid, uids, values, other);
    }

    /** On a subnet that does not exist. */
    Vector astray() {
        return withNetuid(Netuid.LIMIT - 1);
    }

    /** One weight only. */
    Vector tooShort() {
        return new Vector(netuid, uids.subList(0, 1), values.subList(0, 1), versionKey);
    }

    /** With another uid in the first place. */
    Vector withFirstUid(int uid) {
        var changed = new ArrayList<>(uids);
        changed.set(0, uid);
        return new Vector(netuid, changed, values, versionKey);
    }

    /** With one weight less than uids. */
    Vector unequal() {
        return new Vector(netuid, uids, values.subList(1, values.size()), versionKey);
    }
}
