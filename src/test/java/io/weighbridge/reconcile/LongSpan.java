package io.weighbridge.reconcile;

import io.weighbridge.calls.Outcome;
import io.weighbridge.chain.BlockRange;
import io.weighbridge.store.Cell;
import io.weighbridge.store.FactSamples;
import io.weighbridge.store.Store;
import io.weighbridge.weights.Tracked;
import io.weighbridge.weights.WeightFact;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A validator over a long span: a set every 360 blocks, most of them logged with a status text, some without a hash, some not
 * at all; and now and then a failure that nothing was sent for.
 */
public final class LongSpan {

    public static final Tracked TRACKED = new Tracked(Set.of(FactSamples.SUBNET), Set.of(FactSamples.ALICE));
    public static final Rules RULES = Rules.defaults(FactSamples.SUBNET, FactSamples.ALICE);

    private static final long FIRST = 1000;
    private static final long SPACING = 360;
    private static final Instant GENESIS_TIME = Instant.parse("2026-02-20T12:00:00Z");
    private static final String LOGGED = "{\"10\": 0.125, \"12\": 0.125, \"176\": 0.75}";

    private LongSpan() {}

    /** Stores the sets with these numbers, each with the blocks up to {@code after} blocks behind it, and logs them. */
    public static void goOn(Store store, Consumer<Map<String, Cell>> log, int from, int to, long after) {
        for (int number = from; number < to; number++) {
            long block = FIRST + SPACING * number;
            WeightFact fact = FactSamples.set(block, FactSamples.ALICE, FactSamples.SUBNET, Outcome.Success.SUCCESS);
            store.commit(new Store.Increment(
                    TRACKED, new BlockRange(block - SPACING + after + 1, block + after), "follow", List.of(fact)));
            if (number % 20 != 0) {
                log.accept(row(block + 3, number % 7 == 0 ? Cell.Null.NULL : new Cell.Text("Success"), true));
            }
            if (number % 6 == 0) {
                log.accept(row(block - 180, Cell.Null.NULL, false));
            }
        }
    }

    private static Map<String, Cell> row(long block, Cell hash, boolean success) {
        var cells = new LinkedHashMap<String, Cell>();
        cells.put("ts", new Cell.Text(GENESIS_TIME.plusSeconds(12 * block + 5).toString()));
        cells.put("block_number", success ? new Cell.Int(block) : Cell.Null.NULL);
        cells.put("transaction_hash", hash);
        cells.put("netuid", new Cell.Int(FactSamples.SUBNET.value()));
        cells.put("success", new Cell.Int(success ? 1 : 0));
        cells.put("weights_json", new Cell.Text(success ? LOGGED : "{}"));
        cells.put("uids_json", new Cell.Text("[10, 12, 176]"));
        cells.put("error_message", success ? Cell.Null.NULL : new Cell.Text("Failed to set weights"));
        return cells;
    }
}
