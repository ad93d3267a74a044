package io.weighbridge.store.sqlite;

import static io.weighbridge.store.FactSamples.ALICE;
import static io.weighbridge.store.FactSamples.SUBNET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weighbridge.chain.BlockRange;
import io.weighbridge.store.Endurance;
import io.weighbridge.store.FactQuery;
import io.weighbridge.store.FactSamples;
import io.weighbridge.store.Store.Increment;
import io.weighbridge.store.StoreException;
import io.weighbridge.store.StoreListener;
import io.weighbridge.testing.SmallDisk;
import io.weighbridge.weights.Tracked;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** A disk without room. */
class FullDiskTest extends SharedFileFixture {

    private static final Tracked TRACKED = new Tracked(Set.of(SUBNET), Set.of(ALICE));

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
    void aRunOfMonthsWaitsForRoomAndLosesNothing() throws IOException {
        List<String> heard = new ArrayList<>();
        try (SmallDisk disk = SmallDisk.mount(Files.createDirectory(folder.resolve("disk")), "900k")) {
            var makingRoom = new StoreListener() {
                @Override
                public void unavailable(Path database, String why) {
                    heard.add(why);
                    disk.resize("40m");
                }

                @Override
                public void available(Path database) {
                    heard.add("back");
                }
            };
            var patient = SqliteOptions.DEFAULTS
                    .heardBy(makingRoom)
                    .enduring(Endurance.of(Duration.ofMillis(1), Duration.ofMillis(1)));
            try (SqliteStore store = SqliteStore.open(disk.folder().resolve("w.db"), patient)) {
                for (long block = 1; block <= 4000; block += 200) {
                    store.commit(new Increment(
                            TRACKED,
                            new BlockRange(block, block + 199),
                            "follow",
                            LongStream.range(block, block + 200)
                                    .mapToObj(FactSamples::set)
                                    .toList()));
                }

                assertThat(heard).hasSize(2).last().isEqualTo("back");
                assertThat(heard.get(0)).contains("the disk is full", "Free some space");
                assertThat(store.countFacts(FactQuery.of(TRACKED, FactQuery.ALL_BLOCKS)))
                        .isEqualTo(4000);
                assertThat(store.coverage(TRACKED).size()).isEqualTo(4000);
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
