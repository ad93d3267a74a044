package io.weighbridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.weighbridge.calls.Outcome;
import io.weighbridge.chain.BlockRange;
import io.weighbridge.chain.MechanismId;
import io.weighbridge.chain.StorageIndex;
import io.weighbridge.runtime.DispatchError;
import io.weighbridge.store.FactSamples;
import io.weighbridge.store.Store.Increment;
import io.weighbridge.store.sqlite.SqliteOptions;
import io.weighbridge.store.sqlite.SqliteStore;
import io.weighbridge.web.History;
import io.weighbridge.weights.Payload;
import io.weighbridge.weights.Position;
import io.weighbridge.weights.Tracked;
import io.weighbridge.weights.WeightFact;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** Blocks of the samples are 12 s apart and begin at noon of 2026-02-20, so March begins with block 61,200. */
class ExportCommandTest {

    private static final long MARCH = 61_200;
    private static final long APRIL = MARCH + 31 * 7_200;
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path home;

    private CapturedConsole console;
    private Path database;

    @BeforeEach
    void open() {
        console = new CapturedConsole(home);
        database = home.resolve("w.db");
    }

    @Test
    void aMonthHoldsItsFirstMomentAndNotTheNextOnes() throws IOException {
        store(sets(MARCH - 1, MARCH, MARCH + 1, APRIL - 1, APRIL));

        assertThat(export("--since", "2026-03-01", "--until", "2026-04-01", "--format", "json"))
                .isZero();
        assertThat(blocks()).containsExactly(MARCH, MARCH + 1, APRIL - 1);
    }

    @Test
    void withoutAWordAboutTheFormatItIsCsv() {
        store(sets(1L, 2L));

        assertThat(export()).isZero();
        assertThat(console.out())
                .startsWith(String.join(",", History.columns()) + "\r\n")
                .hasLineCount(3);
        assertThat(console.err()).isEqualTo("2 weight actions as csv\n");
    }

    @Test
    void theNameOfTheFileTellsTheFormat() throws IOException {
        store(sets(1L, 2L));
        Path file = home.resolve("all.ndjson");

        assertThat(export("--output", file.toString())).isZero();
        assertThat(Files.readAllLines(file)).hasSize(2).allSatisfy(line -> JSON.readTree(line));
        assertThat(console.out()).isEmpty();
    }

    @Test
    void everyRecordHasTheColumnsThatTheHeadOfACsvNames() throws IOException {
        store(FactSamples.arbitrary(3, 40));

        export("--format", "json");
        assertThat(records())
                .hasSize(40)
                .allSatisfy(record -> assertThat(record.properties())
                        .extracting(entry -> entry.getKey())
                        .containsExactlyElementsOf(History.columns()));
    }

    @Test
    void ofMoreThanAPageEachComesOnceAndInChainOrder() throws IOException {
        store(crowd(1_203));

        export("--format", "json");
        assertThat(records())
                .extracting(record -> record.path("id").asLong())
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, 1_203).mapToObj(Long::valueOf).toList());
    }

    @Test
    void theNewestFirstIsTheSameTheOtherWayRound() throws IOException {
        store(crowd(1_203));

        console.run("history", "--store", database.toString(), "--format", "json", "--limit", "1100");
        assertThat(records())
                .extracting(record -> record.path("id").asLong())
                .containsExactlyElementsOf(
                        IntStream.range(0, 1_100).mapToObj(n -> 1_203L - n).toList());
    }

    @Test
    void filtersCanBeCombined() throws IOException {
        var failure = new Outcome.Failed(new DispatchError("SubtensorModule.SettingWeightsTooFast", ""));
        store(List.of(
                FactSamples.set(1),
                FactSamples.set(2, FactSamples.BOB, FactSamples.SUBNET, failure),
                FactSamples.set(3, FactSamples.ALICE, FactSamples.SUBNET, failure),
                FactSamples.set(4, FactSamples.ALICE, FactSamples.SUBNET, failure)));

        export(
                "--hotkey",
                FactSamples.ALICE.ss58(),
                "--outcome",
                "failed",
                "--kind",
                "set",
                "--to",
                "3",
                "--format",
                "json");
        assertThat(blocks()).containsExactly(3L);
    }

    @Test
    void nothingIsAHeadAndNoFault() {
        store(List.of());

        assertThat(export("--kind", "reveal")).isZero();
        assertThat(console.out()).isEqualTo(String.join(",", History.columns()) + "\r\n");
    }

    @Test
    void aFileIsReplacedAsAWhole() throws IOException {
        store(sets(1L));
        Path file = Files.writeString(home.resolve("a.csv"), "what was there\n".repeat(9_999));

        assertThat(export("--output", file.toString())).isZero();
        assertThat(Files.readAllLines(file)).hasSize(2);
        assertThat(remains()).isEmpty();
    }

    @Test
    void aFolderIsNoFile() {
        store(List.of());

        assertThat(export("--output", home.toString())).isEqualTo(2);
        assertThat(console.err())
                .isEqualTo(
                        "weighbridge: cannot write to " + home + " (flag --output): it is a folder, expected a file\n");
    }

    @Test
    @EnabledIf("hasFullDevice")
    void aFullDiskIsAFault() throws IOException {
        store(crowd(1_203));

        assertThat(export("--output", "/dev/full")).isEqualTo(2);
        assertThat(console.err())
                .isEqualTo(
                        "weighbridge: cannot write to /dev/full (flag --output): is the disk full? Nothing was kept\n");
        assertThat(Path.of("/dev/full")).exists();
        assertThat(remains()).isEmpty();
    }

    @SuppressWarnings("unused") // named by the test's condition
    private static boolean hasFullDevice() {
        return Files.isWritable(Path.of("/dev/full"));
    }

    @Test
    void blocksThatAreNotVerifiedAreToldBesideTheResultWithHowToReadThem() {
        store(sets(100L, 250L), new BlockRange(100, 199), new BlockRange(230, 299));

        assertThat(export("--from", "50", "--to", "350")).isZero();
        assertThat(console.out()).hasLineCount(3).doesNotContain("verified");
        assertThat(console.err())
                .startsWith(
                        "2 weight actions as csv\nnot verified, so that weight actions may be missing: blocks 50–99,"
                                + " 200–229, 300–350 (131). Read them with 'weighbridge backfill --from 50 --to 350'");
    }

    @Test
    void whatIsVerifiedAsAWholeIsNotToldOf() {
        store(sets(100L, 250L), new BlockRange(100, 199), new BlockRange(230, 299));

        export("--from", "110", "--to", "150");
        assertThat(console.err()).isEqualTo("0 weight actions as csv; 'status' tells which blocks are verified\n");
        export("--from", "230");
        assertThat(console.err()).isEqualTo("1 weight action as csv\n");
    }

    @Test
    void withoutARangeOnlyHolesAreToldOf() {
        store(sets(100L, 250L), new BlockRange(100, 199), new BlockRange(230, 299));

        export();
        assertThat(console.err()).contains("blocks 200–229 (30)");
    }

    @Test
    void timesAreReckonedFromTheFactsAroundThem() {
        store(
                sets(MARCH - 7_200, APRIL - 7_200),
                new BlockRange(MARCH - 7_200, MARCH + 99),
                new BlockRange(MARCH + 200, APRIL));

        export("--since", "2026-03-01", "--until", "2026-03-15");
        assertThat(console.err()).contains("blocks 61300–61399 (100)");
        export("--since", "2026-03-02", "--until", "2026-03-15");
        assertThat(console.err()).doesNotContain("not verified");
    }

    @Test
    void beyondTheLastFactOnlyWhatIsClearlyNotVerifiedIsToldOf() {
        store(sets(MARCH), new BlockRange(MARCH, MARCH + 7_190));

        export("--since", "2026-03-01", "--until", "2026-03-02");
        assertThat(console.err()).isEqualTo("1 weight action as csv\n");
        export("--since", "2026-02-25", "--until", "2026-03-03");
        assertThat(console.err())
                .contains("not verified, so that weight actions may be missing: blocks 32986–61199, 68391–");
    }

    private void store(List<WeightFact> facts, BlockRange... covered) {
        try (var store = SqliteStore.open(database, SqliteOptions.DEFAULTS)) {
            for (BlockRange blocks : covered) {
                List<WeightFact> inside = facts.stream()
                        .filter(fact -> blocks.contains(fact.block().number()))
                        .toList();
                store.commit(new Increment(Tracked.EVERYTHING, blocks, "scan", inside));
            }
        }
    }

    private int export(String... more) {
        return console.run(Stream.concat(Stream.of("export", "--store", database.toString()), Stream.of(more))
                .toArray(String[]::new));
    }

    private void store(List<WeightFact> facts) {
        try (var store = SqliteStore.open(database, SqliteOptions.DEFAULTS)) {
            store.commit(new Increment(Tracked.EVERYTHING, new BlockRange(0, APRIL + 1), "scan", facts));
        }
    }

    private List<JsonNode> records() throws IOException {
        var records = new ArrayList<JsonNode>();
        JSON.readTree(console.out()).forEach(records::add);
        return records;
    }

    private List<Long> blocks() throws IOException {
        return records().stream()
                .map(record -> record.path("block_number").asLong())
                .toList();
    }

    private List<String> remains() throws IOException {
        try (var files = Files.list(home)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".part"))
                    .toList();
        }
    }

    /** Many facts in blocks of very different sizes; one block is larger than a page. */
    private static List<WeightFact> crowd(int size) {
        return IntStream.range(0, size)
                .mapToObj(n -> FactSamples.fact(
                        n < 400 ? 1 + n / 7 : n < 1_100 ? 70 : n,
                        Position.ofCall(n, List.of()),
                        WeightFact.Kind.SET,
                        FactSamples.ALICE,
                        new StorageIndex(FactSamples.SUBNET, MechanismId.MAIN),
                        Outcome.Success.SUCCESS,
                        new Payload.Weights(List.of(1), List.of(65535), 1)))
                .toList();
    }

    private static List<WeightFact> sets(Long... blocks) {
        return Stream.of(blocks).map(FactSamples::set).toList();
    }
}
