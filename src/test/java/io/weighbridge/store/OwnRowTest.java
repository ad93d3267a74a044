package io.weighbridge.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.weighbridge.chain.Hash;
import io.weighbridge.chain.Netuid;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OwnRowTest {

    private static final Hash EXTRINSIC = Hash.fromHex("0x" + "ab".repeat(32));

    @Test
    void aSuccessTellsItsWeightsAndNoError() {
        assertThat(row(EXTRINSIC, true, "ignored", WeightCells.of(List.of(3), List.of(7)))
                        .cells())
                .containsEntry("ts", new Cell.Text("2026-02-20T12:00:40.120000Z"))
                .containsEntry("block_number", new Cell.Int(77))
                .containsEntry("transaction_hash", new Cell.Text(EXTRINSIC.hex()))
                .containsEntry("netuid", new Cell.Int(30))
                .containsEntry("success", new Cell.Int(1))
                .containsEntry("uids_json", new Cell.Text("[3]"))
                .containsEntry("error_message", Cell.Null.NULL)
                .containsEntry("iteration_count", Cell.Null.NULL);
    }

    @Test
    void aFailureTellsItsError() {
        assertThat(row(EXTRINSIC, false, "SubtensorModule.InvalidUid", WeightCells.none())
                        .cells())
                .containsEntry("success", new Cell.Int(0))
                .containsEntry("error_message", new Cell.Text("SubtensorModule.InvalidUid"));
        assertThat(row(EXTRINSIC, false, "", WeightCells.none()).cells())
                .containsEntry("error_message", Cell.Null.NULL);
    }

    @Test
    void whatNoExtrinsicCausedHasNoHash() {
        assertThat(row(Hash.ZERO, true, "", WeightCells.none()).cells())
                .containsEntry("transaction_hash", Cell.Null.NULL);
    }

    private static OwnRow row(Hash extrinsic, boolean success, String error, Map<String, Cell> weights) {
        return new OwnRow(
                Instant.parse("2026-02-20T12:00:40.120Z"), 77, extrinsic, new Netuid(30), success, error, weights);
    }
}
