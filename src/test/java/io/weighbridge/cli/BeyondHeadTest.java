package io.weighbridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.weighbridge.chain.Netuid;
import io.weighbridge.store.CommitSummary;
import io.weighbridge.store.FactSamples;
import io.weighbridge.store.sqlite.SqliteLedger;
import io.weighbridge.store.sqlite.SqliteOptions;
import io.weighbridge.store.sqlite.ValidatorDatabase;
import io.weighbridge.watch.LagCause;
import io.weighbridge.watch.RowWait;
import io.weighbridge.web.StatusReport;
import io.weighbridge.web.StatusReport.EndpointStatus;
import io.weighbridge.weights.Tracked;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows of a validator at a finalized head of 1000. */
class BeyondHeadTest {

    private static final Tracked TRACKED = new Tracked(Set.of(new Netuid(1)), Set.of(FactSamples.ALICE));

    @TempDir
    private Path home;

    @Test
    void aBlockThatIsNearMayStillCome() throws SQLException {
        rows("999, 1", "1299, 1", "NULL, 1");

        assertThat(said(1000)).isEmpty();
    }

    @Test
    void aBlockThatIsFarIsTold() throws SQLException {
        rows("999, 1", "1300, 1");

        assertThat(said(1000))
                .get()
                .asString()
                .startsWith("row 2 (block 1300) names a block far beyond the finalized head 1000 and waits");
    }

    @Test
    void ofManyTheNewestAreTold() throws SQLException {
        rows("2000, 1", "3000, 1", "4000, 1", "5000, 1");

        assertThat(said(1000))
                .get()
                .asString()
                .startsWith("rows 4 (block 5000), 3 (block 4000), 2 (block 3000) and others name blocks far beyond");
    }

    @Test
    void rowsOfAnotherSubnetAreNobodysConcern() throws SQLException {
        rows("9000, 2");

        assertThat(said(1000)).isEmpty();
    }

    @Test
    void whereNobodyTellsOfTheHeadNothingIsFar() throws SQLException {
        rows("9000, 1");

        assertThat(said(-1)).isEmpty();
    }

    private Optional<String> said(long head) {
        try (SqliteLedger ledger = SqliteLedger.readValidatorFile(home.resolve("v.db"), SqliteOptions.DEFAULTS)) {
            return BeyondHead.of(ledger, TRACKED, report(head));
        }
    }

    private static StatusReport report(long head) {
        return new StatusReport(
                "",
                List.of(new EndpointStatus("ws://a:1", head >= 0, head, "")),
                List.of(),
                0,
                3,
                List.of(),
                CommitSummary.of(List.of()),
                List.of(),
                List.of(),
                LagCause.NONE,
                RowWait.NONE);
    }

    /** Each block and netuid. */
    private void rows(String... rows) throws SQLException {
        try (Connection db = DriverManager.getConnection("jdbc:sqlite:" + home.resolve("v.db"));
                Statement statement = db.createStatement()) {
            statement.execute("PRAGMA journal_mode = WAL");
            for (String table : List.of("miners", "performance_snapshots", "scoring_runs")) {
                statement.execute("CREATE TABLE " + table + " (id INTEGER PRIMARY KEY)");
            }
            for (String part : ValidatorDatabase.WEIGHTS.split(";", -1)) {
                if (!part.isBlank()) {
                    statement.execute(part);
                }
            }
            for (String row : rows) {
                statement.execute("INSERT INTO weight_transactions (ts, block_number, netuid, success, weights_json,"
                        + " uids_json) VALUES ('2026-02-20T12:00:00Z', " + row + ", 1, '{}', '[]')");
            }
        }
    }
}
