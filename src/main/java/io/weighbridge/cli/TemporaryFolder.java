package io.weighbridge.cli;

import io.weighbridge.cli.settings.ConfigException;
import io.weighbridge.cli.settings.FileFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/** Makes folders among the temporary files, with names short enough to be typed. */
final class TemporaryFolder {

    private static final int DIGITS = 4;

    private TemporaryFolder() {}

    /** A new folder whose name begins so; it is left to whoever clears temporary files. */
    static Path create(String prefix) {
        Path folder;
        do {
            String digits =
                    HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt(), DIGITS);
            folder = Path.of(System.getProperty("java.io.tmpdir"), prefix + digits);
        } while (Files.exists(folder));
        try {
            return Files.createDirectory(folder);
        } catch (IOException e) {
            throw new ConfigException("cannot make the folder " + folder + ": " + FileFault.reason(e)
                    + "; name a file with --store PATH");
        }
    }
}
