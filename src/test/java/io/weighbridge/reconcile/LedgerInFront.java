package io.weighbridge.reconcile;

import io.weighbridge.store.EditableLedger;
import io.weighbridge.store.FactQuery;
import io.weighbridge.store.LedgerChange;
import io.weighbridge.store.LedgerRow;
import io.weighbridge.store.LedgerScope;
import io.weighbridge.store.LedgerSnapshot;
import io.weighbridge.store.RowStory;
import io.weighbridge.store.Store.OpenedCommit;
import io.weighbridge.store.Store.StoredFact;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Hands everything on to another ledger. */
abstract class LedgerInFront implements EditableLedger {

    final EditableLedger ledger;

    LedgerInFront(EditableLedger ledger) {
        this.ledger = ledger;
    }

    @Override
    public Applied apply(List<List<LedgerChange>> steps, long run) {
        return ledger.apply(steps, run);
    }

    @Override
    public int showOpened(List<StoredFact> commits, List<OpenedCommit> opened) {
        return ledger.showOpened(commits, opened);
    }

    @Override
    public Optional<LedgerSnapshot> snapshot() {
        return ledger.snapshot();
    }

    @Override
    public Optional<LedgerSnapshot> snapshot(LedgerScope scope) {
        return ledger.snapshot(scope);
    }

    @Override
    public void note(Map<Long, String> rows, Map<String, String> facts) {
        ledger.note(rows, facts);
    }

    @Override
    public String rowsMark() {
        return ledger.rowsMark();
    }

    @Override
    public long newestRun() {
        return ledger.newestRun();
    }

    @Override
    public Set<Long> rowsOfRun(long run) {
        return ledger.rowsOfRun(run);
    }

    @Override
    public int insertMissing(List<StoredFact> facts) {
        return ledger.insertMissing(facts);
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
    public List<LedgerRow> rows(FactQuery query) {
        return ledger.rows(query);
    }

    @Override
    public void close() {
        ledger.close();
    }
}
