package io.weighbridge.ingest;

import io.weighbridge.chain.BlockRange;
import io.weighbridge.store.FactQuery;
import io.weighbridge.store.Ledger;
import io.weighbridge.store.Store;
import io.weighbridge.store.Store.StoredFact;
import io.weighbridge.weights.Tracked;
import io.weighbridge.weights.WeightFact;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Keeps rows in a table that only this program writes to: every submission without a row gets one, and the row of a
 * commit gets the weights once they are known. Only the commits named by {@link #turned} are checked, so the cost does
 * not grow with the history.
 */
final class InsertedRows implements Rows {

    private static final int PAGE = 1000;

    private final Store store;
    private final Ledger ledger;
    private final Tracked tracked;

    /** Commits whose rows may be out of date. */
    private final Set<Long> turned = new HashSet<>();

    InsertedRows(Store store, Ledger ledger, Tracked tracked) {
        this.store = store;
        this.ledger = ledger;
        this.tracked = tracked;
    }

    @Override
    public boolean watched() {
        return false;
    }

    @Override
    public void turned(Set<Long> commits) {
        turned.addAll(commits);
    }

    @Override
    public int keep(BlockRange blocks, Instant until) {
        int inserted = 0;
        long offset = 0;
        List<StoredFact> page;
        do {
            page = store.facts(new FactQuery(tracked, blocks, Instant.MIN, until, Set.of(), false, offset, PAGE));
            inserted += ledger.insertMissing(page);
            showOpened(page);
            offset += page.size();
        } while (page.size() == PAGE);
        showOpened(store.factsByKey(turned));
        turned.clear();
        return inserted;
    }

    private void showOpened(List<StoredFact> facts) {
        List<StoredFact> commits = facts.stream()
                .filter(stored -> stored.fact().kind() == WeightFact.Kind.COMMIT && tracked.includes(stored.fact()))
                .toList();
        if (!commits.isEmpty()) {
            ledger.showOpened(
                    commits,
                    store.openedCommits(commits.stream().map(StoredFact::id).collect(Collectors.toSet())));
        }
    }
}
