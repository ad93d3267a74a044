package io.weighbridge.cli.settings;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of a value, or the name of a variable, that cannot be used. */
class WrongSettingsTest extends SettingsFixture {

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
    void aWrongWebhookIsRefusedWithoutBeingShown() {
        environment.put("WEIGHBRIDGE_ALERTS_WEBHOOK", "hooks.slack.com/services/TOKEN42");

        assertThatThrownBy(this::read)
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("cannot use alerts.webhook '…' (environment variable"
                        + " WEIGHBRIDGE_ALERTS_WEBHOOK): expected an http or https address")
                .hasMessageNotContaining("TOKEN42");
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
}
