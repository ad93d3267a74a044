package io.weighbridge.devnet.actor;

import io.weighbridge.chain.Netuid;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Weights to be submitted, with methods that make them invalid.
 *
 * @param netuid the subnet, 0 to 65535
 * @param uids the uids
 * @param values their weights
 * @param versionKey the version key
 */
record Vector(int netuid, List<Integer> uids, List<Integer> values, long versionKey) {

    /** Four of these are always there, so that weights are long enough. */
    private static final int ALWAYS_CHOSEN = 4;

    /** Copies the lists. */
    Vector {
        uids = List.copyOf(uids);
        values = List.copyOf(values);
    }

    /** Some of the miners, drawn for a block, the largest weight 65535, as the usual tools submit them. */
    static Vector drawn(Dice dice, Netuid netuid, int firstMiner, int neurons, int index, long block, long versionKey) {
        var uids = new ArrayList<Integer>();
        for (int uid = 0; uid < neurons; uid++) {
            boolean chosen = dice.happens(70, "chosen", block, index, netuid.value(), uid);
            if (uid < ALWAYS_CHOSEN || (uid >= firstMiner && chosen)) {
                uids.add(uid);
            }
        }
        List<Integer> values = IntStream.range(0, uids.size())
                .mapToObj(i -> i == 0 ? 65_535 : 1 + dice.below(65_534, "weight", block, index, i))
                .toList();
        return new Vector(netuid.value(), uids, values, versionKey);
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
