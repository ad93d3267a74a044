package io.weighbridge.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * The chain data that lies beside the project. A test that needs it is skipped, with a message, where it is absent;
 * under continuous integration ({@code CI} is set) its absence is a failure.
 */
public final class SharedData {

    private static final Path ROOT =
            Path.of("..", "shared", "chain").toAbsolutePath().normalize();

    /** What a test that was skipped for want of the data says. */
    static final String ABSENT = "no chain data at " + ROOT + ": this test needs it";

    private SharedData() {}

    /** Whether the data are absent where they may be. */
    static boolean mayBeSkipped() {
        return !Files.isDirectory(ROOT) && System.getenv("CI") == null;
    }

    /** A file or folder below {@code shared/chain}, such as {@code vectors}. */
    public static Path path(String relative) {
        Assumptions.assumeFalse(mayBeSkipped(), ABSENT);
        if (!Files.isDirectory(ROOT)) {
            Assertions.fail(ABSENT);
        }
        return ROOT.resolve(relative);
    }

    /** The bytes of a file, unpacked where its name ends in {@code .gz}. */
    public static byte[] read(String relative) {
        Path file = path(relative);
        try (InputStream raw = Files.newInputStream(file);
                InputStream in = relative.endsWith(".gz") ? new GZIPInputStream(raw) : raw) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }
}
