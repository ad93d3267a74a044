package io.weighbridge.devnet.validator;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a validator writes down about one attempt.
 *
 * @param after how many blocks after its attempt it does so
 * @param placed whether it notes the best block of that moment; NULL else
 * @param hash what it takes for the transaction hash; empty for NULL
 * @param success whether it takes the attempt for a success
 * @param uids the uids that it handed to the call
 * @param weights the weight of each uid, as it computed them; empty where it logs none
 * @param localTime whether it notes the time of its own zone without saying so
 */
record LoggedSet(
        int after,
        boolean placed,
        String hash,
        boolean success,
        List<Integer> uids,
        Map<Integer, Float> weights,
        boolean localTime) {

    /** Copies the collections; weights keep their order. */
    LoggedSet {
        uids = List.copyOf(uids);
        weights = Collections.unmodifiableMap(new LinkedHashMap<>(weights));
    }

    /** An attempt that the client called a success with {@code message}. */
    static LoggedSet success(int after, String message, List<Integer> uids, Map<Integer, Float> weights) {
        return new LoggedSet(after, true, message, true, uids, weights, false);
    }

    /** An attempt that the client called a failure: neither block nor weights are noted then. */
    static LoggedSet failure(int after, List<Integer> uids) {
        return new LoggedSet(after, false, "", false, uids, Map.of(), false);
    }

    /** The same without the block. */
    LoggedSet unplaced() {
        return new LoggedSet(after, false, hash, success, uids, weights, localTime);
    }

    /** The same by the clock on the wall. */
    LoggedSet inLocalTime() {
        return new LoggedSet(after, placed, hash, success, uids, weights, true);
    }
}
