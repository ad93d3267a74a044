package io.weighbridge.cli.settings;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What settings come of flags, variables and a file. */
class SettingsReaderTest extends SettingsFixture {

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
    void anIpv6AddressStandsInBrackets() {
        flags.put(Key.HTTP, List.of("[::1]:0"));

        assertThat(read().http()).isEqualTo(new HttpPlace.Address("::1", 0));
    }

    @Test
    void aKeyWithoutAValueIsNotSet() {
        file("netuid:\nhotkey: \"\"\ndb: ~");

        assertThat(read().given()).isEmpty();
    }
}
