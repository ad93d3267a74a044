package io.weighbridge.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.reactivex.rxjava3.plugins.RxJavaPlugins;
import io.weighbridge.cli.decode.DecodeCommand;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The program. */
@Command(
        name = "weighbridge",
        description = "Follows the Subtensor chain and keeps a validator's table of weight transactions true.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        footer = {
            "",
            "First look, without network:  weighbridge demo --for 30s",
            "Beside a validator:            weighbridge follow --hotkey SS58 --netuid N --db FILE",
            "Something is wrong:            weighbridge doctor",
            "",
            "Exit codes: 0 done; 1 unexpected fault; 2 usage or configuration; 3 no endpoint can",
            "serve this; 4 database; 5 done, and something was found; 130, 143 interrupted, state",
            "saved. Settings: options, WEIGHBRIDGE_… variables, config/weighbridge.yaml."
        })
public final class Main implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    private Main() {}

    /** Without a command there is nothing to do but to list them. */
    @Override
    public Integer call() {
        if (spec != null) {
            spec.commandLine().usage(spec.commandLine().getErr());
        }
        return ExitCode.USAGE.value();
    }

    /** Runs one command and ends the process with its exit code. */
    public static void main(String[] args) {
        RxJavaPlugins.setErrorHandler(fault ->
                LoggerFactory.getLogger(Main.class).debug("a fault that came after its stream had ended", fault));
        System.exit(runToTheEnd(args));
    }

    private static int runToTheEnd(String... args) {
        var interruption = Interruption.ofProcess();
        try {
            return run(Console.ofProcess(), interruption, args);
        } finally {
            interruption.finished();
        }
    }

    /** Runs one command and gives its exit code. */
    static int run(Console console, String... args) {
        return run(console, Interruption.never(), args);
    }

    /** The same, and the command ends early when that interruption comes. */
    static int run(Console console, Interruption interruption, String... args) {
        return commands(console, interruption).execute(args);
    }

    /** All commands, ready to be run or looked at. */
    static CommandLine commands(Console console, Interruption interruption) {
        var commands = new CommandLine(new Main())
                .addSubcommand(new DemoCommand(console, interruption))
                .addSubcommand(new FollowCommand(console, interruption))
                .addSubcommand(new BackfillCommand(console, interruption))
                .addSubcommand(new AuditCommand(console, interruption))
                .addSubcommand(new ReconcileCommand(console))
                .addSubcommand(new HistoryCommand(console))
                .addSubcommand(new ExportCommand(console))
                .addSubcommand(new DecryptCommand(console))
                .addSubcommand(new StatusCommand(console))
                .addSubcommand(new DoctorCommand(console))
                .addSubcommand(new AlertCommand(console))
                .addSubcommand(new DevnetCommand(console, interruption))
                .addSubcommand(new DecodeCommand())
                .addSubcommand(new CompletionCommand(console))
                .addSubcommand(new ManualCommand(console));
        commands.setCaseInsensitiveEnumValuesAllowed(true);
        abbreviateSynopsis(commands);
        commands.setUsageHelpWidth(100);
        commands.setOut(new PrintWriter(console.out(), true, UTF_8));
        commands.setErr(new PrintWriter(console.err(), true, UTF_8));
        commands.setParameterExceptionHandler((fault, given) -> refuse(console, fault));
        commands.setExecutionExceptionHandler((fault, command, parsed) -> fail(console, fault, parsed));
        return commands;
    }

    /** Twenty options in one sentence help nobody; they are listed below it. */
    private static void abbreviateSynopsis(CommandLine command) {
        for (CommandLine inner : command.getSubcommands().values()) {
            inner.getCommandSpec().usageMessage().abbreviateSynopsis(true);
            abbreviateSynopsis(inner);
        }
    }

    private static int refuse(Console console, ParameterException fault) {
        String command = fault.getCommandLine().getCommandSpec().qualifiedName();
        String hint = "";
        if (fault instanceof UnmatchedArgumentException unmatched
                && !unmatched.getSuggestions().isEmpty()) {
            hint = "; did you mean '" + unmatched.getSuggestions().get(0) + "'";
        }
        console.err()
                .println("weighbridge: " + String.valueOf(fault.getMessage()).strip() + hint + ". See '" + command
                        + " --help'");
        return ExitCode.USAGE.value();
    }

    private static int fail(Console console, Exception fault, CommandLine.ParseResult parsed) {
        console.err().println("weighbridge: " + Faults.lineOf(fault));
        if (verbose(parsed)) {
            fault.printStackTrace(console.err());
        }
        return Faults.codeOf(fault).value();
    }

    private static boolean verbose(CommandLine.ParseResult parsed) {
        for (var at = parsed; at != null; at = at.subcommand()) {
            if (at.hasMatchedOption("-v")) {
                return true;
            }
        }
        return false;
    }
}
