package io.weighbridge.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.reactivex.rxjava3.plugins.RxJavaPlugins;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

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
    static int run(Console plain, Interruption interruption, String... args) {
        Console console = plain.asAskedBy(args);
        var program = new CommandLine(new Main());
        new Commands(console, interruption).addTo(program, args);
        try {
            return arrived(console, ready(program, console).execute(args));
        } catch (Error e) {
            // Such as memory that does not suffice: picocli hands on exceptions alone.
            return fail(console, e, List.of(args).contains("-v"));
        }
    }

    /** All commands, ready to be run or looked at. */
    static CommandLine commands(Console console, Interruption interruption) {
        var program = new CommandLine(new Main());
        new Commands(console, interruption).addTo(program);
        return ready(program, console);
    }

    private static CommandLine ready(CommandLine program, Console console) {
        program.setCaseInsensitiveEnumValuesAllowed(true);
        program.setExpandAtFiles(false);
        HelpPage.layOut(program);
        program.setOut(new PrintWriter(console.out(), true, UTF_8));
        program.setErr(new PrintWriter(console.err(), true, UTF_8));
        program.setParameterExceptionHandler((fault, given) -> refuse(console, fault));
        program.setExecutionExceptionHandler((fault, command, parsed) -> fail(console, fault, verbose(parsed)));
        return program;
    }

    private static int refuse(Console console, ParameterException fault) {
        console.complain(UsageFault.line(fault));
        return ExitCode.USAGE.value();
    }

    private static int fail(Console console, Throwable fault, boolean verbose) {
        if (fault instanceof LostOutputException) {
            return ExitCode.DONE.value(); // what is to be said of it is said at the end of every command
        }
        if (verbose) {
            console.complain(Faults.lineOf(fault), fault);
        } else {
            console.complain(Faults.lineOf(fault));
        }
        return Faults.codeOf(fault).value();
    }

    /** The exit code, which is another one where results were lost on their way. */
    private static int arrived(Console console, int code) {
        boolean told = code != ExitCode.DONE.value() && code != ExitCode.FINDINGS.value();
        LostOutputException loss = console.lost().orElse(null);
        if (told || loss == null || loss.isReaderGone()) {
            return code;
        }
        console.complain(String.valueOf(loss.getMessage()));
        return ExitCode.FAULT.value();
    }

    /** Whether the line, or once they are read the settings, ask for details. */
    private static boolean verbose(CommandLine.ParseResult parsed) {
        if (LoggerFactory.getLogger(Main.class).isDebugEnabled()) {
            return true;
        }
        for (var at = parsed; at != null; at = at.subcommand()) {
            if (at.hasMatchedOption("-v")) {
                return true;
            }
        }
        return false;
    }
}
