package io.weighbridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.weighbridge.devnet.Devnet;
import io.weighbridge.devnet.pallet.Act;
import io.weighbridge.devnet.pallet.Deed;
import io.weighbridge.devnet.pallet.Ending;
import io.weighbridge.store.sqlite.ValidatorDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * From a node to the rows: a validator commits on a chain of 500 blocks, the chain reveals or does not, and the rows of
 * {@code weight_transactions} tell which.
 */
class CommitLivesTest {

    private static final long BEST = 500;
    private static final int NETUID = CommittingValidator.NETUID;

    /** Blocks of 12 s after which a row's match is acted on: more than 900 s. */
    private static final long SETTLING = 80;

    private static final ObjectMapper JSON = new ObjectMapper();

    private static CommittingValidator validator;
    private static Devnet node;

    @TempDir
    private Path home;

    private CapturedConsole console;
    private Path store;

    @BeforeAll
    static void startNode() {
        validator = CommittingValidator.start(BEST);
        node = validator.node();
    }

    @AfterAll
    static void stopNode() {
        validator.close();
    }

    @BeforeEach
    void open() {
        console = new CapturedConsole(home);
        store = home.resolve("w.db");
    }

    @Test
    void ourOwnRowsGetTheirWeightsFromTheReveal() {
        assertThat(index("backfill", "--from", "1")).isZero();

        List<Ending> revealed = validator.clearlyRevealed();
        assertThat(revealed).hasSizeGreaterThan(5);
        for (Ending ending : revealed) {
            Act reveal = validator.revealOf(ending);
            List<String> row = ask(
                    store,
                    "SELECT uids_json, weights_json, total_weight, num_miners, success FROM weight_transactions WHERE"
                            + " netuid = " + NETUID + " AND block_number = " + ending.committed()
                            + " AND success = 1 AND total_weight IS NOT NULL");
            assertThat(row).as("row of %s", ending).hasSize(1);
            assertThat(row.get(0)).startsWith(reveal.uids() + "|{\"0\":");
            assertThat(row.get(0)).contains("|" + reveal.uids().size() + "|1");
        }
    }

    @Test
    void rowsOfCommitsThatWereLostStayWithoutWeights() {
        assertThat(index("backfill", "--from", "1")).isZero();

        List<Ending> lost = validator.endings().stream()
                .filter(ending -> ending.fate() == Ending.Fate.LOST && validator.aloneInItsEpoch(ending))
                .toList();
        assertThat(lost).isNotEmpty();
        for (Ending ending : lost) {
            assertThat(ask(
                            store,
                            "SELECT weights_json, total_weight FROM weight_transactions WHERE success = 1 AND netuid = "
                                    + NETUID + " AND block_number = " + ending.committed()))
                    .as("row of %s", ending)
                    .containsExactly("{}|");
        }
    }

    @Test
    void statusCountsWhatBecameOfTheCommits() throws IOException {
        assertThat(index("backfill", "--from", "1")).isZero();

        JsonNode scanned = commits();
        assertThat(scanned.path("revealed").asInt()).isEqualTo((int) validator.endings().stream()
                .filter(ending -> ending.fate() == Ending.Fate.REVEALED)
                .count());
        assertThat(scanned.path("lost").asInt()).isPositive();
        assertThat(scanned.path("pending").asInt()).isPositive();
        assertThat(scanned.path("unknown").asInt()).isZero();
    }

    @Test
    void aJumpTellsTheSameLives() throws IOException {
        assertThat(index("backfill", "--from", "1", "--strategy", "scan")).isZero();
        JsonNode scanned = commits();
        store = home.resolve("jumped.db");

        assertThat(index("backfill", "--from", "1", "--strategy", "jump")).isZero();

        assertThat(commits()).isEqualTo(scanned);
    }

    @Test
    void aValidatorsRowIsFoundByItsRoundAndItsWeightsAreVerified() {
        Path file = home.resolve("validator.db");
        Map<Long, Ending> clear = validator.clearlyRevealed().stream()
                .filter(ending -> ending.committed() < node.finalizedNumber() - SETTLING)
                .collect(Collectors.toMap(Ending::committed, ending -> ending));
        long liar = clear.keySet().stream().sorted().skip(2).findFirst().orElseThrow();
        log(file, clear, liar);

        assertThat(index("backfill", "--from", "1", "--db", file.toString(), "--netuid", "" + NETUID))
                .as(console.err())
                .isIn(0, 5);
        assertThat(console.run(
                        "reconcile",
                        "--db",
                        file.toString(),
                        "--store",
                        store.toString(),
                        "--netuid",
                        "" + NETUID,
                        "--hotkey",
                        node.trackedHotkey().ss58()))
                .as(console.err())
                .isIn(0, 5);

        int verified = 0;
        for (Ending ending : clear.values()) {
            long block = ending.committed();
            List<String> row = ask(
                    file,
                    "SELECT w.transaction_hash LIKE '0x%', w.weights_json, l.flags FROM weight_transactions w JOIN"
                            + " weighbridge_links l ON l.row_id = w.id WHERE w.block_number = " + block
                            + " AND l.tier = 'round'");
            assertThat(row).as("row of the commit in block %d", block).hasSize(1);
            assertThat(row.get(0)).startsWith("1|" + logged(ending, block == liar));
            assertThat(row.get(0)).contains("weights_verified=" + (block != liar));
            verified++;
        }
        assertThat(verified).isGreaterThan(5);
    }

    /** What the validator logs: a row for each timelocked commit that it saw accepted; in one of them it lies. */
    private void log(Path file, Map<Long, Ending> clear, long liar) {
        ValidatorDatabase database = ValidatorDatabase.create(file);
        database.run(ValidatorDatabase.WEIGHTS);
        for (Act act : validator.mine()) {
            if (act.deed() instanceof Deed.TimelockedCommit commit && act.outcome() == Act.Outcome.SUCCESS) {
                Optional<Ending> ending = Optional.ofNullable(clear.get(act.block()));
                String weights =
                        ending.map(it -> logged(it, act.block() == liar)).orElse("{\"0\": 1.0}");
                String uids = ending.map(it -> validator.revealOf(it).uids().toString())
                        .orElse("[0]");
                database.runOne("INSERT INTO weight_transactions (ts, transaction_hash, netuid, success, weights_json,"
                        + " uids_json) VALUES ('" + time(act.block()) + "', 'reveal_round:" + commit.round() + "', "
                        + NETUID + ", 1, '" + weights + "', '" + uids + "')");
            }
        }
    }

    private static String logged(Ending ending, boolean lie) {
        Act reveal = validator.revealOf(ending);
        return IntStream.range(0, reveal.uids().size())
                .mapToObj(at -> "\"" + reveal.uids().get(at) + "\": "
                        + (lie ? reveal.values().size() - at : reveal.values().get(at)) / 65_535.0)
                .collect(Collectors.joining(", ", "{", "}"));
    }

    private static String time(long block) {
        var now = node.chain().runtimeAfter(block).storage("Timestamp.Now");
        long millis = node.chain()
                .storage(now.key(), block)
                .map(now::decode)
                .orElseThrow()
                .asLong();
        return Instant.ofEpochMilli(millis).toString().replace("Z", "+00:00");
    }

    private int index(String command, String... more) {
        var arguments = new ArrayList<>(
                List.of(command, "--hotkey", node.trackedHotkey().ss58()));
        arguments.addAll(
                List.of("--store", store.toString(), "--endpoint", node.uri().toString()));
        if (!List.of(more).contains("--netuid")) {
            arguments.addAll(List.of("--netuid", "" + NETUID));
        }
        arguments.addAll(List.of(more));
        return console.run(arguments.toArray(String[]::new));
    }

    private JsonNode commits() throws IOException {
        assertThat(console.run("status", "--store", store.toString(), "--format", "json"))
                .isZero();
        JsonNode commits = JSON.readTree(console.out()).path("commits");
        Map<String, Integer> counts = new HashMap<>();
        commits.properties().forEach(field -> {
            if (field.getValue().isInt()) {
                counts.put(field.getKey(), field.getValue().asInt());
            }
        });
        return JSON.valueToTree(counts);
    }

    private static List<String> ask(Path file, String query) {
        return ValidatorDatabase.at(file).ask(query);
    }
}
