package io.weighbridge.reconcile;

import io.weighbridge.chain.BlockRange;
import io.weighbridge.ingest.Rows;
import io.weighbridge.store.EditableLedger;
import io.weighbridge.store.LedgerChange;
import io.weighbridge.store.Store;
import io.weighbridge.store.StoreException;
import io.weighbridge.weights.Tracked;
import java.time.Clock;
import java.time.Instant;
import java.util.Set;

/**
 * Keeps rows in a table that a validator writes to as well. Reconciles only if something changed: facts came or
 * settled, other programs wrote rows, or a row has waited long enough for its verdict. Checking for changes is cheap.
 */
public final class ReconciledRows implements Rows {

    /** Pending rows are judged again after this many blocks. */
    private static final long PATIENCE = 25;

    private static final News NEVER = new News(-1, -1, "", -1);

    private final Store store;
    private final EditableLedger ledger;
    private final Tracked tracked;
    private final Rules rules;
    private final Clock clock;
    private final StoredView view;
    private final ReconcileListener listener;
    private News seen = NEVER;
    private boolean rowsWait;

    /** Reconciles the rows of the one hotkey and subnet of {@code rules}. */
    public ReconciledRows(
            Store store, EditableLedger ledger, Tracked tracked, Rules rules, Clock clock, ReconcileListener listener) {
        this.store = store;
        this.ledger = ledger;
        this.tracked = tracked;
        this.rules = rules;
        this.clock = clock;
        this.view = new StoredView(store, ledger, tracked, rules, clock);
        this.listener = listener;
    }

    /** The values whose change requires another run. */
    private record News(long facts, long settled, String rows, long patience) {}

    @Override
    public boolean watched() {
        return true;
    }

    @Override
    public void turned(Set<Long> commits) {
        view.turned(commits);
    }

    @Override
    public int keep(BlockRange blocks, Instant until) {
        News before = news();
        if (before.equals(seen)) {
            return 0;
        }
        Reconciling.Result result = new Reconciling(ledger, rules).run(view);
        rowsWait = result.state().rows().containsValue(RowVerdict.PENDING);
        // Writes by others during the run cannot be told from our own, so after own writes there is one more run.
        seen = result.changes() == 0 ? before : NEVER;
        listener.reconciled(result);
        return (int) result.steps().stream()
                .flatMap(step -> step.stream())
                .filter(change -> change instanceof LedgerChange.Insert)
                .count();
    }

    @Override
    public long missing() {
        try {
            StoredChain chain = StoredChain.of(store, tracked, clock.instant());
            return new Reconciling(ledger, rules)
                    .plan(chain.head(), chain.knowledge())
                    .steps()
                    .size();
        } catch (StoreException e) {
            return 0;
        }
    }

    private News news() {
        long finalized = store.coverage(tracked).last().orElse(0);
        long settledBlocks = rules.settle().dividedBy(rules.blockTime());
        return new News(
                StoredChain.count(store, tracked, finalized),
                StoredChain.count(store, tracked, finalized - settledBlocks),
                ledger.rowsMark(),
                rowsWait ? finalized / PATIENCE : 0);
    }
}
