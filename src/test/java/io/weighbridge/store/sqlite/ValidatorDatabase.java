package io.weighbridge.store.sqlite;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** A validator's database as a second writer sees it: its tables, and plain SQL beside the code under test. */
public final class ValidatorDatabase {

    static final String BASE = """
            CREATE TABLE miners (hotkey TEXT PRIMARY KEY, uid INTEGER);
            CREATE TABLE performance_snapshots (id INTEGER PRIMARY KEY AUTOINCREMENT, hotkey TEXT NOT NULL);
            CREATE TABLE scoring_runs (id INTEGER PRIMARY KEY AUTOINCREMENT, ts TEXT NOT NULL, hotkey TEXT NOT NULL);
            CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL);
            INSERT INTO alembic_version VALUES ('002_add_profit')""";

    /** The statements that make {@code weight_transactions}. */
    public static final String WEIGHTS = """
            CREATE TABLE IF NOT EXISTS weight_transactions (
              id INTEGER PRIMARY KEY AUTOINCREMENT, ts TEXT NOT NULL, block_number INTEGER, transaction_hash TEXT,
              netuid INTEGER NOT NULL, success BOOLEAN NOT NULL, weights_json TEXT NOT NULL, uids_json TEXT NOT NULL,
              iteration_count INTEGER, error_message TEXT, total_weight REAL, num_miners INTEGER);
            CREATE INDEX IF NOT EXISTS idx_weight_ts ON weight_transactions(ts DESC);
            CREATE INDEX IF NOT EXISTS idx_weight_block ON weight_transactions(block_number DESC);
            CREATE INDEX IF NOT EXISTS idx_weight_hash ON weight_transactions(transaction_hash)""";

    private final Path path;

    private ValidatorDatabase(Path path) {
        this.path = path;
    }

    /** A new one in WAL mode with the base tables; {@code weight_transactions} is not among them. */
    public static ValidatorDatabase create(Path path) {
        ValidatorDatabase database = at(path);
        database.run("PRAGMA journal_mode = WAL;" + BASE);
        return database;
    }

    /** Whatever is at the path; a statement creates the file. */
    public static ValidatorDatabase at(Path path) {
        return new ValidatorDatabase(path);
    }

    Path path() {
        return path;
    }

    /** Runs statements, divided by semicolons, on a connection of their own. */
    public void run(String statements) {
        runAll(statements.split(";", -1));
    }

    /** Runs one statement, which may hold semicolons, on a connection of its own. */
    public void runOne(String sql) {
        runAll(sql);
    }

    private void runAll(String... statements) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(String.join(";", statements), e);
        }
    }

    /** Each row of the answer, its cells divided by a bar; NULL as nothing. */
    public List<String> ask(String query) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            var rows = new ArrayList<String>();
            while (row.next()) {
                var cells = new ArrayList<String>();
                for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                    cells.add(row.getString(i) == null ? "" : row.getString(i));
                }
                rows.add(String.join("|", cells));
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException(query, e);
        }
    }

    /** A connection of the caller's own. */
    Connection connect() throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + path);
    }
}
