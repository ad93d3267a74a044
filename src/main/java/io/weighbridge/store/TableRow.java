package io.weighbridge.store;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One row of {@code weight_transactions} as it is stored.
 *
 * @param id its key
 * @param cells what each column holds; a column that the table does not have is not there
 */
public record TableRow(long id, Map<String, Cell> cells) {

    /** The columns that the validator gives the table, but for the key {@code id}, in their order. */
    public static final List<String> COLUMNS = List.of(
            "ts",
            "block_number",
            "transaction_hash",
            "netuid",
            "success",
            "weights_json",
            "uids_json",
            "iteration_count",
            "error_message",
            "total_weight",
            "num_miners");

    /** Copies the cells. */
    public TableRow {
        cells = Map.copyOf(cells);
    }

    /** What that column holds; NULL where the table does not have it. */
    public Cell cell(String column) {
        return cells.getOrDefault(column, Cell.Null.NULL);
    }

    /** Whether the table has that column. */
    public boolean has(String column) {
        return cells.containsKey(column);
    }

    /** Tells the row from another one that gets its key. */
    public long fingerprint() {
        return Fingerprint.of(cell("ts").text(), cell("uids_json").text());
    }

    /** The same row with another value in one column. */
    public TableRow with(String column, Cell value) {
        var changed = new LinkedHashMap<>(cells);
        changed.put(column, value);
        return new TableRow(id, changed);
    }
}
