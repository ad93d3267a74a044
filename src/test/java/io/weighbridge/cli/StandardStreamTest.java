package io.weighbridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StandardStreamTest {

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void resultsThatADiskHasNoRoomForAreAFault() {
        int code = Main.run(console("No space left on device"), "--version");

        assertThat(code).isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .startsWith("weighbridge: cannot write the results to standard output: ")
                .hasLineCount(1);
    }

    @Test
    void aReaderThatHasReadEnoughIsNoFault() {
        int code = Main.run(console("Broken pipe"), "--version");

        assertThat(code).isZero();
        assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void anErrorThatWasToldKeepsItsCode() {
        assertThat(Main.run(console("No space left on device"), "history", "--format", "none"))
                .isEqualTo(2);
    }

    @Test
    void settingsOfTheWorkingFolderComeBeforeThoseOfTheProgram() throws IOException {
        Path working = Files.createDirectory(folder.resolve("working"));
        Path program = Files.createDirectory(folder.resolve("program"));

        assertThat(Console.home(working, program)).isEqualTo(program);
        Files.createDirectory(working.resolve("config"));
        Files.createFile(working.resolve("config/weighbridge.yaml"));
        assertThat(Console.home(working, program)).isEqualTo(working);
    }

    private Console console(String fault) {
        OutputStream broken = new OutputStream() {
            @Override
            public void write(int octet) throws IOException {
                throw new IOException(fault);
            }
        };
        return new Console(
                StandardStream.to(broken),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                Map.of(),
                folder,
                false,
                false);
    }
}
