package io.weighbridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.weighbridge.store.sqlite.SqliteOptions;
import io.weighbridge.store.sqlite.SqliteStore;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every wrong word of an operator gets one line, the exit code that belongs to it, and leaves nothing behind. */
class BadInputTest {

    private static final String ALICE = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY";

    @TempDir
    private Path home;

    private CapturedConsole console;

    @BeforeEach
    void open() {
        console = new CapturedConsole(home);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            bakfill | unknown command 'bakfill'; did you mean 'backfill'? See 'weighbridge --help'
            follow --hotkeys all | unknown option '--hotkeys'; did you mean '--hotkey'? See 'weighbridge follow --help'
            follow | no hotkey is set: whose weights are wanted? Give --hotkey SS58 (or WEIGHBRIDGE_HOTKEY, or 'hotkey:' in the file), or --hotkey all for everybody's
            follow --hotkey all --endpoint ftp://127.0.0.1:9944 | cannot use endpoint 'ftp://127.0.0.1:9944' (flag --endpoint): expected a URL that begins with ws://, wss://, http:// or https://, such as wss://host:443
            follow --hotkey all --from -1 | cannot use from '-1' (flag --from): expected a block number, 0 or more
            follow --hotkey all --from x | cannot use from 'x' (flag --from): expected a whole number. See 'weighbridge follow --help'
            backfill --hotkey all | expected one of --from N and --since 30d, found none
            backfill --hotkey all --from 1 --since 1d | expected one of --from N and --since 30d, found both
            backfill --hotkey all --from one | cannot use from 'one' (flag --from): expected a block number; negative to count back from the finalized head
            backfill --hotkey all --from 1 --to head | cannot use to 'head' (flag --to): expected a block number, or finalized
            backfill --hotkey all --from 1 --to -5 | cannot use to '-5' (flag --to): expected a block number, or finalized
            backfill --hotkey all --since 3x | cannot use since '3x' (flag --since): expected an age such as 12h or 30d, a day such as 2026-01-31, or a time such as 2026-01-31T12:00:00Z
            backfill --hotkey all --from 1 --strategy jump | cannot use strategy 'jump' (flag --strategy) for every hotkey: it follows the traces of named ones; name them with --hotkey, or use scan
            backfill --hotkey all --from 1 --strategy fast | cannot use strategy 'fast' (flag --strategy): expected auto, jump or scan
            history --format xml | cannot use format 'xml' (flag --format): expected table, json, ndjson or csv
            history --limit -1 | cannot use limit '-1' (flag --limit): expected 0 (all) or more
            history --outcome lost | cannot use outcome 'lost' (flag --outcome): expected success, failed, rolled_back, not_executed, deferred, unknown
            history --kind blend | cannot use kind 'blend' (flag --kind): expected set, commit, reveal, auto_reveal
            export --format parquet | cannot use format 'parquet' (flag --format): expected table, json, ndjson or csv
            export --since 2026-04-01 --until 2026-03-01 | cannot use since '2026-04-01' with until '2026-03-01': expected a time after --since
            export --since 2026-13-01 | cannot use since '2026-13-01' (flag --since): expected an age such as 12h or 30d, a day such as 2026-01-31, or a time such as 2026-01-31T12:00:00Z
            history --from 9 --to 8 | cannot use the range from block 9 to block 8: expected numbers from 0, the last one not below the first
            status --format csv | cannot use format 'csv' (flag --format): expected table or json
            demo --for soon | cannot use for 'soon' (flag --for): expected a number and ms, s, m, h or d, such as 30s
            history --limit few | cannot use limit 'few' (flag --limit): expected a whole number. See 'weighbridge history --help'
            histroy | unknown command 'histroy'; did you mean 'history'? See 'weighbridge --help'
            export --output march.parquet | cannot tell the format from 'march.parquet' (flag --output): expected a name that ends with .csv, .json or .ndjson, or --format FORMAT beside it
            follow --netuids 1 | unknown option '--netuids'; did you mean '--netuid'? See 'weighbridge follow --help'
            follow --webhook=https://example.org/TOKEN42 | unknown option '--webhook'; did you mean '--alerts-webhook'? See 'weighbridge follow --help'
            status wss://me:KEY42@h:443/KEY42 | unknown word 'wss://h:443/…'. See 'weighbridge status --help'
            history --kind https://h/KEY42 | cannot use kind 'https://h/…' (flag --kind): expected set, commit, reveal, auto_reveal
            status --network=ws://h:9944?KEY42 | cannot use network 'ws://h:9944/…' (flag --network): expected one of finney, test, local
            status --config https://h/KEY42 | cannot use config 'https://h/…' (flag --config): expected the path of a file, this is an address
            status --hotkey wss://h/KEY42 | cannot use hotkey 'wss://h/…' (flag --hotkey): expected an SS58 address, which begins with 5, this is one of another kind
            status --store --endpoint=wss://h/KEY42 | --store needs a value, found the option '--endpoint=…' in its place. See 'weighbridge status --help'
            follow --colour | unknown option '--colour'. See 'weighbridge follow --help'
            follow again | unknown word 'again'. See 'weighbridge follow --help'
            follow --db | --db needs a value: PATH. See 'weighbridge follow --help'
            follow --hotkey --netuid 1 | --hotkey needs a value, found the option '--netuid' in its place. See 'weighbridge follow --help'
            follow --from 1 --from 2 | --from is given more than once; expected one. See 'weighbridge follow --help'
            follow --trust-endpoint=yes | cannot use trust-endpoint 'yes' (flag --trust-endpoint): expected true or false. See 'weighbridge follow --help'
            demo --speed x | cannot use speed 'x' (flag --speed): expected a number. See 'weighbridge demo --help'
            backfill --hotkey all --from 10 --to 5 | cannot use the range from block 10 to block 5: expected the last one not below the first
            backfill --hotkey all --since 2999-01-01 | cannot use since '2999-01-01' (flag --since): expected a time that has passed, this one lies in the future
            @settings | unknown command '@settings'. See 'weighbridge --help'
            demo --speed 0 | cannot use speed '0.0' (flag --speed): expected 1 to 240
            demo --http nowhere | cannot use http 'nowhere' (flag --http): expected HOST:PORT, such as 127.0.0.1:8480, or off
            """)
    void aWrongWordIsAUsageFault(String commandLine, String line) {
        assertThat(console.run(commandLine.split(" "))).isEqualTo(2);

        assertThat(console.err()).isEqualTo("weighbridge: " + line + "\n");
        assertThat(console.out()).isEmpty();
    }

    @Test
    void anErrorIsToldInOneLineThatNoTerminalObeys() {
        assertThat(console.run("history", "--kind", "\u001b[31mred\nline")).isEqualTo(2);

        assertThat(console.err())
                .isEqualTo(
                        "weighbridge: cannot use kind '\\x1b[31mred line' (flag --kind): expected set, commit, reveal,"
                                + " auto_reveal\n");
    }

    @Test
    void aVeryLongWordIsCutShort() {
        assertThat(console.run("history", "--kind", "k".repeat(3000))).isEqualTo(2);

        assertThat(console.err()).hasSizeLessThan(200).contains("kkkk…'");
    }

    @Test
    void theStackTraceOfAFaultIsShownWhereTheSettingsAskForDetails() {
        var environment = Map.of("WEIGHBRIDGE_VERBOSE", "true", "WEIGHBRIDGE_STORE", home + "/none.db");

        assertThat(console.run(Interruption.never(), environment, "history")).isEqualTo(4);
        assertThat(console.err()).contains("\n\tat io.weighbridge.");
        assertThat(console.run("history", "--store", home + "/none.db")).isEqualTo(4);
        assertThat(console.err()).hasLineCount(1);
    }

    @Test
    void aFileOfFactsThatIsNoTextIsRefusedInWords() throws IOException {
        Path file = Files.write(home.resolve("facts.json"), new byte[] {(byte) 0xff, 1, 2});

        assertThat(console.run("reconcile", "--facts", file.toString())).isEqualTo(2);
        assertThat(console.err())
                .isEqualTo("weighbridge: cannot read " + file
                        + " (flag --facts): it is no text in UTF-8. Expected a JSON file\n");
    }

    @Test
    void withoutACommandTheCommandsAreListed() {
        assertThat(console.run()).isEqualTo(2);

        assertThat(console.err()).contains("Usage: weighbridge [-hV] COMMAND").contains("  follow ");
        assertThat(console.out()).isEmpty();
    }

    @Test
    void aHotkeyWithAWrongChecksumIsAUsageFault() {
        assertThat(console.run("follow", "--hotkey", ALICE.replace("utQY", "utQZ")))
                .isEqualTo(2);

        assertThat(console.err())
                .isEqualTo("weighbridge: cannot use hotkey (flag --hotkey):"
                        + " '5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQZ' is not an SS58 address of this chain:"
                        + " the checksum does not fit; is a letter mistyped?\n");
    }

    @Test
    void anUnknownKeyOfTheFileIsAUsageFault() throws IOException {
        Path file = Files.writeString(home.resolve("w.yaml"), "store: a.db\nnetiud: 1\n");

        assertThat(console.run("status", "--config", file.toString())).isEqualTo(2);
        assertThat(console.err())
                .isEqualTo("weighbridge: unknown key 'netiud' (" + file + " line 2); did you mean 'netuid'?\n");
    }

    @Test
    void aPathOfTheValidatorThatLeadsNowhereIsAUsageFault() {
        var environment = Map.of("VALIDATOR_DB_PATH", "data/validator.db");

        assertThat(console.run(Interruption.never(), environment, "status")).isEqualTo(2);
        assertThat(console.err())
                .isEqualTo("weighbridge: cannot use db 'data/validator.db' (environment variable VALIDATOR_DB_PATH):"
                        + " expected a file that is there: the validator counts relative paths from its project's root;"
                        + " give --db PATH\n");
    }

    @Test
    void aStoreThatIsNotThereIsADatabaseFault() {
        Path store = home.resolve("none.db");

        assertThat(console.run("history", "--store", store.toString())).isEqualTo(4);
        assertThat(console.err())
                .isEqualTo("weighbridge: " + store + ": expected a database of Weighbridge, found nothing. Give"
                        + " --db or --store as they were given to 'follow', or run 'follow' or 'backfill' first\n");
        assertThat(store).doesNotExist();
    }

    @Test
    void aTabInTheFileIsNamed() throws IOException {
        Path file = Files.writeString(home.resolve("w.yaml"), "\tstore: a.db\n");

        assertThat(console.run("status", "--config", file.toString())).isEqualTo(2);
        assertThat(console.err())
                .isEqualTo("weighbridge: cannot read " + file
                        + " line 1: a tab stands before a key or a value. Use spaces\n");
    }

    @Test
    void aStoreThatIsNoDatabaseIsADatabaseFault() throws IOException {
        Path store =
                Files.writeString(home.resolve("notes.txt"), "these are my notes, and no database at all\n".repeat(99));

        assertThat(console.run("status", "--store", store.toString())).isEqualTo(4);
        assertThat(console.err())
                .isEqualTo("weighbridge: " + store
                        + " (opening): expected an SQLite database, found another kind of file. Check the path\n");
        assertThat(store).hasContent("these are my notes, and no database at all\n".repeat(99));
    }

    @Test
    void aValidatorsFileThatIsNotThereIsADatabaseFaultAndIsNotMade() {
        Path db = home.resolve("validator.db");

        assertThat(console.run(
                        "follow",
                        "--hotkey",
                        ALICE,
                        "--netuid",
                        "1",
                        "--db",
                        db.toString(),
                        "--endpoint",
                        "ws://127.0.0.1:1"))
                .isEqualTo(4);
        assertThat(console.err()).startsWith("weighbridge: " + db).hasLineCount(1);
        assertThat(db).doesNotExist();
    }

    @Test
    void aFolderThatIsNotThereIsADatabaseFault() {
        Path store = home.resolve("missing/w.db");

        assertThat(console.run(
                        "follow", "--hotkey", "all", "--store", store.toString(), "--endpoint", "ws://127.0.0.1:1"))
                .isEqualTo(4);
        assertThat(console.err())
                .startsWith("weighbridge: " + store + ": expected the folder ")
                .hasLineCount(1);
    }

    @Test
    void anAddressWhereNobodyListensIsAnEndpointFault() throws IOException {
        int port = freePort();

        assertThat(console.run(
                        "backfill",
                        "--hotkey",
                        "all",
                        "--from",
                        "1",
                        "--store",
                        home.resolve("w.db").toString(),
                        "--endpoint",
                        "ws://127.0.0.1:" + port))
                .isEqualTo(3);
        assertThat(console.err())
                .startsWith("weighbridge: cannot reach ws://127.0.0.1:" + port + ": ")
                .hasLineCount(1);
    }

    @Test
    void anOutputThatCannotBeWrittenIsAUsageFaultAndLeavesNothing() throws IOException {
        String store = home.resolve("w.db").toString();
        SqliteStore.open(Path.of(store), SqliteOptions.DEFAULTS).close();

        assertThat(console.run("history", "--store", store, "--output", "/nowhere/h.csv", "--format", "csv"))
                .isEqualTo(2);
        assertThat(console.err())
                .isEqualTo(
                        "weighbridge: cannot write to /nowhere/h.csv (flag --output): expected a folder that exists and"
                                + " can be written\n");
    }

    @Test
    void aStackTraceIsShownOnlyWhenAskedFor() {
        String store = home.resolve("none.db").toString();

        console.run("history", "--store", store, "-v");
        assertThat(console.err()).contains("\tat io.weighbridge.");
        console.run("history", "--store", store);
        assertThat(console.err()).doesNotContain("\tat ");
    }

    @Test
    void helpIsAResult() {
        for (String command :
                new String[] {"follow", "backfill", "history", "export", "status", "doctor", "demo", "devnet", "decode"
                }) {
            assertThat(console.run(command, "--help")).isZero();
            assertThat(console.out()).contains("Usage: weighbridge " + command);
            assertThat(console.err()).isEmpty();
        }
    }

    @Test
    void helpTellsACommandsOwnOptionsBeforeTheSettings() {
        console.run("history", "--help");

        assertThat(console.out())
                .containsSubsequence("--limit=N", "--until=TIME", "Settings; ", "--db=PATH", "Examples:");
    }

    @Test
    void everyCommandThatIsListedWorks() {
        console.run("--help");

        Stream<String> listed = console.out()
                .lines()
                .dropWhile(line -> !line.equals("Commands:"))
                .skip(1)
                .takeWhile(line -> !line.isBlank())
                .filter(line -> line.matches("  \\w.*"))
                .map(line -> line.strip().replaceFirst(" .*", ""));
        assertThat(listed)
                .containsExactlyInAnyOrder(
                        "demo",
                        "follow",
                        "backfill",
                        "reconcile",
                        "history",
                        "export",
                        "decrypt",
                        "status",
                        "audit",
                        "alert",
                        "doctor",
                        "devnet",
                        "completion",
                        "manual",
                        "decode");
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
