package io.weighbridge.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weighbridge.store.StoreException;
import io.weighbridge.testing.SmallDisk;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** A disk without room. */
class FullDiskTest extends SharedFileFixture {

    @Test
    void rowsAndLinksStayTogetherAndTheRestComesWhenThereIsRoom() throws IOException {
        try (SmallDisk disk = SmallDisk.mount(Files.createDirectory(folder.resolve("disk")), "900k")) {
            path = disk.folder().resolve("validator.db");
            createWithTable(path);
            try (SqliteLedger ledger = open()) {
                assertThatThrownBy(() -> ledger.insertMissing(facts(1, 2000)))
                        .isInstanceOf(StoreException.Failed.class)
                        .hasMessageContaining("disk is full")
                        .hasMessageContaining("Free some space");

                int rows = validator.run(path, ROWS).size();
                assertThat(rows).isBetween(1, 1999);
                assertThat(validator.run(path, "SELECT row_id FROM weighbridge_links"))
                        .hasSize(rows);
                assertThat(validator.run(path, "PRAGMA integrity_check")).containsExactly("ok");
                assertThatThrownBy(() -> ledger.insertMissing(facts(1, 2000)))
                        .isInstanceOf(StoreException.Failed.class);

                disk.resize("20m");
                ledger.insertMissing(facts(1, 2000));
                assertThat(validator.run(path, ROWS)).isEqualTo(blocks(1, 2000));
            }
        }
    }

    @Test
    void withoutRoomForTheCopyNothingIsWritten() throws IOException {
        createWithTable(path);
        validator.run(path, "CREATE TABLE big AS SELECT randomblob(300000) AS content");
        try (SmallDisk disk = SmallDisk.mount(Files.createDirectory(folder.resolve("disk")), "200k");
                SqliteLedger ledger = SqliteLedger.inValidatorFile(path, LedgerOptions.backingUpTo(disk.folder()))) {
            assertThatThrownBy(() -> ledger.insertMissing(facts(1, 1)))
                    .isInstanceOf(StoreException.Failed.class)
                    .hasMessageContaining("disk is full");
            try (var left = Files.list(disk.folder())) {
                assertThat(left).as("half a copy").isEmpty();
            }
        }
        assertThat(validator.run(path, "SELECT name FROM sqlite_master WHERE name LIKE 'weighbridge%'"))
                .isEmpty();
    }
}
