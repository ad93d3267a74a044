package io.weighbridge.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.weighbridge.chain.BlockRange;
import io.weighbridge.store.Cell;
import io.weighbridge.store.FactQuery;
import io.weighbridge.store.FactSamples;
import io.weighbridge.store.Fill;
import io.weighbridge.store.LedgerChange;
import io.weighbridge.store.LedgerSnapshot;
import io.weighbridge.store.RowLink;
import io.weighbridge.store.RowStory;
import io.weighbridge.store.Store.Increment;
import io.weighbridge.store.TableRow;
import io.weighbridge.store.Tier;
import io.weighbridge.weights.Tracked;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RowStoriesTest {

    @TempDir
    private Path folder;

    private SqliteStore store;
    private SqliteLedger ledger;

    @BeforeEach
    void insertThreeRows() {
        store = SqliteStore.open(folder.resolve("w.db"), SqliteOptions.DEFAULTS);
        ledger = SqliteLedger.inStore(store);
        store.commit(new Increment(
                Tracked.EVERYTHING,
                new BlockRange(1, 3),
                "follow",
                List.of(FactSamples.set(1), FactSamples.set(2), FactSamples.set(3))));
        ledger.insertMissing(store.facts(FactQuery.of(Tracked.EVERYTHING, FactQuery.ALL_BLOCKS)));
    }

    @AfterEach
    void close() {
        ledger.close();
        store.close();
    }

    @Test
    void aRowOfOurOwnSaysSo() {
        assertThat(ledger.story(1)).get().satisfies(story -> {
            assertThat(story.tier()).isEqualTo("inserted");
            assertThat(story.evidence()).isEqualTo("our own row");
            assertThat(story.fills()).isEmpty();
        });
    }

    @Test
    void aRowWithoutALinkHasNoStory() {
        assertThat(ledger.story(99)).isEmpty();
    }

    @Test
    void theStoryHoldsWhatWasWrittenAndWhatStoodThere() {
        link(1);
        write(1, "success", new Cell.Int(0));

        assertThat(ledger.story(1)).get().satisfies(story -> {
            assertThat(story.evidence()).isEqualTo("its hash");
            assertThat(story.flags()).isEqualTo("late=true");
            assertThat(story.fills())
                    .extracting(RowStory.Written::column, RowStory.Written::before, RowStory.Written::after)
                    .containsExactly(org.assertj.core.groups.Tuple.tuple("success", "1", "0"));
        });
    }

    @Test
    void linkedRowsAreCountedByWhatHadToBeWritten() {
        link(1);
        link(2);
        link(3);
        write(2, "error_message", new Cell.Text("because"));
        write(3, "error_message", new Cell.Text("because"));
        write(3, "success", new Cell.Int(0));

        assertThat(ledger.countAgreement()).isEqualTo(Map.of("agreed", 1L, "filled", 1L, "corrected", 1L));
    }

    @Test
    void rowsOfOurOwnAgreeWithNobody() {
        assertThat(ledger.countAgreement()).isEmpty();
    }

    private void link(long row) {
        String fact = snapshot().links().stream()
                .filter(link -> link.row() == row)
                .map(RowLink::fact)
                .findFirst()
                .orElseThrow();
        apply(new LedgerChange.PutLink(
                new RowLink(row, fact, Tier.HASH, RowLink.Role.PRIMARY, Map.of("late", true), "its hash", 0)));
    }

    private void write(long row, String column, Cell value) {
        Cell before = snapshot().rows().stream()
                .filter(it -> it.id() == row)
                .map(TableRow::cells)
                .map(cells -> cells.get(column))
                .findFirst()
                .orElseThrow();
        apply(new LedgerChange.Write(new Fill(row, column, before, value, Tier.HASH, "fact")));
    }

    private LedgerSnapshot snapshot() {
        return ledger.snapshot().orElseThrow();
    }

    private void apply(LedgerChange change) {
        assertThat(ledger.apply(List.of(List.of(change)), 0).complete()).isTrue();
    }
}
