package io.weighbridge.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/** Runs the program inside this process and keeps what it prints. Its settings file, if any, lies below {@code home}. */
final class CapturedConsole {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Path home;

    CapturedConsole(Path home) {
        this.home = home;
    }

    /** Runs a command line; gives its exit code. */
    int run(String... args) {
        return run(Interruption.never(), Map.of(), args);
    }

    /** The same with an interruption and an environment. */
    int run(Interruption interruption, Map<String, String> environment, String... args) {
        out.reset();
        err.reset();
        return Main.run(console(environment), interruption, args);
    }

    /** What went to standard output in the last run. */
    String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    /** What went to standard error in the last run. */
    String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private Console console(Map<String, String> environment) {
        return new Console(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                environment,
                home,
                false,
                false);
    }
}
