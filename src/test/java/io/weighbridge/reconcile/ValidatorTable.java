package io.weighbridge.reconcile;

import io.weighbridge.store.Cell;
import io.weighbridge.store.TableRow;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A validator's file under its own connection, and beside it a table that holds nothing but the validator's words. */
public final class ValidatorTable implements AutoCloseable, RandomHistory.Table {

    private static final String COLUMNS =
            "(id INTEGER PRIMARY KEY AUTOINCREMENT, ts TEXT NOT NULL, block_number INTEGER,"
                    + " transaction_hash TEXT, netuid INTEGER NOT NULL, success BOOLEAN NOT NULL, weights_json TEXT NOT NULL,"
                    + " uids_json TEXT NOT NULL, iteration_count INTEGER, error_message TEXT, total_weight REAL,"
                    + " num_miners INTEGER)";

    private final Connection file;
    private final Connection words;

    /** Makes the file, with the tables that a validator has at least. */
    public ValidatorTable(Path path) throws SQLException {
        file = DriverManager.getConnection("jdbc:sqlite:" + path);
        words = DriverManager.getConnection("jdbc:sqlite::memory:");
        execute(file, "PRAGMA journal_mode=WAL");
        for (String base : List.of("miners", "performance_snapshots", "scoring_runs")) {
            execute(file, "CREATE TABLE " + base + " (id INTEGER PRIMARY KEY)");
        }
        both("CREATE TABLE weight_transactions " + COLUMNS);
    }

    @Override
    public long insert(Map<String, Cell> cells) {
        try {
            put(file, "INSERT INTO weight_transactions (%s) VALUES (%s)", cells);
            long id = number(file, "SELECT last_insert_rowid()");
            put(words, "INSERT INTO weight_transactions (id, %s) VALUES (" + id + ", %s)", cells);
            return id;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void set(long id, String column, Cell value) {
        for (Connection one : List.of(file, words)) {
            try (PreparedStatement update =
                    one.prepareStatement("UPDATE weight_transactions SET " + column + " = ? WHERE id = ?")) {
                update.setObject(1, plain(value));
                update.setLong(2, id);
                update.executeUpdate();
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @Override
    public void delete(long id) {
        both("DELETE FROM weight_transactions WHERE id = " + id);
    }

    @Override
    public void recreate() {
        both("DROP TABLE weight_transactions");
        both("CREATE TABLE weight_transactions " + COLUMNS);
    }

    /** Every cell of the file's table, with its type. */
    List<String> dump() throws SQLException {
        return dump(file);
    }

    List<String> dumpOfTheValidatorsWords() throws SQLException {
        return dump(words);
    }

    private static List<String> dump(Connection connection) throws SQLException {
        String cells = String.join(
                " || '|' || ",
                TableRow.COLUMNS.stream().map(column -> "quote(" + column + ")").toList());
        var lines = new ArrayList<String>();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(
                        "SELECT id || '|' || " + cells + " FROM weight_transactions ORDER BY id")) {
            while (rows.next()) {
                lines.add(rows.getString(1));
            }
        }
        return lines;
    }

    private static void put(Connection connection, String sql, Map<String, Cell> cells) throws SQLException {
        var columns = List.copyOf(cells.keySet());
        String marks = String.join(", ", columns.stream().map(column -> "?").toList());
        try (PreparedStatement insert = connection.prepareStatement(sql.formatted(String.join(", ", columns), marks))) {
            for (int i = 0; i < columns.size(); i++) {
                insert.setObject(i + 1, plain(cells.getOrDefault(columns.get(i), Cell.Null.NULL)));
            }
            insert.executeUpdate();
        }
    }

    private static @Nullable Object plain(Cell cell) {
        if (cell instanceof Cell.Int number) {
            return number.value();
        }
        if (cell instanceof Cell.Real number) {
            return number.value();
        }
        if (cell instanceof Cell.Blob blob) {
            return blob.value().toArray();
        }
        return cell == Cell.Null.NULL ? null : cell.text();
    }

    private static long number(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            return rows.getLong(1);
        }
    }

    private void both(String sql) {
        execute(file, sql);
        execute(words, sql);
    }

    private static void execute(Connection connection, String sql) {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    @Override
    public void close() throws SQLException {
        file.close();
        words.close();
    }
}
