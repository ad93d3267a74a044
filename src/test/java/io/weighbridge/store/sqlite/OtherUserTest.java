package io.weighbridge.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.weighbridge.testing.OtherUser;
import io.weighbridge.testing.SecondProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A validator that runs as a user of its own, while Weighbridge runs as root. */
class OtherUserTest {

    @Test
    void rootLeavesTheSideFilesToTheOwner() throws IOException {
        try (OtherUser user = OtherUser.enter();
                SecondProcess validator = SecondProcess.startAs(OtherUser.UID)) {
            Path path = user.folder().resolve("validator.db");
            validator.run(path, ("PRAGMA journal_mode = WAL;" + ValidatorDatabase.BASE).split(";", -1));
            try (SqliteLedger ledger = SqliteLedger.inValidatorFile(path, LedgerOptions.backingUpTo(user.folder()))) {
                assertThat(ledger.insertMissing(SharedFileFixture.facts(1, 3))).isEqualTo(3);

                for (String side : List.of("validator.db-wal", "validator.db-shm")) {
                    assertThat(Files.getAttribute(user.folder().resolve(side), "unix:uid"))
                            .isEqualTo(OtherUser.UID);
                }
                validator.run(path, "INSERT INTO miners VALUES ('5Miner', 7)");
            }
            assertThat(validator.run(path, SharedFileFixture.ROWS)).containsExactly("1", "2", "3");
            validator.run(path, "DELETE FROM miners", "VACUUM");
        }
    }
}
