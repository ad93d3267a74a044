package io.weighbridge.reconcile;

import io.weighbridge.store.LedgerSnapshot;
import java.util.Optional;

/** What a run reads: everything, or the part that may still change. */
interface View {

    /** Reads table and chain; empty while the validator's table does not exist yet. */
    Optional<RunInput> look();

    /** The complete result, after a run that left nothing to do. */
    Reconciliation stand(RunInput input, Reconciliation decided);

    /**
     * The input of one decision.
     *
     * @param head how far the chain is known
     * @param ledger the table and what is remembered about it
     * @param chain submissions, and the commits that came into the open
     */
    record RunInput(Head head, LedgerSnapshot ledger, ChainKnowledge chain) {}
}
