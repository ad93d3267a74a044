package io.weighbridge.cli;

import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints the manual page. */
@Command(
        name = "manual",
        header = "Print the manual page, with every command and option, for man.",
        description = "",
        footer = {
            "",
            "Examples:",
            "  weighbridge manual | man -l -",
            "  weighbridge manual > /usr/local/share/man/man1/weighbridge.1"
        },
        mixinStandardHelpOptions = true)
final class ManualCommand implements Callable<Integer> {

    private final Console console;

    @Spec
    private @Nullable CommandSpec spec;

    ManualCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        console.out().print(ManPage.of(Objects.requireNonNull(spec).root().commandLine()));
        return ExitCode.DONE.value();
    }
}
