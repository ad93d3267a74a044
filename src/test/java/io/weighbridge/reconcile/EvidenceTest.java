package io.weighbridge.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.weighbridge.chain.AccountId;
import io.weighbridge.chain.BlockRef;
import io.weighbridge.chain.Hash;
import io.weighbridge.chain.MechanismId;
import io.weighbridge.chain.Netuid;
import io.weighbridge.chain.StorageIndex;
import io.weighbridge.store.Cell;
import io.weighbridge.store.TableRow;
import io.weighbridge.store.Tier;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EvidenceTest {

    private static final Netuid SUBNET = new Netuid(30);
    private static final AccountId ALICE = AccountId.fromSs58("5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY");
    private static final long LOGGED = 7_600_000;

    /** An assignment prefers no pair to one that is worth nothing: then a window would be as wide as the worth, and no wider. */
    @ParameterizedTest
    @ValueSource(longs = {250, 1000, 12_000, 60_000})
    void aPairAtTheEdgeOfItsWindowIsWorthSomethingAtAnyPace(long blockMillis) {
        Rules rules = Rules.defaults(SUBNET, ALICE).paced(Duration.ofMillis(blockMillis));
        var evidence = new Evidence(rules, new Lags(rules.blockTime()));
        long reached = rules.window(RowKind.NO_WAIT, Tier.WEIGHTS).after();

        assertThat(evidence.score(row(), fact(LOGGED + reached), Tier.WEIGHTS).orElseThrow())
                .isPositive()
                .isLessThan(
                        evidence.score(row(), fact(LOGGED + 1), Tier.WEIGHTS).orElseThrow());
        assertThat(evidence.score(row(), fact(LOGGED + reached + 1), Tier.WEIGHTS))
                .isEmpty();
    }

    /** A row that says nothing of success, logged before its submission was included. */
    private static LoggedRow row() {
        return LoggedRow.read(new TableRow(
                1,
                Map.of(
                        "netuid",
                        new Cell.Int(SUBNET.value()),
                        "block_number",
                        new Cell.Int(LOGGED),
                        "transaction_hash",
                        new Cell.Text("Not waiting for finalization or inclusion."),
                        "uids_json",
                        new Cell.Text("[3]"),
                        "weights_json",
                        new Cell.Text("{\"3\": 1.0}"))));
    }

    private static ChainFact fact(long block) {
        return new ChainFact(
                "fact",
                new BlockRef(block, Hash.ZERO),
                Instant.EPOCH,
                1,
                Hash.ZERO,
                ALICE,
                new StorageIndex(SUBNET, MechanismId.MAIN),
                new ChainFact.Content.Open(List.of(3), List.of(65_535)),
                true,
                "");
    }
}
