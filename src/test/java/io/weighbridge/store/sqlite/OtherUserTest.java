package io.weighbridge.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.security.auth.module.UnixSystem;
import io.weighbridge.testing.SecondProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A validator that runs as a user of its own, while Weighbridge runs as root. */
class OtherUserTest {

    private static final int NOBODY = 65534;

    @Test
    void rootLeavesTheSideFilesToTheOwner() throws IOException {
        if (new UnixSystem().getUid() != 0) {
            SecondProcess.skip("only root can start a process of another user");
        }
        Path folder = folderOfNobody();
        Path path = folder.resolve("validator.db");
        try (SecondProcess validator = SecondProcess.startAs(NOBODY)) {
            validator.run(path, ("PRAGMA journal_mode = WAL;" + ValidatorDatabase.BASE).split(";", -1));
            try (SqliteLedger ledger = SqliteLedger.inValidatorFile(path, LedgerOptions.backingUpTo(folder))) {
                assertThat(ledger.insertMissing(SharedFileFixture.facts(1, 3))).isEqualTo(3);

                for (String side : List.of("-wal", "-shm")) {
                    assertThat(Files.getAttribute(folder.resolve("validator.db" + side), "unix:uid"))
                            .isEqualTo(NOBODY);
                }
                validator.run(path, "INSERT INTO miners VALUES ('5Miner', 7)");
            }
            assertThat(validator.run(path, SharedFileFixture.ROWS)).containsExactly("1", "2", "3");
            validator.run(path, "DELETE FROM miners", "VACUUM");
        } finally {
            remove(folder);
        }
    }

    /** Not the tests' own folder, which nobody else may enter. */
    private static Path folderOfNobody() throws IOException {
        Path folder = Files.createTempDirectory("weighbridge-other-user");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.setAttribute(folder, "unix:uid", NOBODY);
        return folder;
    }

    private static void remove(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
