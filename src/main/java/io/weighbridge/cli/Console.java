package io.weighbridge.cli;

import ch.qos.logback.classic.Level;
import io.weighbridge.cli.settings.EarlyLogFormat;
import io.weighbridge.cli.settings.Printable;
import io.weighbridge.cli.settings.SettingsReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a command sees of the world around the process.
 *
 * @param out takes results, and nothing else
 * @param err takes logs, progress and faults
 * @param environment the environment variables
 * @param home the folder in which the settings file is looked for
 * @param outWatched whether {@code out} is a terminal
 * @param errWatched whether {@code err} is a terminal
 * @param errInJson whether each line on {@code err} is an object like those of the log
 */
record Console(
        PrintStream out,
        PrintStream err,
        Map<String, String> environment,
        Path home,
        boolean outWatched,
        boolean errWatched,
        boolean errInJson) {

    /** Names the program's folder where it is not the working folder. */
    static final String HOME_PROPERTY = "weighbridge.home";

    /** Names the standard descriptors that are terminals, such as {@code 12}. */
    static final String TERMINALS_PROPERTY = "weighbridge.terminals";

    /** One whose {@code err} takes text. */
    Console(
            PrintStream out,
            PrintStream err,
            Map<String, String> environment,
            Path home,
            boolean outWatched,
            boolean errWatched) {
        this(out, err, environment, home, outWatched, errWatched, false);
    }

    /** The one of this process. */
    static Console ofProcess() {
        return new Console(
                utf8(FileDescriptor.out),
                utf8(FileDescriptor.err),
                System.getenv(),
                home(Path.of(""), Path.of(System.getProperty(HOME_PROPERTY, ""))),
                isTerminal(1),
                isTerminal(2));
    }

    /** The working folder, if settings lie there; else the program's. */
    static Path home(Path working, Path program) {
        return Files.exists(working.resolve(SettingsReader.DEFAULT_FILE)) ? working : program;
    }

    /** Whether what was written to {@code out} did not arrive. */
    Optional<LostOutputException> lost() {
        return out instanceof StandardStream stream ? stream.loss() : Optional.empty();
    }

    /** The same in the form that a command line and what it finds ask for. */
    Console asAskedBy(String... line) {
        boolean json = EarlyLogFormat.isJson(List.of(line), environment, home);
        return new Console(out, err, environment, home, outWatched, errWatched, json);
    }

    /** Tells what went wrong, in one line, to whoever reads {@code err}. */
    void complain(String line) {
        String clean = Printable.line(line);
        err.println(errInJson ? Logging.lineOf(Level.ERROR, clean, null) : "weighbridge: " + clean);
    }

    /** The same, and where it happened. */
    void complain(String line, Throwable fault) {
        if (errInJson) {
            err.println(Logging.lineOf(Level.ERROR, Printable.line(line), fault));
        } else {
            complain(line);
            fault.printStackTrace(err);
        }
    }

    /** Tells something beside the results, in one line. */
    void say(String line) {
        err.println(errInJson ? Logging.lineOf(Level.INFO, line, null) : line);
    }

    /** Whether {@code out} may be coloured: on a terminal, unless {@code NO_COLOR} is set. */
    boolean coloured() {
        return outWatched && environment.getOrDefault("NO_COLOR", "").isEmpty() && !isDumb();
    }

    /** How text on {@code out} looks: as wide as its terminal, which the start script measures. */
    TextLayout layout() {
        String columns = environment.getOrDefault("COLUMNS", "");
        boolean known = outWatched && columns.matches("[1-9]\\d{1,3}");
        return new TextLayout(coloured(), known ? Integer.parseInt(columns) : TextLayout.ENDLESS);
    }

    /** Whether a line on {@code err} may be drawn over. */
    boolean redraws() {
        return errWatched && !isDumb();
    }

    private boolean isDumb() {
        return "dumb".equals(environment.get("TERM"));
    }

    /** The start script knows; without it Linux tells where a descriptor leads. */
    private static boolean isTerminal(int descriptor) {
        String told = System.getProperty(TERMINALS_PROPERTY);
        if (told != null) {
            return told.contains(Integer.toString(descriptor));
        }
        try {
            String target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor))
                    .toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    private static PrintStream utf8(FileDescriptor descriptor) {
        return StandardStream.to(new FileOutputStream(descriptor));
    }
}
