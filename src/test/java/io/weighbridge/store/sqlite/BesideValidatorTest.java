package io.weighbridge.store.sqlite;

import static io.weighbridge.store.FactSamples.set;
import static org.assertj.core.api.Assertions.assertThat;

import io.weighbridge.store.Store.StoredFact;
import io.weighbridge.testing.Patience;
import io.weighbridge.testing.SharedData;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows inserted into a file to which a stand-in for the Python validator writes at the same time. */
class BesideValidatorTest {

    private static final int FACTS = 1500;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--vacuum-always --hold-lock 0.3 --rows 8 --miners 4",
                "--vacuum-always --rows 40 --miners 4 --weight-table narrow"
            })
    void theValidatorLosesNothingAndEveryFactGetsItsRow(String arguments) throws IOException, InterruptedException {
        Path file = folder.resolve("validator.db");
        Process validator = start(file, arguments);
        try (BufferedReader out = validator.inputReader()) {
            assertThat(out.readLine()).startsWith("new database");
            int inserted = insert(file, FACTS);
            List<String> report = out.lines().toList();

            assertThat(validator.waitFor(Patience.SECONDS, TimeUnit.SECONDS)).isTrue();
            assertThat(validator.exitValue()).as("%s", report).isZero();
            assertThat(inserted).isEqualTo(FACTS);
        } finally {
            validator.destroyForcibly();
        }
        assertThat(ValidatorDatabase.at(file)
                        .ask("SELECT count(*) FROM weighbridge_links JOIN weight_transactions t" + " ON t.id = row_id"))
                .containsExactly(String.valueOf(FACTS));
    }

    @Test
    void aTableThatTheValidatorMakesLaterIsTheOneThatIsThere() throws IOException, InterruptedException {
        Path file = folder.resolve("validator.db");
        Process validator = start(file, "--rows 20 --miners 4 --weight-table 10");
        try (BufferedReader out = validator.inputReader()) {
            assertThat(out.readLine()).startsWith("new database");
            assertThat(insert(file, 20)).isEqualTo(20);
            List<String> report = out.lines().toList();

            assertThat(validator.waitFor(Patience.SECONDS, TimeUnit.SECONDS)).isTrue();
            assertThat(validator.exitValue()).as("%s", report).isZero();
        } finally {
            validator.destroyForcibly();
        }
    }

    private int insert(Path file, int count) {
        List<StoredFact> facts = LongStream.rangeClosed(1, count)
                .mapToObj(block -> new StoredFact(block, set(block)))
                .toList();
        try (SqliteLedger ledger = SqliteLedger.inValidatorFile(file, LedgerOptions.backingUpTo(folder))) {
            return ledger.insertMissing(facts);
        }
    }

    private static Process start(Path file, String arguments) throws IOException {
        var command = new ArrayList<>(List.of(
                "python3",
                "-u",
                SharedData.path("../validator_sim.py").normalize().toString(),
                "--db",
                file.toString(),
                "--interval",
                "0.05"));
        command.addAll(List.of(arguments.split(" ", -1)));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }
}
