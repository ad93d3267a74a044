package io.weighbridge.reconcile;

import io.weighbridge.store.LedgerSnapshot;
import java.util.List;

/** Decides which rows and facts belong together, and what to write. Pure. */
final class Reconciler {

    private Reconciler() {}

    /**
     * Decides in this order: changes that others made to the table, hashes, weaker evidence tier by tier, facts without
     * a row, reveals.
     *
     * @param rules how to match
     * @param head how far the chain is known
     * @param ledger the table and what is remembered about it
     * @param chain every known submission, also those out of scope, and the revealed commits
     */
    static Reconciliation reconcile(Rules rules, Head head, LedgerSnapshot ledger, ChainKnowledge chain) {
        var planned = new PlannedTable(ledger);
        var facts = new ScopedFacts(rules, head, chain.facts());
        var lags = new Lags(rules.blockTime());
        var evidence = new Evidence(rules, lags);
        var unlinked = new UnlinkedFindings();
        var candidates = new Candidates(rules, planned, facts);
        var linking = new Linking(planned, evidence, new Writes(rules));
        var ownRows = new OwnRows(rules, planned, facts, chain.revealsByFact());

        new LinkRepair(planned).check(ledger.highestKey());
        new HashLinking(planned, candidates, new HashEvidence(rules, facts, lags), linking, unlinked).link();
        new WeakerLinking(rules, planned, candidates, facts, evidence, linking, unlinked).link();
        ownRows.insert(unlinked);
        new Reveals(rules, planned, ownRows).apply(chain.revealsByFact().values());

        var verdicts = new Verdicts(rules, head, planned, candidates, facts, ownRows, unlinked);
        return new Reconciliation(planned.steps(), List.copyOf(planned.links()), verdicts.ofRows(), verdicts.ofFacts());
    }
}
