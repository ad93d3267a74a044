package io.weighbridge.store.sqlite;

import static io.weighbridge.store.sqlite.SteadyWriter.TRACKED;
import static org.assertj.core.api.Assertions.assertThat;

import io.weighbridge.chain.BlockRange;
import io.weighbridge.chain.RangeSet;
import io.weighbridge.store.FactQuery;
import io.weighbridge.store.Store.StoredFact;
import io.weighbridge.testing.Patience;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes that die in the middle of writing. */
class CrashTest {

    private static final int KILLS = 5;
    private static final long NEVER = 1_000_000;

    @TempDir
    private Path folder;

    private Path store;
    private ValidatorDatabase validator;

    @BeforeEach
    void createValidator() {
        store = folder.resolve("weighbridge.db");
        validator = ValidatorDatabase.create(folder.resolve("validator.db"));
    }

    @Test
    void killedAtAnyMomentNothingIsLostOrDoubled() throws IOException, InterruptedException {
        var random = new Random(7);
        long told = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            told = killAfter(start(List.of(), NEVER), 1 + random.nextInt(40));
            told = checkStore(told);
            checkRows();
        }
        long end = told + 50;
        assertThat(lines(start(List.of(), end))).endsWith("done");

        assertThat(checkStore(end)).isEqualTo(end);
        assertThat(checkRows()).isEqualTo(SteadyWriter.facts(1, end).size());
    }

    @Test
    void aFileThatMayNotGrowEndsTheStepAndNothingElse() throws IOException, InterruptedException {
        List<String> told = lines(start(List.of("bash", "-c", "ulimit -f 3000; exec \"$0\" \"$@\""), NEVER));

        assertThat(told.get(told.size() - 1)).startsWith("Unavailable: ");
        checkStore(Long.parseLong(told.get(told.size() - 2)));
        checkRows();
    }

    @Test
    void whereSqliteCannotBeUnpackedThatIsSaid() throws IOException, InterruptedException {
        List<String> told = lines(start(List.of("bash", "-c", "ulimit -f 300; exec \"$0\" \"$@\""), NEVER));

        assertThat(told)
                .singleElement()
                .asString()
                .startsWith("Unsuitable: ")
                .contains("SQLite itself cannot be loaded")
                .contains("ulimit -f");
    }

    /** Facts and coverage agree block by block; returns the last covered block. */
    private long checkStore(long atLeast) {
        try (SqliteStore opened = SqliteStore.open(store, SqliteOptions.DEFAULTS)) {
            long last = opened.coverage(TRACKED).last().orElse(0);
            assertThat(last).isGreaterThanOrEqualTo(atLeast);
            if (last > 0) {
                assertThat(opened.coverage(TRACKED)).isEqualTo(RangeSet.of(new BlockRange(1, last)));
            }
            List<StoredFact> facts = opened.facts(FactQuery.of(TRACKED, FactQuery.ALL_BLOCKS));
            assertThat(facts).extracting(StoredFact::fact).isEqualTo(SteadyWriter.facts(1, last));
            if (!facts.isEmpty()) {
                assertThat(facts.get(facts.size() - 1).id()).isEqualTo(facts.size());
            }
            return last;
        }
    }

    /** Each row has its link and stands once; returns how many there are. */
    private int checkRows() {
        if (validator
                .ask("SELECT name FROM sqlite_schema WHERE name = 'weighbridge_links'")
                .isEmpty()) {
            return 0;
        }
        List<String> rows = validator.ask(
                "SELECT t.id FROM weight_transactions t JOIN weighbridge_links l ON l.row_id = t.id ORDER BY t.id");
        assertThat(validator.ask("SELECT id FROM weight_transactions ORDER BY id"))
                .isEqualTo(rows);
        assertThat(validator.ask("SELECT count(*), count(DISTINCT block_number) FROM weight_transactions"))
                .containsExactly(rows.size() + "|" + rows.size());
        assertThat(validator.ask("SELECT count(*) FROM weighbridge_links"))
                .containsExactly(String.valueOf(rows.size()));
        assertThat(validator.ask("PRAGMA integrity_check")).containsExactly("ok");
        return rows.size();
    }

    private Process start(List<String> wrapper, long end) throws IOException {
        var command = new ArrayList<>(wrapper);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-XX:-UsePerfData",
                "-cp",
                System.getProperty("java.class.path"),
                SteadyWriter.class.getName(),
                store.toString(),
                validator.path().toString(),
                String.valueOf(end)));
        return new ProcessBuilder(command)
                .redirectError(folder.resolve("log").toFile())
                .start();
    }

    /** Kills the process after it told some steps; returns the last step it told. */
    private static long killAfter(Process process, int steps) throws IOException, InterruptedException {
        long last = 0;
        try (BufferedReader out = process.inputReader()) {
            for (int step = 0; step < steps; step++) {
                last = Long.parseLong(out.readLine());
            }
            process.destroyForcibly();
        }
        assertThat(process.waitFor(Patience.SECONDS, TimeUnit.SECONDS)).isTrue();
        return last;
    }

    private static List<String> lines(Process process) throws IOException, InterruptedException {
        try (BufferedReader out = process.inputReader()) {
            List<String> lines = out.lines().toList();
            assertThat(process.waitFor(Patience.SECONDS, TimeUnit.SECONDS)).isTrue();
            return lines;
        }
    }
}
