package io.weighbridge.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * A process of its own that works on a database as the validator does: in Python, with the SQLite of Python, and with a
 * connection for each operation. It does one thing at the moment at which it is told to, and each method returns when that is
 * done. For one thread at a time.
 *
 * <p>A test that needs it is skipped where there is no {@code python3}; under continuous integration it fails there.
 */
public final class SecondProcess implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** As patient as the validator. */
    private static final int TIMEOUT_SECONDS = 5;

    private final Process process;
    private final Writer orders;
    private final BufferedReader answers;

    private SecondProcess(Process process) {
        this.process = process;
        this.orders = process.outputWriter();
        this.answers = process.inputReader();
    }

    /** One of the user who runs the tests. */
    public static SecondProcess start() {
        return new SecondProcess(launch());
    }

    /** One of another user; only root can start it. */
    public static SecondProcess startAs(int uid) {
        return new SecondProcess(launch(String.valueOf(uid)));
    }

    private static Process launch(String... arguments) {
        try {
            Path script = Path.of(Objects.requireNonNull(SecondProcess.class.getResource("second_process.py"))
                    .toURI());
            var command = new ArrayList<>(List.of("python3", script.toString()));
            command.addAll(List.of(arguments));
            return new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
        } catch (IOException e) {
            skip("no python3, which plays the validator in this test: " + e.getMessage());
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Skips the test that runs, with the reason; under continuous integration the test fails. */
    public static void skip(String reason) {
        if (System.getenv("CI") != null) {
            Assertions.fail(reason);
        }
        Assumptions.abort(reason);
    }

    /** Runs statements on a connection of their own; gives the cells of each row, divided by bars; NULL as nothing. */
    public List<String> run(Path database, String... statements) {
        return rows(database, TIMEOUT_SECONDS, statements);
    }

    /** The same without any patience: a lock that is held by others is a fault. */
    public List<String> runAtOnce(Path database, String... statements) {
        return rows(database, 0, statements);
    }

    private List<String> rows(Path database, int timeout, String... statements) {
        var order = new ArrayList<Object>(List.of("run", database.toString(), timeout));
        order.addAll(List.of(statements));
        var rows = new ArrayList<String>();
        for (JsonNode row : ask(order)) {
            var cells = new ArrayList<String>();
            row.forEach(cell -> cells.add(cell.asText()));
            rows.add(String.join("|", cells));
        }
        return rows;
    }

    /** Runs statements on a connection that stays open, such as {@code BEGIN IMMEDIATE}. */
    public void hold(Path database, String... statements) {
        var order = new ArrayList<Object>(List.of("hold", database.toString()));
        order.addAll(List.of(statements));
        ask(order);
    }

    /** Runs a statement, such as {@code COMMIT}, on the connection that stayed open, and closes it. */
    public void letGo(String statement) {
        ask(List.of("let_go", statement));
    }

    /** Moves a database with its side files. */
    public void move(Path from, Path to) {
        ask(List.of("move", from.toString(), to.toString()));
    }

    /** Removes a database with its side files. */
    public void remove(Path database) {
        ask(List.of("remove", database.toString()));
    }

    /** Overwrites a file from an offset to its end. */
    public void overwrite(Path file, int offset) {
        ask(List.of("overwrite", file.toString(), offset));
    }

    /** Tells whether a file's bytes changed. Java itself must not read them while SQLite has the file open. */
    public String digest(Path file) {
        return ask(List.of("digest", file.toString())).asText();
    }

    private JsonNode ask(List<?> order) {
        try {
            orders.write(JSON.writeValueAsString(order) + "\n");
            orders.flush();
            JsonNode answer = JSON.readTree(Objects.requireNonNull(answers.readLine(), "the second process ended"));
            if (answer.has("fault")) {
                throw new Refused(order + ": " + answer.get("fault").asText());
            }
            return answer.path("answer");
        } catch (IOException e) {
            throw new UncheckedIOException(order.toString(), e);
        }
    }

    @Override
    public void close() {
        process.destroy();
    }

    /** What the second process wanted to do failed; the message tells why. */
    public static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private Refused(String message) {
            super(message);
        }
    }
}
