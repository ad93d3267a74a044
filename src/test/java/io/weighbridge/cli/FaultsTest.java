package io.weighbridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivex.rxjava3.exceptions.CompositeException;
import io.weighbridge.backfill.BackfillException;
import io.weighbridge.cli.settings.ConfigException;
import io.weighbridge.source.SourceException;
import io.weighbridge.store.StoreException;
import io.weighbridge.web.WebException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FaultsTest {

    static Stream<Arguments> families() {
        return Stream.of(
                Arguments.of(new ConfigException("m"), ExitCode.USAGE),
                Arguments.of(new WebException("m", new IOException()), ExitCode.USAGE),
                Arguments.of(new BackfillException.NotFinalized("m"), ExitCode.USAGE),
                Arguments.of(new SourceException.Transient("m"), ExitCode.NO_ENDPOINT),
                Arguments.of(new SourceException.Pruned("m"), ExitCode.NO_ENDPOINT),
                Arguments.of(new SourceException.Untrusted("m"), ExitCode.NO_ENDPOINT),
                Arguments.of(new SourceException.Unusable("m"), ExitCode.NO_ENDPOINT),
                Arguments.of(new StoreException.ForeignChain("m"), ExitCode.DATABASE),
                Arguments.of(new StoreException.Unsuitable("m"), ExitCode.DATABASE),
                Arguments.of(new StoreException.InUse("m"), ExitCode.DATABASE),
                Arguments.of(new StoreException.Failed("m", new IOException()), ExitCode.DATABASE));
    }

    @ParameterizedTest
    @MethodSource("families")
    void eachFamilyHasItsCodeAndKeepsItsWords(RuntimeException fault, ExitCode code) {
        assertThat(Faults.codeOf(fault)).isEqualTo(code);
        assertThat(Faults.lineOf(fault)).isEqualTo("m");
    }

    @ParameterizedTest
    @MethodSource("families")
    void aFamilyIsRecognisedInsideAnother(RuntimeException fault, ExitCode code) {
        var wrapped = new IllegalStateException("around it", fault);

        assertThat(Faults.codeOf(wrapped)).isEqualTo(code);
        assertThat(Faults.lineOf(wrapped)).isEqualTo("m");
    }

    @Test
    void ofSeveralFaultsTheFirstIsTold() {
        var several = new CompositeException(new SourceException.Pruned("first"), new IllegalStateException("second"));

        assertThat(Faults.codeOf(several)).isEqualTo(ExitCode.NO_ENDPOINT);
        assertThat(Faults.lineOf(several)).isEqualTo("first");
    }

    @Test
    void whatNobodyForesawSaysWhereToLook() {
        var fault = new IllegalStateException("two\n lines");

        assertThat(Faults.codeOf(fault)).isEqualTo(ExitCode.FAULT);
        assertThat(Faults.lineOf(fault))
                .isEqualTo("unexpected fault: IllegalStateException: two lines. What is stored is safe; run again with"
                        + " -v to see where it happened");
    }

    @Test
    void aLoopOfCausesIsNoTrap() {
        var outer = new IllegalStateException("outer");
        outer.initCause(new IllegalStateException("inner", outer));

        assertThat(Faults.codeOf(outer)).isEqualTo(ExitCode.FAULT);
    }

    @Test
    void everyExitCodeStandsInTheReadme() throws IOException {
        String readme = Files.readString(Path.of("README.md"));
        String table = readme.substring(readme.indexOf("<!-- exit codes -->"), readme.indexOf("<!-- /exit codes -->"));

        assertThat(Arrays.stream(ExitCode.values()).map(code -> "\n| " + code.value() + " | "))
                .allSatisfy(row -> assertThat(table).contains(row));
    }

    @Test
    void everyCommonOptionStandsInTheReadme() throws IOException {
        String readme = Files.readString(Path.of("README.md"));
        String table = readme.substring(readme.indexOf("<!-- options -->"), readme.indexOf("<!-- /options -->"));

        for (var key : io.weighbridge.cli.settings.Key.values()) {
            assertThat(table).contains(key.flag()).contains("`" + key.variable() + "`");
        }
    }

    @Test
    void everyKeyStandsInTheFileOfSettings() throws IOException {
        String file = Files.readString(Path.of("config/weighbridge.yaml"));

        assertThat(io.weighbridge.cli.settings.Key.values())
                .filteredOn(key -> key != io.weighbridge.cli.settings.Key.CONFIG)
                .allSatisfy(key -> assertThat(file).contains("\n# " + key.word() + ": "));
    }
}
