package io.weighbridge.testing;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Another user of the machine, with a folder of its own that everybody may enter, for as long as this is open. A test that
 * needs one is skipped where it does not run as root; under continuous integration it fails there.
 */
public final class OtherUser implements AutoCloseable {

    /** Its number: that of {@code nobody}. */
    public static final int UID = 65534;

    private final Path folder;

    private OtherUser(Path folder) {
        this.folder = folder;
    }

    /** Makes its folder. */
    public static OtherUser enter() throws IOException {
        if (new UnixSystem().getUid() != 0) {
            SecondProcess.skip("only root can start a process of another user");
        }
        // Not in the tests' own folder, which nobody else may enter.
        Path folder = Files.createTempDirectory("weighbridge-other-user");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.setAttribute(folder, "unix:uid", UID);
        return new OtherUser(folder);
    }

    /** Its folder. */
    public Path folder() {
        return folder;
    }

    /** What starts a command as this user, which may read everything, such as classes in a home of root. */
    public List<String> command(List<String> command) {
        var line = new ArrayList<>(
                List.of("setpriv", "--reuid=" + UID, "--inh-caps=+dac_override", "--ambient-caps=+dac_override"));
        line.addAll(command);
        return line;
    }

    @Override
    public void close() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
