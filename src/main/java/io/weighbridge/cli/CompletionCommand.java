package io.weighbridge.cli;

import io.weighbridge.cli.settings.ConfigException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints what shells need to complete command lines. */
@Command(
        name = "completion",
        header = "Print a script that completes commands and options in bash or zsh.",
        description = "",
        footer = {
            "",
            "Examples:",
            "  source <(weighbridge completion bash)",
            "  weighbridge completion bash > /etc/bash_completion.d/weighbridge"
        },
        mixinStandardHelpOptions = true)
final class CompletionCommand implements Callable<Integer> {

    private final Console console;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "bash|zsh", defaultValue = "bash", description = "The shell. Default: bash.")
    private String shell = "bash";

    CompletionCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (!List.of("bash", "zsh").contains(shell)) {
            throw new ConfigException("cannot use shell '" + shell + "': expected bash or zsh");
        }
        // One script serves both: in zsh it turns on the support for bash's completion first.
        console.out()
                .print(AutoComplete.bash(
                        "weighbridge", Objects.requireNonNull(spec).root().commandLine()));
        return ExitCode.DONE.value();
    }
}
