package io.weighbridge.store;

import java.util.List;

/**
 * A cell of a row that was written, and what stood there before.
 *
 * @param row the row's key
 * @param column the column
 * @param before what stood there
 * @param after what was written
 * @param tier what the link rested on
 * @param fact the fact's key
 */
public record Fill(long row, String column, Cell before, Cell after, Tier tier, String fact) {

    /** The columns that may be written; the others are the validator's alone. */
    public static final List<String> WRITABLE = List.of(
            "block_number",
            "transaction_hash",
            "success",
            "error_message",
            "weights_json",
            "uids_json",
            "total_weight",
            "num_miners");
}
