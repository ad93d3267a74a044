package io.weighbridge.reconcile;

import io.weighbridge.store.EditableLedger;
import io.weighbridge.store.LedgerChange;
import io.weighbridge.store.LedgerScope;
import io.weighbridge.store.LedgerSnapshot;
import io.weighbridge.testing.ForwardingLedger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Hands everything on to another ledger, changes too. */
abstract class LedgerInFront extends ForwardingLedger implements EditableLedger {

    final EditableLedger ledger;

    LedgerInFront(EditableLedger ledger) {
        super(ledger);
        this.ledger = ledger;
    }

    @Override
    public Applied apply(List<List<LedgerChange>> steps, long run) {
        return ledger.apply(steps, run);
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
}
