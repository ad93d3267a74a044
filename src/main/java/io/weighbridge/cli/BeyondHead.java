package io.weighbridge.cli;

import io.weighbridge.chain.BlockRange;
import io.weighbridge.store.FactQuery;
import io.weighbridge.store.Ledger;
import io.weighbridge.store.LedgerRow;
import io.weighbridge.web.StatusReport;
import io.weighbridge.web.StatusReport.EndpointStatus;
import io.weighbridge.weights.Tracked;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Rows that name a block which the chain does not have yet, by far: they wait until it does, which may be never. */
final class BeyondHead {

    /** An hour of blocks: whoever logs names the best block, and finality may be late. */
    private static final long NEAR = 300;

    private static final int SHOWN = 3;

    private BeyondHead() {}

    /** A sentence about them; empty where there are none, or where no endpoint tells how far the chain is. */
    static Optional<String> of(Ledger ledger, Tracked tracked, StatusReport report) {
        long head = report.endpoints().stream()
                .filter(EndpointStatus::usable)
                .mapToLong(EndpointStatus::head)
                .max()
                .orElse(-1);
        return head < 0 ? Optional.empty() : sentence(rows(ledger, tracked, head + NEAR), head);
    }

    private static List<LedgerRow> rows(Ledger ledger, Tracked tracked, long from) {
        var blocks = new BlockRange(from, FactQuery.ALL_BLOCKS.last());
        return ledger.rows(new FactQuery(tracked, blocks, Instant.MIN, Instant.MAX, Set.of(), true, 0, SHOWN + 1));
    }

    private static Optional<String> sentence(List<LedgerRow> rows, long head) {
        String which = rows.stream()
                .limit(SHOWN)
                .map(row -> row.id() + " (block " + row.blockNumber() + ")")
                .collect(Collectors.joining(", "));
        String others = rows.size() > SHOWN ? " and others" : "";
        return switch (rows.size()) {
            case 0 -> Optional.empty();
            case 1 -> Optional.of("row " + which + " names a block" + far(head, "waits"));
            default -> Optional.of("rows " + which + others + " name blocks" + far(head, "wait"));
        };
    }

    private static String far(long head, String wait) {
        return " far beyond the finalized head " + head + " and " + wait
                + " until the chain is there: logged on another chain, or with a wrong number?";
    }
}
