package io.weighbridge.store;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * One row of {@code weight_transactions} as text, each column as it is stored; empty where it is NULL.
 *
 * @param id the row's key
 * @param ts when
 * @param blockNumber in which block
 * @param transactionHash by which extrinsic
 * @param netuid on which subnet
 * @param success {@code 1} or {@code 0}
 * @param weightsJson the weights as JSON
 * @param uidsJson the uids as JSON
 * @param errorMessage why it failed
 * @param origin {@code weighbridge} for an inserted row, else {@code validator}
 * @param fact the fact that the row tells of: block hash, a colon, position; empty where none is known
 * @param source where its values came from
 */
public record LedgerRow(
        long id,
        String ts,
        String blockNumber,
        String transactionHash,
        String netuid,
        String success,
        String weightsJson,
        String uidsJson,
        String errorMessage,
        String origin,
        String fact,
        Source source) {

    /**
     * Where the values of a row came from: those of an inserted row from us, those of the validator's from the validator, but
     * for the cells that are named here.
     *
     * @param tier what the link with the fact rests on; empty without a link
     * @param evidence what speaks for it, in words
     * @param run the run that made the link; 0 outside of any
     * @param cells the cells that we wrote: {@code filled} where something was missing, {@code corrected} where it was wrong
     */
    public record Source(String tier, String evidence, long run, Map<String, String> cells) {

        /** A row that nobody linked: all of it is the validator's. */
        public static final Source VALIDATOR = new Source("", "", 0, Map.of());

        /** Copies the map. */
        public Source {
            cells = Collections.unmodifiableMap(new TreeMap<>(cells));
        }
    }
}
