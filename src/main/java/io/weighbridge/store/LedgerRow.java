package io.weighbridge.store;

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
        String fact) {}
