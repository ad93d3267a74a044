package io.weighbridge.store.sqlite;

import static io.weighbridge.store.FactSamples.ALICE;
import static io.weighbridge.store.FactSamples.SUBNET;
import static io.weighbridge.store.FactSamples.set;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.weighbridge.chain.BlockRange;
import io.weighbridge.chain.Netuid;
import io.weighbridge.store.FactQuery;
import io.weighbridge.store.LedgerRow;
import io.weighbridge.weights.Tracked;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Rows as readers see them, whoever wrote them. */
class RowSelectTest extends LedgerFixture {

    @Test
    void rowsTellWhoWroteThem() {
        logged("2026-02-20T12:01:10Z", "Success", 30);
        ledger.insertMissing(stored(set(50)));

        assertThat(rows()).extracting(LedgerRow::origin).containsExactly("weighbridge", "validator");
        assertThat(rows().get(1))
                .isEqualTo(new LedgerRow(
                        1,
                        "2026-02-20T12:01:10Z",
                        "",
                        "Success",
                        "30",
                        "1",
                        "{}",
                        "[1]",
                        "",
                        "validator",
                        "",
                        LedgerRow.Source.VALIDATOR));
        assertThat(rows().get(0).source()).isEqualTo(new LedgerRow.Source("inserted", "our own row", 0, Map.of()));
    }

    @Test
    void rowsTellWhichFactTheyStandFor() {
        ledger.insertMissing(stored(set(5)));

        assertThat(rows())
                .extracting(LedgerRow::fact)
                .containsExactly(set(5).block().hash() + ":x4");
    }

    @Test
    void rowsAreFoundBySubnetBlockTimeAndOutcome() {
        ledger.insertMissing(stored(set(5), set(6, ALICE, SUBNET, TOO_FAST), set(7, ALICE, new Netuid(31), TOO_FAST)));
        Tracked subnet = new Tracked(Set.of(SUBNET), Set.of());

        assertThat(blocks(query(subnet, FactQuery.ALL_BLOCKS, Instant.MIN, Set.of())))
                .containsExactly("6", "5");
        assertThat(blocks(query(subnet, FactQuery.ALL_BLOCKS, Instant.MIN, Set.of("success"))))
                .containsExactly("5");
        assertThat(blocks(query(subnet, FactQuery.ALL_BLOCKS, Instant.MIN, Set.of("failed"))))
                .containsExactly("6");
        assertThat(blocks(query(Tracked.EVERYTHING, new BlockRange(6, 7), Instant.MIN, Set.of())))
                .containsExactly("7", "6");
        assertThat(blocks(query(Tracked.EVERYTHING, FactQuery.ALL_BLOCKS, set(6).timestamp(), Set.of())))
                .containsExactly("7", "6");
    }

    @Test
    void cellsOfNumpyAreReadable() {
        validator.run("INSERT INTO weight_transactions (ts, block_number, netuid, success, weights_json, uids_json)"
                + " VALUES ('2026-02-20 12:00:00', x'40E2010000000000', 30, x'01', '{}', '[]')");

        assertThat(rows())
                .extracting(LedgerRow::blockNumber, LedgerRow::success)
                .containsExactly(tuple("123456", "1"));
    }
}
