package io.weighbridge.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The program. */
@Command(
        name = "weighbridge",
        description = "Follows the Subtensor chain and keeps a validator's table of weight transactions true.",
        mixinStandardHelpOptions = true,
        subcommands = {})
public final class Main {

    private Main() {}

    /** Runs one command and ends the process with its exit code. */
    public static void main(String[] args) {
        System.exit(new CommandLine(new Main()).execute(args));
    }
}
