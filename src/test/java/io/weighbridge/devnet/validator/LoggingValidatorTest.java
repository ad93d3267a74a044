package io.weighbridge.devnet.validator;

import static org.assertj.core.api.Assertions.assertThat;

import io.weighbridge.chain.AccountId;
import io.weighbridge.chain.Netuid;
import io.weighbridge.chain.RawBlock;
import io.weighbridge.devnet.actor.Cast;
import io.weighbridge.devnet.actor.Scenario;
import io.weighbridge.devnet.node.DevChain;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoggingValidatorTest {

    private static final Netuid NETUID = new Netuid(1);
    private static final AccountId HOTKEY = new Cast(1).validator(1);

    @TempDir
    private Path home;

    @Test
    void itLogsWithEveryFaultThatRealOnesHave() throws Exception {
        DevChain chain = chain(500);
        Path file = home.resolve("validator.db");

        try (var validator = LoggingValidator.start(chain, HOTKEY, NETUID, file, Duration.ZERO)) {
            List<String> rows = rows(file);

            assertThat(rows).hasSize((int) validator.rows());
            assertThat(rows).as("a real hash").anyMatch(row -> row.matches(".*\\|0x[0-9a-f]{64}\\|1\\|.*"));
            assertThat(rows).as("a hash in a dump").anyMatch(row -> row.contains("ExtrinsicReceipt<hash:0x"));
            assertThat(rows).as("a text for a hash").anyMatch(row -> row.contains("Not waiting for finalization"));
            assertThat(rows).as("no block").anyMatch(row -> row.matches("[^|]*\\|null\\|Not waiting.*"));
            assertThat(rows).as("a time without a zone").anyMatch(row -> row.matches("[^|Z]*\\|\\d+\\|.*"));
            assertThat(rows).as("a failure").anyMatch(row -> row.contains("|null|null|0|{}|[0"));
            assertThat(rows)
                    .as("too soon, so nothing was sent")
                    .anyMatch(row -> row.matches(".*\\|\\d+\\|null\\|1\\|\\{}.*"));
            assertThat(rows).as("a round").anyMatch(row -> row.contains("|reveal_round:"));
        }
    }

    @Test
    void whatItLogsFollowsFromTheChainAlone() throws Exception {
        DevChain once = chain(300);
        DevChain growing = chain(120);
        Path one = home.resolve("one.db");
        Path other = home.resolve("other.db");

        LoggingValidator.start(once, HOTKEY, NETUID, one, Duration.ZERO).close();
        try (var validator = LoggingValidator.start(growing, HOTKEY, NETUID, other, Duration.ZERO)) {
            for (int more = 120; more < 300; more++) {
                RawBlock unused = growing.produce();
                validator.catchUp();
            }
        }

        assertThat(rows(other)).isEqualTo(rows(one)).isNotEmpty();
    }

    private static DevChain chain(int blocks) {
        var chain = new DevChain(Scenario.withSeed(1)
                .withCommitReveal(Set.of(NETUID))
                .withSealEvery(200)
                .withTempo(16, 8));
        for (int block = 0; block < blocks; block++) {
            RawBlock unused = chain.produce();
        }
        return chain;
    }

    private static List<String> rows(Path file) throws Exception {
        var rows = new ArrayList<String>();
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                var statement = connection.createStatement();
                var found = statement.executeQuery("SELECT ts, block_number, transaction_hash, success, weights_json,"
                        + " uids_json, error_message FROM weight_transactions ORDER BY id")) {
            while (found.next()) {
                var row = new ArrayList<String>();
                for (int column = 1; column <= 7; column++) {
                    row.add(String.valueOf(found.getObject(column)));
                }
                rows.add(String.join("|", row));
            }
        }
        return rows;
    }
}
