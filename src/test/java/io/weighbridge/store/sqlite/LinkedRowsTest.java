package io.weighbridge.store.sqlite;

import static io.weighbridge.store.FactSamples.set;
import static org.assertj.core.api.Assertions.assertThat;

import io.weighbridge.calls.Outcome;
import io.weighbridge.weights.WeightFact;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which row stands for which fact, for as long as there is that table. */
class LinkedRowsTest extends LedgerFixture {

    @ParameterizedTest
    @ValueSource(strings = {"plain", "upper", "bare", "bare upper", "mixed"})
    void aRowThatHoldsTheHashInAnySpellingIsTheFactsRowAndStaysAsItIs(String spelling) {
        String hash = hashOf(set(5));
        String digits = hash.substring(2);
        String cell = switch (spelling) {
            case "upper" -> "0X" + digits.toUpperCase(Locale.ROOT);
            case "bare" -> digits;
            case "bare upper" -> digits.toUpperCase(Locale.ROOT);
            case "mixed" -> "0x" + digits.substring(0, 9).toUpperCase(Locale.ROOT) + digits.substring(9);
            default -> hash;
        };
        logged("2026-02-20T12:01:10.5Z", cell, 30);
        List<String> before = validator.ask(ALL);

        assertThat(ledger.insertMissing(stored(set(5)))).isZero();
        assertThat(validator.ask(ALL)).isEqualTo(before);
        assertThat(validator.ask("SELECT row_id, fact, tier, role FROM weighbridge_links"))
                .containsExactly("1|" + set(5).block().hash() + ":x4|hash|primary");
    }

    @Test
    void aRowOfAnotherSubnetOrWithMoreThanTheHashIsNotTheFactsRow() {
        logged("2026-02-20T12:01:10Z", hashOf(set(5)), 31);
        logged("2026-02-20T12:01:10Z", "ExtrinsicReceipt<hash:" + hashOf(set(5)) + ">", 30);

        assertThat(ledger.insertMissing(stored(set(5)))).isEqualTo(1);
    }

    @Test
    void oneRowStandsForOneFactOnly() {
        logged("2026-02-20T12:01:10Z", hashOf(set(5)), 30);
        WeightFact first = fact("x4/0", WeightFact.Kind.SET, Outcome.Success.SUCCESS, set(5).payload());
        WeightFact second = fact("x4/1", WeightFact.Kind.SET, Outcome.Success.SUCCESS, set(5).payload());

        assertThat(ledger.insertMissing(stored(first, second))).isEqualTo(1);
        assertThat(validator.ask("SELECT row_id, tier FROM weighbridge_links ORDER BY row_id"))
                .containsExactly("1|hash", "2|inserted");
    }

    @Test
    void aDeletedRowIsNotInsertedAgain() {
        ledger.insertMissing(stored(set(5), set(6)));
        validator.run("DELETE FROM weight_transactions");

        assertThat(ledger.insertMissing(stored(set(5), set(6)))).isZero();
        reopen();
        assertThat(ledger.insertMissing(stored(set(5), set(6), set(7)))).isEqualTo(1);
        assertThat(validator.ask("SELECT id, block_number FROM weight_transactions"))
                .containsExactly("3|7");
    }

    @Test
    void aTableThatWasMadeAnewGetsItsRowsAgain() {
        ledger.insertMissing(stored(set(5), set(6)));
        validator.run("DROP TABLE weight_transactions;" + ValidatorDatabase.WEIGHTS);

        assertThat(ledger.insertMissing(stored(set(5), set(6)))).isEqualTo(2);
        assertThat(validator.ask("SELECT row_id FROM weighbridge_links ORDER BY row_id"))
                .containsExactly("1", "2");
    }

    @Test
    void anIdThatNowIsAnotherRowVoidsTheLinks() {
        ledger.insertMissing(stored(set(5)));
        validator.run("DROP TABLE weight_transactions;" + ValidatorDatabase.WEIGHTS);
        logged("2026-02-21T00:00:00Z", "Success", 30);
        logged("2026-02-21T01:00:00Z", "Success", 30);

        assertThat(ledger.insertMissing(stored(set(5)))).isEqualTo(1);
        assertThat(validator.ask("SELECT row_id, tier FROM weighbridge_links")).containsExactly("3|inserted");
    }
}
