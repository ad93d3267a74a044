package io.weighbridge.cli.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.weighbridge.alerts.AlertOptions;
import io.weighbridge.alerts.Webhook;
import io.weighbridge.chain.AccountId;
import io.weighbridge.chain.Netuid;
import io.weighbridge.cli.settings.Settings.HttpPlace;
import io.weighbridge.cli.settings.Settings.LedgerPlace;
import io.weighbridge.cli.settings.Settings.LogFormat;
import io.weighbridge.store.sqlite.LedgerOptions.MissingTable;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsReaderTest {

    private static final String ALICE = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY";

    @TempDir
    private Path home;

    private final Map<Key, List<String>> flags = new HashMap<>();
    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void folder() throws IOException {
        Files.createDirectories(home.resolve("config"));
    }

    @Test
    void aTildeIsTheUsersFolder() {
        file("store: ~/w.db");

        assertThat(read().store()).isEqualTo(new StorePlace.InFile(Path.of(System.getProperty("user.home"), "w.db")));
    }

    @Test
    void withoutAnythingTheDefaultsHold() {
        Settings settings = read();

        assertThat(settings.network()).isEqualTo(Network.FINNEY);
        assertThat(settings.endpoints()).isEmpty();
        assertThat(settings.liveEndpoints()).containsExactly(URI.create("wss://entrypoint-finney.opentensor.ai:443"));
        assertThat(settings.archiveEndpoints()).containsExactly(URI.create("wss://archive.chain.opentensor.ai:443"));
        assertThat(settings.tracked().netuids()).isEmpty();
        assertThat(settings.ledger()).isEqualTo(LedgerPlace.InStore.IN_STORE);
        assertThat(settings.store()).isEqualTo(new StorePlace.InFile(Path.of("weighbridge.db")));
        assertThat(settings.http()).isEqualTo(new HttpPlace.Address("127.0.0.1", 8480));
        assertThat(settings.trustEndpoint()).isFalse();
        assertThat(settings.logFormat()).isEqualTo(LogFormat.TEXT);
        assertThat(settings.given()).isEmpty();
    }

    @Test
    void aFlagWinsOverTheEnvironmentAndThatOverTheFileAndThatOverTheValidatorsVariable() {
        environment.put("NETUID", "1");
        assertThat(read().tracked().netuids()).containsExactly(new Netuid(1));
        file("netuid: 2");
        assertThat(read().tracked().netuids()).containsExactly(new Netuid(2));
        environment.put("WEIGHBRIDGE_NETUID", "3");
        assertThat(read().tracked().netuids()).containsExactly(new Netuid(3));
        flags.put(Key.NETUID, List.of("4"));
        assertThat(read().tracked().netuids()).containsExactly(new Netuid(4));
    }

    @Test
    void everySettingOfTheFileIsRead() {
        file("""
                network: test
                endpoint: [ws://127.0.0.1:9944, "wss://example.org/key"]
                netuid: [7, 30]
                hotkey: %s
                db: /data/validator.db
                http: off
                trust-endpoint: true
                log-format: json
                verbose: true
                """.formatted(ALICE));

        Settings settings = read();

        assertThat(settings.network()).isEqualTo(Network.TEST);
        assertThat(settings.endpoints())
                .containsExactly(URI.create("ws://127.0.0.1:9944"), URI.create("wss://example.org/key"));
        assertThat(settings.tracked().netuids()).containsExactlyInAnyOrder(new Netuid(7), new Netuid(30));
        assertThat(settings.tracked().hotkeys()).containsExactly(AccountId.fromSs58(ALICE));
        assertThat(settings.ledger()).isEqualTo(new LedgerPlace.ValidatorFile(Path.of("/data/validator.db")));
        assertThat(settings.store()).isEqualTo(new StorePlace.InFile(Path.of("/data/weighbridge.db")));
        assertThat(settings.http()).isEqualTo(HttpPlace.Off.OFF);
        assertThat(settings.trustEndpoint()).isTrue();
        assertThat(settings.logFormat()).isEqualTo(LogFormat.JSON);
        assertThat(settings.verbose()).isTrue();
    }

    @Test
    void settingsOfASectionStandBelowItsNameOrBehindIt() {
        file("""
                alerts:
                  webhook: [https://hooks.slack.com/services/x, json+https://example.org/x]
                  overdue: 2.5
                alerts.stuck: 90s
                """);

        assertThat(read().alerts())
                .isEqualTo(new AlertOptions(
                        List.of(
                                Webhook.parse("https://hooks.slack.com/services/x"),
                                Webhook.parse("https://example.org/x")),
                        2.5,
                        Duration.ofSeconds(90),
                        Duration.ofHours(6)));
    }

    @Test
    void aWrongWebhookIsRefusedWithoutBeingShown() {
        environment.put("WEIGHBRIDGE_ALERTS_WEBHOOK", "hooks.slack.com/services/TOKEN42");

        assertThatThrownBy(this::read)
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("cannot use alerts.webhook '…' (environment variable"
                        + " WEIGHBRIDGE_ALERTS_WEBHOOK): expected an http or https address")
                .hasMessageNotContaining("TOKEN42");
    }

    @Test
    void theFileOfTheProjectChangesNothing() {
        Settings shipped = SettingsReader.read(flags, environment, Path.of(""));

        assertThat(shipped).isEqualTo(read());
    }

    @Test
    void theFileOfTheProjectShowsEverySetting() throws IOException {
        String shipped = Files.readString(SettingsReader.DEFAULT_FILE);
        for (Key key : Key.values()) {
            if (key != Key.CONFIG) {
                assertThat(shipped).contains("\n# " + key.word() + ": ");
            }
        }
    }

    @Test
    void aNamedFileIsReadInsteadOfTheUsualOne() throws IOException {
        file("netuid: 2");
        Path other = Files.writeString(home.resolve("other.yaml"), "netuid: 5\n");
        environment.put("WEIGHBRIDGE_CONFIG", other.toString());

        assertThat(read().tracked().netuids()).containsExactly(new Netuid(5));
    }

    @Test
    void anEndpointWithoutANetworkMayBeOfAnyChain() {
        flags.put(Key.ENDPOINT, List.of("ws://127.0.0.1:9944"));

        assertThat(read().network()).isEqualTo(Network.UNNAMED);
        assertThat(read().network().genesis()).isEmpty();
    }

    @Test
    void allMeansNoLimit() {
        flags.put(Key.NETUID, List.of("all"));
        flags.put(Key.HOTKEY, List.of("all"));

        assertThat(read().tracked().netuids()).isEmpty();
        assertThat(read().given()).containsExactlyInAnyOrder(Key.NETUID, Key.HOTKEY);
    }

    @Test
    void anEmptyVariableIsNotSet() {
        environment.put("WEIGHBRIDGE_NETWORK", "  ");

        assertThat(read().given()).isEmpty();
    }

    @Test
    void howRowsAreKeptIsSetByFileVariableAndFlag() {
        assertThat(read().rows()).isEqualTo(RowSettings.DEFAULT);

        file("reconcile:\n  corrections: off\n  extra-uids: [176, 7]\n  settle: 20m\nreconcile.table: create");
        environment.put("WEIGHBRIDGE_RECONCILE_SETTLE", "90s");
        environment.put("WEIGHBRIDGE_RECONCILE_BLOCK_TIME", "250ms");
        flags.put(Key.RECONCILE_TABLE, List.of("wait"));

        assertThat(read().rows())
                .isEqualTo(new RowSettings(
                        false, Set.of(7, 176), Duration.ofSeconds(90), Duration.ofMillis(250), MissingTable.WAIT));
    }

    @Test
    void thatNoUidsAreExtraIsSaidWithAWord() {
        flags.put(Key.RECONCILE_EXTRA_UIDS, List.of("none"));

        assertThat(read().rows().extraUids()).isEmpty();
    }

    @Test
    void anUnknownKeyOfAGroupIsRefusedWithItsLine() {
        file("reconcile:\n  corections: off");

        assertRefused(
                this::read,
                "unknown key 'reconcile.corections' (" + file() + " line 2); did you mean 'reconcile.corrections'?");
    }

    @Test
    void aTextWhereAGroupBelongsIsRefused() {
        file("reconcile: off");

        assertRefused(
                this::read,
                "cannot use reconcile (" + file()
                        + " line 1): expected settings below it, such as 'reconcile.corrections'");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            NETWORK        | fineny          | cannot use network 'fineny' (flag --network): expected one of finney, test, local; did you mean 'finney'?
            NETWORK        | polkadot        | cannot use network 'polkadot' (flag --network): expected one of finney, test, local
            ENDPOINT       | ftp://h:9944    | cannot use endpoint 'ftp://h:9944' (flag --endpoint): expected a URL that begins with ws://, wss://, http:// or https://, such as wss://host:443
            ENDPOINT       | localhost:9944  | cannot use endpoint 'localhost:9944' (flag --endpoint): expected a URL that begins with ws://, wss://, http:// or https://, such as wss://host:443; did you mean 'ws://localhost:9944'?
            ENDPOINT       | ws://           | cannot use endpoint 'ws://' (flag --endpoint): expected a URL without spaces and the like, such as wss://host:443
            ENDPOINT       | ws://a b/KEY42  | cannot use endpoint 'ws://a/…' (flag --endpoint): expected a URL without spaces and the like, such as wss://host:443
            ENDPOINT       | wss://me:KEY42@h o.example/x | cannot use endpoint 'wss://h/…' (flag --endpoint): expected a URL without spaces and the like, such as wss://host:443
            ENDPOINT       | finney          | cannot use endpoint 'finney' (flag --endpoint): expected a URL that begins with ws://, wss://, http:// or https://, such as wss://host:443; finney is a network: give it as --network finney
            ENDPOINT       | Key42AbCdEf     | cannot use endpoint '…' (flag --endpoint): expected a URL that begins with ws://, wss://, http:// or https://, such as wss://host:443
            ENDPOINT       | ws://my_node:9944/KEY42 | cannot use endpoint 'ws://my_node:9944/…' (flag --endpoint): expected a host name without '_'; use the host's IP address, or another name of it
            ENDPOINT       | ws://h:99999    | cannot use endpoint 'ws://h:99999' (flag --endpoint): expected a host and a port from 1 to 65535, such as ws://127.0.0.1:9944
            NETUID         | 4096            | cannot use netuid '4096' (flag --netuid): expected subnet numbers from 0 to 4095 with commas between them, or all
            NETUID         | -1              | cannot use netuid '-1' (flag --netuid): expected subnet numbers from 0 to 4095 with commas between them, or all
            NETUID         | 1,,2            | cannot use netuid '1,,2' (flag --netuid): expected a value on either side of each comma
            NETUID         | 1,all           | cannot use netuid '1,all' (flag --netuid): expected 'all' alone, or a list without it
            NETUID         | ""              | cannot use netuid '' (flag --netuid): it is empty; is a variable in the command line not set?
            DB             | " "             | cannot use db '' (flag --db): it is empty; is a variable in the command line not set?
            CONFIG         | ""              | cannot use config '' (flag --config): it is empty; is a variable in the command line not set?
            DB             | /               | cannot use db '/' (flag --db): expected the validator's SQLite file, this is a folder
            HOTKEY         | 0xd43593c715fdd31c61141abd04a99fd6822c8558854ccde39a5684e7a56da27d | cannot use hotkey '0xd43593c715fdd31c61141abd04a99fd6822c8558854ccde39a5684e7a56da27d' (flag --hotkey): expected an address, this is a public key; as an address it is 5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY
            STORE          | postgresql://me:KEY42@h/d | cannot use store 'postgresql:…' (flag --store): expected jdbc:postgresql://HOST:PORT/DATABASE?user=…&password=…
            STORE          | sqlite:///x.db  | cannot use store 'sqlite:…' (flag --store): expected the path of an SQLite file, without sqlite:
            NETUID         | one             | cannot use netuid 'one' (flag --netuid): expected subnet numbers from 0 to 4095 with commas between them, or all
            STORE          | jdbc:postgresql://h:port/d?password=secret | cannot use store 'jdbc:postgresql://h:port/…' (flag --store): expected jdbc:postgresql://HOST:PORT/DATABASE?user=…&password=…
            DB             | jdbc:postgresql://h/d | cannot use db 'jdbc:postgresql:…' (flag --db): expected the path of an SQLite file
            STORE          | jdbc:sqlite:x   | cannot use store 'jdbc:sqlite:…' (flag --store): expected the path of an SQLite file, without jdbc:sqlite:
            STORE          | /               | cannot use store '/' (flag --store): expected a file, this is a folder; try /weighbridge.db
            HTTP           | 8480            | cannot use http '8480' (flag --http): expected HOST:PORT, such as 127.0.0.1:8480, or off
            HTTP           | h:http          | cannot use http 'h:http' (flag --http): expected HOST:PORT, such as 127.0.0.1:8480, or off
            HTTP           | h:70000         | cannot use http 'h:70000' (flag --http): expected HOST:PORT with a port from 0 to 65535, such as 127.0.0.1:8480, or off
            HTTP           | ::1:8480        | cannot use http '::1:8480' (flag --http): expected HOST:PORT with a port from 0 to 65535, such as 127.0.0.1:8480, or off
            TRUST_ENDPOINT | perhaps         | cannot use trust-endpoint 'perhaps' (flag --trust-endpoint): expected true or false
            RECONCILE_CORRECTIONS | on       | cannot use reconcile.corrections 'on' (flag --reconcile-corrections): expected proven or off
            RECONCILE_EXTRA_UIDS | 176,x     | cannot use reconcile.extra-uids 'x' (flag --reconcile-extra-uids): expected uids from 0 to 65535 with commas between them, or none
            RECONCILE_SETTLE | 15 min        | cannot use reconcile.settle '15 min' (flag --reconcile-settle): expected a number and ms, s, m, h or d, such as 15m, at most 30d
            RECONCILE_BLOCK_TIME | 0s        | cannot use reconcile.block-time '0s' (flag --reconcile-block-time): expected a number and ms or s, such as 250ms, at most 60s
            RECONCILE_SETTLE | 31d           | cannot use reconcile.settle '31d' (flag --reconcile-settle): expected a number and ms, s, m, h or d, such as 15m, at most 30d
            RECONCILE_TABLE  | drop          | cannot use reconcile.table 'drop' (flag --reconcile-table): expected create or wait
            ALERTS_OVERDUE | never           | cannot use alerts.overdue 'never' (flag --alerts-overdue): expected a number of tempos from 0.1 to 1000
            ALERTS_STUCK   | 5               | cannot use alerts.stuck '5' (flag --alerts-stuck): expected a number and s, m, h or d, such as 5m, from 1s to 30d
            LOG_FORMAT     | xml             | cannot use log-format 'xml' (flag --log-format): expected text or json
            """)
    void aWrongValueIsRefusedInOneLine(Key key, String value, String line) {
        flags.put(key, List.of(value));

        assertRefused(this::read, line);
    }

    @Test
    void anIpv6AddressStandsInBrackets() {
        flags.put(Key.HTTP, List.of("[::1]:0"));

        assertThat(read().http()).isEqualTo(new HttpPlace.Address("::1", 0));
    }

    @Test
    void aHotkeyWithAMistypedLetterIsRefused() {
        flags.put(Key.HOTKEY, List.of(ALICE.replace("5Grw", "5Grx")));

        assertRefused(
                this::read,
                "cannot use hotkey (flag --hotkey): '5GrxvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY' is not an SS58"
                        + " address of this chain: the checksum does not fit; is a letter mistyped?");
    }

    @Test
    void aHotkeyOfAnotherChainIsRefused() {
        flags.put(Key.HOTKEY, List.of("15oF4uVJwmo4TdGW7VfQxNLavjCXviqxT9S1MgbjMNHr6Sp5"));

        assertThatThrownBy(this::read)
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("prefix 0 belongs to another chain; a Bittensor address has prefix 42");
    }

    @Test
    void aSettingGivenTwiceIsRefused() {
        flags.put(Key.NETWORK, List.of("test", "finney"));

        assertRefused(this::read, "cannot use network 'test, finney' (flag --network): expected one value");
    }

    @Test
    void anUnknownKeyOfTheFileIsRefusedWithItsLine() {
        file("network: test\nhotkeys: all");

        assertRefused(this::read, "unknown key 'hotkeys' (" + file() + " line 2); did you mean 'hotkey'?");
    }

    @Test
    void anUnknownVariableIsRefused() {
        environment.put("WEIGHBRIDGE_NETWROK", "test");

        assertRefused(
                this::read, "unknown environment variable WEIGHBRIDGE_NETWROK; did you mean 'WEIGHBRIDGE_NETWORK'?");
    }

    @Test
    void aWrongVariableOfTheValidatorIsNamed() {
        environment.put("NETWORK", "mainnet");

        assertThatThrownBy(this::read)
                .hasMessageStartingWith("cannot use network 'mainnet' (environment variable NETWORK): expected");
    }

    @Test
    void aMappingWhereATextBelongsIsRefusedWithItsLine() {
        file("netuid:\n  first: 1");

        assertRefused(
                this::read,
                "cannot use netuid (" + file()
                        + " line 2): expected a text or a list of texts, found a mapping or a list within");
    }

    @Test
    void aWrongValueOfTheFileIsRefusedWithItsLine() {
        file("# one\n# two\nnetuid: thirty");

        assertRefused(
                this::read,
                "cannot use netuid 'thirty' (" + file()
                        + " line 3): expected subnet numbers from 0 to 4095 with commas between them, or all");
    }

    @Test
    void aKeyThatStandsTwiceIsRefused() {
        file("netuid: 1\nhotkey: all\nnetuid: 2");

        assertRefused(
                this::read, "cannot use netuid (" + file() + " line 3): line 1 sets it already; keep one of the two");
    }

    @Test
    void aKeyThatStandsBelowItsGroupAndBehindItIsRefused() {
        file("alerts:\n  overdue: 3\nalerts.overdue: 4");

        assertRefused(
                this::read,
                "cannot use alerts.overdue (" + file() + " line 3): line 2 sets it already; keep one of the two");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            netuid: [1, 2               | 2 | a bracket is opened and not closed, or a comma is missing. A list looks like [1, 2]
            hotkey: all; alerts:; \toverdue: 3 | 3 | a tab stands before a key or a value. Use spaces
            hotkey: @all                | 1 | a value begins with @. Put it into quotes
            hotkey: 'all                | 2 | a quote is opened and not closed. Close it
            hotkey: a: b                | 1 | a second colon stands in the line, or it is indented too far. Put a value with a colon into quotes
            hotkey: ^A                 | 1 | a control character stands in it. Take it out
            HOTKEY=all                  | 1 | expected lines of the form 'key: value'
            netuid: 1; ---; netuid: 2   | 3 | a second document begins, whose settings would not be read. Take the line '---' out
            """)
    void aFileThatIsNotYamlIsRefusedWithTheLineAndWhatToDo(String text, int line, String problem) {
        file(text.replace("; ", "\n").replace("\\t", "\t").replace("^A", "\001"));

        assertRefused(this::read, "cannot read " + file() + " line " + line + ": " + problem);
    }

    @Test
    void aReferenceIsNoValue() {
        file("netuid: &n 1\ndb: *n");

        assertRefused(
                this::read,
                "cannot use db '*n' (" + file() + " line 2): expected the value itself, found a reference; a text that"
                        + " begins with * stands in quotes");
    }

    @Test
    void aKeyWithoutAValueIsNotSet() {
        file("netuid:\nhotkey: \"\"\ndb: ~");

        assertThat(read().given()).isEmpty();
    }

    @Test
    void aFileThatIsNotUtf8IsRefusedWithItsLine() throws IOException {
        Files.write(file(), "hotkey: all\n# für Grüße\n".getBytes(StandardCharsets.ISO_8859_1));

        assertRefused(
                this::read,
                "cannot read " + file()
                        + " line 2: expected UTF-8, found the byte 0xfc. Save it as UTF-8, or check that"
                        + " it is the right file");
    }

    @Test
    void aFileWithoutAnEndIsRefused() {
        assumeThat(Path.of("/dev/zero")).exists();
        flags.put(Key.CONFIG, List.of("/dev/zero"));

        assertRefused(
                this::read,
                "cannot read the configuration file /dev/zero: it has more than 1048576 bytes, as settings never have; is"
                        + " it the right file?");
    }

    @Test
    void twoSettingsFilesAreRefused() {
        flags.put(Key.CONFIG, List.of("a.yaml", "b.yaml"));

        assertRefused(this::read, "cannot use config 'a.yaml, b.yaml' (flag --config): expected one value");
    }

    @Test
    void oneFileIsNotBothTheValidatorsAndTheStore() throws IOException {
        Path file = Files.writeString(home.resolve("one.db"), "");
        Path link = Files.createSymbolicLink(home.resolve("link.db"), file);
        flags.put(Key.DB, List.of(file.toString()));
        flags.put(Key.STORE, List.of(link.toString()));

        assertRefused(
                this::read,
                "cannot use " + link + " as --db and as --store: the validator's file and Weighbridge's own are two."
                        + " Leave --store out, and it is weighbridge.db beside --db");
    }

    @ParameterizedTest
    @CsvSource({"WEIGHBRIDGE_FOO", "WEIGHBRIDGE_X"})
    void nothingIsSuggestedForAWordThatIsLikeNone(String name) {
        environment.put(name, "1");

        assertThatThrownBy(this::read)
                .hasMessageStartingWith("unknown environment variable " + name + "; known are WEIGHBRIDGE_CONFIG, ");
    }

    @ParameterizedTest
    @CsvSource({"WEIGHBRIDGE_netuid, WEIGHBRIDGE_NETUID", "WEIGHBRIDGE_WEBHOOK, WEIGHBRIDGE_ALERTS_WEBHOOK"})
    void aWordInAnotherCaseOrAPartOfOneIsKnownAgain(String name, String meant) {
        environment.put(name, "1");

        assertRefused(this::read, "unknown environment variable " + name + "; did you mean '" + meant + "'?");
    }

    @Test
    void aListInsteadOfAMappingIsRefused() {
        file("- netuid");

        assertRefused(this::read, "cannot read " + file() + " line 1: expected lines of the form 'key: value'");
    }

    @Test
    void aNamedFileThatIsMissingIsRefused() {
        flags.put(Key.CONFIG, List.of("/nowhere/w.yaml"));

        assertRefused(
                this::read,
                "cannot read the configuration file /nowhere/w.yaml: there is no such file. Check path and"
                        + " permissions, or leave --config out");
    }

    @Test
    void aFolderInsteadOfAFileIsRefused() {
        flags.put(Key.CONFIG, List.of(home.toString()));

        assertRefused(this::read, "cannot read the configuration file " + home + ": it is a folder, expected a file");
    }

    @Test
    void indexingNeedsAHotkey() {
        assertRefused(
                () -> read().readyToIndex(),
                "no hotkey is set: whose weights are wanted? Give --hotkey SS58 (or WEIGHBRIDGE_HOTKEY, or 'hotkey:'"
                        + " in the file), or --hotkey all for everybody's");
    }

    @Test
    void theValidatorsFileNeedsANetuid() {
        flags.put(Key.HOTKEY, List.of(ALICE));
        flags.put(Key.DB, List.of("/v.db"));

        assertRefused(
                () -> read().readyToIndex(),
                "no netuid is set: which subnet's rows belong in the validator's file /v.db? Give --netuid N (or"
                        + " WEIGHBRIDGE_NETUID, or 'netuid:' in the file)");
    }

    @Test
    void theValidatorsFileTakesOneHotkey() {
        flags.put(Key.HOTKEY, List.of(ALICE, "5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty"));
        flags.put(Key.NETUID, List.of("30"));
        flags.put(Key.DB, List.of("/v.db"));

        assertThatThrownBy(() -> read().readyToIndex())
                .hasMessageStartingWith("cannot use 2 hotkeys with the validator's file /v.db: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"30,31", "all"})
    void theValidatorsFileTakesOneSubnet(String netuids) {
        flags.put(Key.HOTKEY, List.of(ALICE));
        flags.put(Key.NETUID, List.of(netuids.split(",", -1)));
        flags.put(Key.DB, List.of("/v.db"));

        assertThatThrownBy(() -> read().readyToIndex())
                .hasMessageContaining(" subnets with the validator's file /v.db: ")
                .hasMessageEndingWith("run once for each, or leave --db out");
    }

    private Settings read() {
        return SettingsReader.read(flags, environment, home);
    }

    private Path file() {
        return home.resolve("config/weighbridge.yaml");
    }

    private void file(String text) {
        try {
            Files.writeString(file(), text + "\n");
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void assertRefused(ThrowingCallable reading, String line) {
        assertThatThrownBy(reading).isInstanceOf(ConfigException.class).hasMessage(line);
    }
}
