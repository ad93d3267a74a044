package io.weighbridge.testing;

import io.weighbridge.store.FactQuery;
import io.weighbridge.store.Ledger;
import io.weighbridge.store.LedgerRow;
import io.weighbridge.store.RowStory;
import io.weighbridge.store.Store.OpenedCommit;
import io.weighbridge.store.Store.StoredFact;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Hands everything on to another ledger; who extends it says what it does differently. */
public abstract class ForwardingLedger implements Ledger {

    private final Ledger ledger;

    protected ForwardingLedger(Ledger ledger) {
        this.ledger = ledger;
    }

    @Override
    public int insertMissing(List<StoredFact> facts) {
        return ledger.insertMissing(facts);
    }

    @Override
    public int showOpened(List<StoredFact> commits, List<OpenedCommit> opened) {
        return ledger.showOpened(commits, opened);
    }

    @Override
    public List<LedgerRow> rows(FactQuery query) {
        return ledger.rows(query);
    }

    @Override
    public Map<String, Long> countRows() {
        return ledger.countRows();
    }

    @Override
    public Map<String, Long> countVerdicts() {
        return ledger.countVerdicts();
    }

    @Override
    public Map<String, Long> countAgreement() {
        return ledger.countAgreement();
    }

    @Override
    public Optional<RowStory> story(long row) {
        return ledger.story(row);
    }

    @Override
    public void close() {
        ledger.close();
    }
}
