package io.weighbridge.store.sqlite;

import static io.weighbridge.store.FactSamples.ALICE;
import static io.weighbridge.store.FactSamples.SUBNET;
import static io.weighbridge.store.FactSamples.set;
import static org.assertj.core.api.Assertions.assertThat;

import io.weighbridge.calls.Outcome;
import io.weighbridge.chain.MechanismId;
import io.weighbridge.chain.StorageIndex;
import io.weighbridge.store.FactSamples;
import io.weighbridge.store.Store.StoredFact;
import io.weighbridge.weights.Origin;
import io.weighbridge.weights.Payload;
import io.weighbridge.weights.Position;
import io.weighbridge.weights.WeightFact;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What rows look like that are inserted for facts. */
class InsertedRowsTest extends LedgerFixture {

    @Test
    void aSuccessfulSetBecomesARowWithItsWeightsAsPartsOfTheirSum() {
        assertThat(ledger.insertMissing(stored(set(5)))).isEqualTo(1);

        assertThat(validator.ask(ALL))
                .containsExactly("1|2026-02-20T12:01:00.000000Z|5|" + hashOf(set(5)) + "|30|1|"
                        + "{\"10\": 0.12499570835097677, \"12\": 0.12499570835097677, \"176\": 0.7500085832980464}"
                        + "|[10, 12, 176]|||1.0|3");
        assertThat(validator.ask(
                        "SELECT typeof(block_number), typeof(success), typeof(total_weight), typeof(num_miners),"
                                + " typeof(iteration_count) FROM weight_transactions"))
                .containsExactly("integer|integer|real|integer|null");
    }

    @Test
    void aFailedSetKeepsItsUidsAndNamesItsError() {
        WeightFact failed = set(5, ALICE, SUBNET, TOO_FAST);
        assertThat(ledger.insertMissing(stored(failed))).isEqualTo(1);

        assertThat(validator.ask(ALL))
                .containsExactly("1|2026-02-20T12:01:00.000000Z|5|" + hashOf(failed) + "|30|0|{}|[10, 12, 176]||"
                        + "SubtensorModule.SettingWeightsTooFast||");
    }

    @Test
    void aCommitHasNoUidsAndNoWeights() {
        WeightFact commit = fact(
                "x4", WeightFact.Kind.COMMIT, Outcome.Success.SUCCESS, new Payload.HashCommit(FactSamples.hash("c")));
        assertThat(ledger.insertMissing(stored(commit))).isEqualTo(1);

        assertThat(validator.ask(
                        "SELECT success, weights_json, uids_json, total_weight, num_miners FROM weight_transactions"))
                .containsExactly("1|{}|[]||");
    }

    @Test
    void weightsThatAreAllZeroHaveNoParts() {
        WeightFact zero = fact(
                "x4",
                WeightFact.Kind.SET,
                Outcome.Success.SUCCESS,
                new Payload.Weights(List.of(1, 2), List.of(0, 0), 0));
        assertThat(ledger.insertMissing(stored(zero))).isEqualTo(1);

        assertThat(validator.ask("SELECT success, weights_json, uids_json, total_weight FROM weight_transactions"))
                .containsExactly("1|{}|[1, 2]|");
    }

    @Test
    void revealsAndCallsWithoutAnOutcomeAndOtherMechanismsGetNoRow() {
        Payload weights = set(5).payload();
        WeightFact otherMechanism = FactSamples.fact(
                5,
                new Position("x7"),
                WeightFact.Kind.SET,
                ALICE,
                new StorageIndex(SUBNET, new MechanismId(1)),
                Outcome.Success.SUCCESS,
                weights);

        int inserted = ledger.insertMissing(stored(
                fact("x1", WeightFact.Kind.REVEAL, Outcome.Success.SUCCESS, weights),
                fact("h2", WeightFact.Kind.AUTO_REVEAL, Outcome.Success.SUCCESS, weights),
                fact("x3", WeightFact.Kind.SET, Outcome.Deferred.DEFERRED, weights),
                fact("x4", WeightFact.Kind.SET, Outcome.Unknown.UNKNOWN, weights),
                otherMechanism));

        assertThat(inserted).isZero();
        assertThat(validator.ask(ALL)).isEmpty();
        assertThat(Files.exists(folder.resolve("backups"))).isTrue();
        assertThat(backups()).as("nothing was written, so nothing is copied").isEmpty();
    }

    @Test
    void insertingTwiceChangesNothing() {
        List<StoredFact> facts = stored(set(5), set(6));
        ledger.insertMissing(facts);
        List<String> before = validator.ask(ALL);

        assertThat(ledger.insertMissing(facts)).isZero();
        reopen();
        assertThat(ledger.insertMissing(facts)).isZero();
        assertThat(validator.ask(ALL)).isEqualTo(before).hasSize(2);
    }

    @Test
    void rowsAreInsertedInChainOrder() {
        List<StoredFact> facts = stored(set(5), set(6), set(7));
        ledger.insertMissing(List.of(facts.get(2), facts.get(0), facts.get(1)));

        assertThat(validator.ask("SELECT id, block_number FROM weight_transactions ORDER BY id"))
                .containsExactly("1|5", "2|6", "3|7");
    }

    @Test
    void everyItemOfABatchGetsItsRow() {
        WeightFact first = fact("x4/0", WeightFact.Kind.SET, Outcome.Success.SUCCESS, set(5).payload());
        WeightFact second = fact("x4/1", WeightFact.Kind.SET, TOO_FAST, set(5).payload());

        assertThat(ledger.insertMissing(stored(first, second))).isEqualTo(2);
        assertThat(ledger.insertMissing(stored(first, second))).isZero();
        assertThat(validator.ask("SELECT success FROM weight_transactions ORDER BY id"))
                .containsExactly("1", "0");
    }

    @Test
    void aFactWithoutAnExtrinsicHasNoHash() {
        WeightFact set = set(5);
        WeightFact hook = new WeightFact(
                set.block(),
                set.timestamp(),
                set.specVersion(),
                Position.ofHook(3),
                set.call(),
                set.kind(),
                Origin.Hook.HOOK,
                set.hotkey(),
                set.index(),
                set.uid(),
                set.outcome(),
                set.payload());
        ledger.insertMissing(stored(hook));

        assertThat(validator.ask("SELECT transaction_hash FROM weight_transactions"))
                .containsExactly("");
    }
}
