package io.weighbridge.reconcile;

import io.weighbridge.store.LedgerSnapshot;
import java.util.Optional;

/** What a run looks at: everything, or the part of it that may still change. */
interface View {

    /** Looks; empty while the validator's table has to be waited for. */
    Optional<RunInput> look();

    /** How everything stands after a look that left nothing to do. */
    Reconciliation stand(RunInput input, Reconciliation decided);

    /**
     * What was seen at one moment.
     *
     * @param head how far the chain is known
     * @param ledger the table and what is remembered about it
     * @param chain submissions, and the commits that came into the open
     */
    record RunInput(Head head, LedgerSnapshot ledger, ChainKnowledge chain) {}
}
