package io.weighbridge.store.sqlite;

import static io.weighbridge.store.FactSamples.ALICE;
import static io.weighbridge.store.FactSamples.SUBNET;
import static io.weighbridge.store.FactSamples.hash;
import static org.assertj.core.api.Assertions.assertThat;

import io.weighbridge.calls.Outcome;
import io.weighbridge.chain.MechanismId;
import io.weighbridge.chain.StorageIndex;
import io.weighbridge.store.FactSamples;
import io.weighbridge.store.Store.OpenedCommit;
import io.weighbridge.store.Store.StoredFact;
import io.weighbridge.weights.Payload;
import io.weighbridge.weights.Position;
import io.weighbridge.weights.WeightFact;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What becomes of our own rows when commits come into the open. */
class OpenedRowsTest extends LedgerFixture {

    private static final String WEIGHTS =
            "SELECT weights_json, uids_json, total_weight, num_miners FROM weight_transactions ORDER BY id";
    private static final String SEALED = "{}|[]||";
    private static final String OPEN = "{\"4\": 0.25, \"9\": 0.75}|[4, 9]|1.0|2";

    private final List<StoredFact> commits = stored(commit(5), commit(6));

    @Test
    void aRowGetsTheWeightsOfItsCommit() {
        ledger.insertMissing(commits);

        assertThat(ledger.showOpened(commits, List.of(opened(6, 10, 30)))).isEqualTo(1);

        assertThat(validator.ask(WEIGHTS)).containsExactly(SEALED, OPEN);
        assertThat(validator.ask("SELECT ts, block_number, success FROM weight_transactions WHERE id = 2"))
                .containsExactly("2026-02-20T12:01:12.000000Z|6|1");
    }

    @Test
    void asItSaysItTwiceNothingChanges() {
        ledger.insertMissing(commits);
        List<OpenedCommit> opened = List.of(opened(5, 1, 2), opened(6, 10, 30));
        ledger.showOpened(commits, opened);
        List<String> before = everything();

        assertThat(ledger.showOpened(commits, opened)).isZero();
        reopen();
        assertThat(ledger.showOpened(commits, opened)).isZero();
        assertThat(ledger.insertMissing(commits))
                .as("the link still knows the row")
                .isZero();
        assertThat(everything()).isEqualTo(before);
    }

    @Test
    void weightsThatBecameDoubtfulAreTakenBack() {
        ledger.insertMissing(commits);
        List<String> before = validator.ask(ALL);
        ledger.showOpened(commits, List.of(opened(6, 10, 30)));

        assertThat(ledger.showOpened(commits, List.of())).isEqualTo(1);

        assertThat(validator.ask(ALL)).isEqualTo(before);
        assertThat(validator.ask("SELECT count(*) FROM weighbridge_fills WHERE taken_back IS NULL"))
                .containsExactly("0");
        assertThat(ledger.showOpened(commits, List.of())).isZero();
    }

    @Test
    void weightsThatTurnOutToBeOthersAreExchanged() {
        ledger.insertMissing(commits);
        ledger.showOpened(commits, List.of(opened(6, 1, 1)));

        assertThat(ledger.showOpened(commits, List.of(opened(6, 10, 30)))).isEqualTo(1);

        assertThat(validator.ask(WEIGHTS)).containsExactly(SEALED, OPEN);
        assertThat(validator.ask("SELECT old_value FROM weighbridge_fills WHERE taken_back IS NULL"
                        + " AND column_name = 'weights_json'"))
                .containsExactly("{}");
    }

    @Test
    void whatSomebodyElseWroteIntoOurRowStays() {
        ledger.insertMissing(commits);
        validator.run("UPDATE weight_transactions SET weights_json = '{\"1\": 1.0}' WHERE id = 2");

        ledger.showOpened(commits, List.of(opened(6, 10, 30)));

        assertThat(validator.ask("SELECT weights_json FROM weight_transactions WHERE id = 2"))
                .containsExactly("{\"1\": 1.0}");
    }

    @Test
    void aRowOfTheValidatorsOwnIsLeftAlone() {
        logged("2026-02-20T12:01:13Z", hashOf(commit(6)), 30);
        ledger.insertMissing(commits);
        List<String> before = validator.ask(ALL);

        assertThat(ledger.showOpened(commits, List.of(opened(6, 10, 30)))).isZero();
        assertThat(validator.ask(ALL)).isEqualTo(before);
    }

    @Test
    void aRowThatIsGoneStaysGone() {
        ledger.insertMissing(commits);
        validator.run("DELETE FROM weight_transactions WHERE id = 2");

        assertThat(ledger.showOpened(commits, List.of(opened(6, 10, 30)))).isZero();
        assertThat(validator.ask(WEIGHTS)).containsExactly(SEALED);
    }

    @Test
    void aTableWithFewColumnsGetsWhatItHasRoomFor() {
        validator.run("ALTER TABLE weight_transactions DROP COLUMN total_weight");
        ledger.insertMissing(commits);

        ledger.showOpened(commits, List.of(opened(6, 10, 30)));

        assertThat(validator.ask("SELECT weights_json, num_miners FROM weight_transactions WHERE id = 2"))
                .containsExactly("{\"4\": 0.25, \"9\": 0.75}|2");
    }

    private List<String> everything() {
        List<String> all = validator.ask(ALL);
        all.addAll(validator.ask("SELECT * FROM weighbridge_links ORDER BY id"));
        all.addAll(validator.ask("SELECT * FROM weighbridge_fills ORDER BY id"));
        return all;
    }

    private static OpenedCommit opened(long block, int four, int nine) {
        WeightFact commit = commit(block);
        return new OpenedCommit(
                commit.block(), commit.position(), new Payload.Weights(List.of(4, 9), List.of(four, nine), 0));
    }

    private static WeightFact commit(long block) {
        return FactSamples.fact(
                block,
                new Position("x4"),
                WeightFact.Kind.COMMIT,
                ALICE,
                new StorageIndex(SUBNET, MechanismId.MAIN),
                Outcome.Success.SUCCESS,
                new Payload.HashCommit(hash("commit " + block)));
    }
}
