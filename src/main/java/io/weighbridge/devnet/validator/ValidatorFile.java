package io.weighbridge.devnet.validator;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The validator's SQLite file, written as real validators write it: one connection for each row, a busy timeout of five
 * seconds, and a row that cannot be written is lost. For one thread.
 */
final class ValidatorFile {

    private static final Logger LOG = LoggerFactory.getLogger(ValidatorFile.class);

    private static final String FAILED = "Failed to set weights";
    private static final ZoneOffset ZONE_OF_ITS_MACHINE = ZoneOffset.ofHours(-5);

    /** The tables of a validator, as far as they tell others whose file it is, and the table of its sets. */
    private static final List<String> SCHEMA = List.of(
            "PRAGMA journal_mode = WAL",
            "CREATE TABLE miners (hotkey TEXT PRIMARY KEY, uid INTEGER, last_seen_ts TEXT)",
            "CREATE TABLE performance_snapshots (id INTEGER PRIMARY KEY AUTOINCREMENT, hotkey TEXT NOT NULL,"
                    + " timestamp TEXT NOT NULL, weighted_volume REAL)",
            "CREATE TABLE scoring_runs (id INTEGER PRIMARY KEY AUTOINCREMENT, ts TEXT NOT NULL, hotkey TEXT NOT NULL,"
                    + " score REAL, reason TEXT)",
            "CREATE TABLE weight_transactions (id INTEGER PRIMARY KEY AUTOINCREMENT, ts TEXT NOT NULL,"
                    + " block_number INTEGER, transaction_hash TEXT, netuid INTEGER NOT NULL, success BOOLEAN NOT NULL,"
                    + " weights_json TEXT NOT NULL, uids_json TEXT NOT NULL, iteration_count INTEGER,"
                    + " error_message TEXT, total_weight REAL, num_miners INTEGER)",
            "CREATE INDEX idx_weight_ts ON weight_transactions(ts DESC)",
            "CREATE INDEX idx_weight_block ON weight_transactions(block_number DESC)",
            "CREATE INDEX idx_weight_hash ON weight_transactions(transaction_hash)");

    private static final String INSERT = """
            INSERT INTO weight_transactions (ts, block_number, transaction_hash, netuid, success, weights_json, uids_json,
                iteration_count, error_message, total_weight, num_miners) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";

    private final Path path;
    private final int netuid;
    private int iterations;

    private ValidatorFile(Path path, int netuid) {
        this.path = path;
        this.netuid = netuid;
    }

    /** A new file. */
    static ValidatorFile create(Path path, int netuid) {
        var file = new ValidatorFile(path, netuid);
        try (Connection connection = file.connect();
                Statement statement = connection.createStatement()) {
            for (String each : SCHEMA) {
                statement.execute(each);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("cannot make the validator's file " + path + ": " + e.getMessage(), e);
        }
        return file;
    }

    /** Logs at that moment, when that block was the best. */
    void write(LoggedSet set, Instant at, long best) {
        int iteration = iterations++;
        try (Connection connection = connect();
                PreparedStatement insert = connection.prepareStatement(INSERT)) {
            insert.setString(1, time(set, at));
            set(insert, 2, set.placed() ? Optional.of(best) : Optional.empty(), Types.INTEGER);
            set(insert, 3, Optional.of(set.hash()).filter(hash -> !hash.isEmpty()), Types.VARCHAR);
            insert.setInt(4, netuid);
            insert.setBoolean(5, set.success());
            insert.setString(6, json(set.weights()));
            insert.setString(7, set.uids().toString());
            insert.setInt(8, iteration);
            set(insert, 9, set.success() ? Optional.empty() : Optional.of(FAILED), Types.VARCHAR);
            Map<Integer, Float> weights = set.weights();
            double sum =
                    weights.values().stream().mapToDouble(Float::doubleValue).sum();
            set(insert, 10, weights.isEmpty() ? Optional.empty() : Optional.of(sum), Types.REAL);
            set(insert, 11, weights.isEmpty() ? Optional.empty() : Optional.of(weights.size()), Types.INTEGER);
            insert.executeUpdate();
        } catch (SQLException e) {
            LOG.warn("the validator lost a row: {}", e.getMessage());
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + path + "?busy_timeout=5000");
    }

    private static void set(PreparedStatement insert, int place, Optional<?> value, int type) throws SQLException {
        if (value.isPresent()) {
            insert.setObject(place, value.get());
        } else {
            insert.setNull(place, type);
        }
    }

    private static String time(LoggedSet set, Instant at) {
        return set.localTime()
                ? LocalDateTime.ofInstant(at, ZONE_OF_ITS_MACHINE).toString()
                : LocalDateTime.ofInstant(at, ZoneOffset.UTC) + "Z";
    }

    private static String json(Map<Integer, Float> weights) {
        return weights.entrySet().stream()
                .map(entry -> String.format(
                        Locale.ROOT,
                        "\"%d\": %s",
                        entry.getKey(),
                        entry.getValue().doubleValue()))
                .collect(Collectors.joining(", ", "{", "}"));
    }
}
