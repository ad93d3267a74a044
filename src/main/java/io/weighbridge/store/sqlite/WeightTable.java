package io.weighbridge.store.sqlite;

import io.weighbridge.chain.Hash;
import io.weighbridge.store.Cell;
import io.weighbridge.store.Fingerprint;
import io.weighbridge.store.StoreException;
import io.weighbridge.store.TableRow;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;

/** The table {@code weight_transactions}, whose columns are the validator's to choose. */
final class WeightTable {

    private static final List<String> REQUIRED = List.of("id", "ts", "netuid", "success", "weights_json", "uids_json");

    /** Word for word what the validator would create, so that its own {@code IF NOT EXISTS} finds it. */
    private static final List<String> DEFINITION = List.of(
            """
            CREATE TABLE IF NOT EXISTS weight_transactions (
              id INTEGER PRIMARY KEY AUTOINCREMENT, ts TEXT NOT NULL, block_number INTEGER, transaction_hash TEXT,
              netuid INTEGER NOT NULL, success BOOLEAN NOT NULL, weights_json TEXT NOT NULL, uids_json TEXT NOT NULL,
              iteration_count INTEGER, error_message TEXT, total_weight REAL, num_miners INTEGER)""",
            "CREATE INDEX IF NOT EXISTS idx_weight_ts ON weight_transactions(ts DESC)",
            "CREATE INDEX IF NOT EXISTS idx_weight_block ON weight_transactions(block_number DESC)",
            "CREATE INDEX IF NOT EXISTS idx_weight_hash ON weight_transactions(transaction_hash)");

    /** The columns of {@link #DEFINITION}. */
    static final Set<String> DEFINED =
            Stream.concat(Stream.of("id"), TableRow.COLUMNS.stream()).collect(Collectors.toUnmodifiableSet());

    private final List<Column> columns;
    private final boolean view;

    private WeightTable(List<Column> columns, boolean view) {
        this.columns = columns;
        this.view = view;
    }

    /** Creates the table if it is missing. */
    static void create(Handle handle) {
        DEFINITION.forEach(handle::execute);
    }

    /** The table with the columns that it has now; empty if there is none. */
    static Optional<WeightTable> find(Handle handle) {
        List<Column> columns = handle.createQuery(
                        "SELECT name, \"notnull\", dflt_value, pk FROM pragma_table_info('weight_transactions')")
                .map((row, context) -> new Column(
                        row.getString("name").toLowerCase(Locale.ROOT),
                        row.getBoolean("notnull"),
                        row.getString("dflt_value") != null || row.getInt("pk") > 0))
                .list();
        return columns.isEmpty() ? Optional.empty() : Optional.of(new WeightTable(columns, isView(handle)));
    }

    private static boolean isView(Handle handle) {
        return handle.select("SELECT EXISTS (SELECT 1 FROM sqlite_schema"
                        + " WHERE type = 'view' AND lower(name) = 'weight_transactions')")
                .mapTo(Boolean.class)
                .one();
    }

    /** Why no row can be written whatever its columns are; empty if that is not so. */
    String fault() {
        return view
                ? "expected a table weight_transactions, found a view, into which nobody can write. Rename the view:"
                        + " the table is made beside it"
                : "";
    }

    /**
     * Refuses a table that cannot take our rows.
     *
     * @throws StoreException.Unsuitable if a column is missing that we cannot do without
     */
    void check(Path file) {
        if (view) {
            throw new StoreException.Unsuitable(file + ": " + fault());
        }
        Set<String> missing = lacking();
        if (!missing.isEmpty()) {
            throw new StoreException.Unsuitable(file + ": expected the table weight_transactions to have the columns "
                    + String.join(", ", REQUIRED) + ", found no " + String.join(", ", missing)
                    + ". Update Weighbridge if the validator changed its table");
        }
    }

    /** The columns that are missing and that we cannot do without. */
    Set<String> lacking() {
        return REQUIRED.stream().filter(name -> !has(name)).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** Whether there is a column of that name. */
    boolean has(String name) {
        return columns.stream().anyMatch(column -> column.name().equals(name));
    }

    /** The names of its columns for a SELECT, quoted, with commas between them. */
    String selection() {
        return columns.stream()
                .map(Column::name)
                .sorted()
                .map(WeightTable::quoted)
                .collect(Collectors.joining(", "));
    }

    /** A column's name as SQL takes it, whatever letters it has. */
    static String quoted(String column) {
        return '"' + column.replace("\"", "\"\"") + '"';
    }

    /** The names of its columns, in lower case. */
    Set<String> names() {
        return columns.stream().map(Column::name).collect(Collectors.toUnmodifiableSet());
    }

    /** The columns that insist on a value and have no default. */
    Set<String> demanded() {
        return columns.stream().filter(Column::isDemanded).map(Column::name).collect(Collectors.toUnmodifiableSet());
    }

    /** A column that insists on a value that the row does not have. */
    Optional<String> obstacle(Map<String, Cell> cells) {
        return columns.stream()
                .filter(column -> column.isDemanded() && isNull(cells, column))
                .map(Column::name)
                .findFirst();
    }

    /** Inserts a row, as far as there are columns for it; gives its key. */
    long insert(Handle handle, Map<String, Cell> cells) {
        List<String> names = columns.stream()
                .filter(column -> cells.containsKey(column.name()) && !(column.notNull() && isNull(cells, column)))
                .map(Column::name)
                .toList();
        var values = new HashMap<String, @Nullable Object>();
        cells.forEach((column, cell) -> values.put(column, CellValues.of(cell)));
        String sql = "INSERT INTO weight_transactions (" + String.join(", ", names) + ") VALUES (:"
                + String.join(", :", names) + ")";
        try (Update insert = handle.createUpdate(sql)) {
            insert.bindMap(values).execute();
        }
        return handle.select("SELECT last_insert_rowid()").mapTo(Long.class).one();
    }

    private static boolean isNull(Map<String, Cell> cells, Column column) {
        return cells.getOrDefault(column.name(), Cell.Null.NULL) == Cell.Null.NULL;
    }

    /** The highest id, 0 without rows. */
    static long highestId(Handle handle) {
        return handle.select("SELECT coalesce(max(id), 0) FROM weight_transactions")
                .mapTo(Long.class)
                .one();
    }

    /** Rows above an id that hold just one of these extrinsic hashes, in any spelling; ascending. */
    List<Hashed> withHash(Handle handle, Collection<Hash> hashes, long above) {
        if (hashes.isEmpty() || !has("transaction_hash")) {
            return List.of();
        }
        var spellings = new ArrayList<String>();
        for (Hash hash : hashes) {
            spellings.add(hash.hex());
            spellings.add(hash.hex().substring(2));
        }
        String sql = """
                SELECT id, netuid, transaction_hash, coalesce(ts, '') AS ts, coalesce(uids_json, '') AS uids_json
                FROM weight_transactions
                WHERE id > :above AND length(transaction_hash) IN (64, 66)
                  AND lower(transaction_hash) IN (<spellings>)
                ORDER BY id
                """;
        try (Query query = handle.createQuery(sql)) {
            return query.bind("above", above)
                    .bindList("spellings", spellings)
                    .map((row, context) -> new Hashed(
                            row.getLong("id"),
                            row.getInt("netuid"),
                            Hash.fromHex(row.getString("transaction_hash")),
                            Fingerprint.of(row.getString("ts"), row.getString("uids_json"))))
                    .list();
        }
    }

    /**
     * A row that holds an extrinsic's hash.
     *
     * @param id its key
     * @param netuid its subnet
     * @param hash the hash
     * @param fingerprint tells it from another row that gets its id
     */
    record Hashed(long id, int netuid, Hash hash, long fingerprint) {}

    private record Column(String name, boolean notNull, boolean hasDefault) {

        /** Whether it insists on a value that only the writer can give. */
        boolean isDemanded() {
            return notNull && !hasDefault;
        }
    }
}
