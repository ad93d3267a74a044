package io.weighbridge.cli.settings;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of a configuration file that cannot be read, or not as it was meant. */
class SettingsFileFaultsTest extends SettingsFixture {

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

    @Test
    void anUnknownKeyOfTheFileIsRefusedWithItsLine() {
        file("network: test\nhotkeys: all");

        assertRefused(this::read, "unknown key 'hotkeys' (" + file() + " line 2); did you mean 'hotkey'?");
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
}
