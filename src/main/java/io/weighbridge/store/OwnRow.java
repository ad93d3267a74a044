package io.weighbridge.store;

import io.weighbridge.chain.Hash;
import io.weighbridge.chain.Netuid;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The row of {@code weight_transactions} that a submission gets where nobody logged it.
 *
 * @param time the time of its block; the row tells it in UTC with microseconds, as the validator does
 * @param block the number of its block
 * @param extrinsic the hash of its extrinsic; all zeros where no extrinsic caused it
 * @param netuid on which subnet
 * @param success whether it took effect
 * @param error why it did not, {@code Pallet.ErrorName}; empty where it did, or where that is not told
 * @param weights what the row tells of weights, as {@link WeightCells} writes it
 */
public record OwnRow(
        Instant time,
        long block,
        Hash extrinsic,
        Netuid netuid,
        boolean success,
        String error,
        Map<String, Cell> weights) {

    private static final DateTimeFormatter MICROS =
            new DateTimeFormatterBuilder().appendInstant(6).toFormatter();

    /** Copies the weights. */
    public OwnRow {
        weights = Map.copyOf(weights);
    }

    /** Every column but the key, NULL where the row has nothing to say. */
    public Map<String, Cell> cells() {
        var cells = new LinkedHashMap<String, Cell>();
        cells.put("ts", new Cell.Text(MICROS.format(time)));
        cells.put("block_number", new Cell.Int(block));
        cells.put("transaction_hash", extrinsic.equals(Hash.ZERO) ? Cell.Null.NULL : new Cell.Text(extrinsic.hex()));
        cells.put("netuid", new Cell.Int(netuid.value()));
        cells.put("success", new Cell.Int(success ? 1 : 0));
        cells.put("iteration_count", Cell.Null.NULL);
        cells.put("error_message", success || error.isEmpty() ? Cell.Null.NULL : new Cell.Text(error));
        cells.putAll(weights);
        return cells;
    }
}
