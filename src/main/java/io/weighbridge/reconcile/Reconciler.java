package io.weighbridge.reconcile;

import io.weighbridge.store.LedgerSnapshot;
import java.util.List;

/** Decides which rows and facts belong together, and what is to be written. It touches nothing. */
final class Reconciler {

    private Reconciler() {}

    /**
     * Decides, in the order of the evidence: what others did to the table, hashes, weaker evidence tier by tier, facts without
     * a row, reveals.
     *
     * @param rules how to match
     * @param head how far the chain is known
     * @param ledger the table and what is remembered about it
     * @param chain every submission that is known, also those out of scope, and the commits that came into the open
     */
    static Reconciliation reconcile(Rules rules, Head head, LedgerSnapshot ledger, ChainKnowledge chain) {
        var book = new Book(ledger);
        var facts = new ScopedFacts(rules, head, chain.facts());
        var lags = new Lags(rules.blockTime());
        var evidence = new Evidence(rules, lags);
        var standing = new Standing();
        var candidates = new Candidates(rules, book, facts);
        var linking = new Linking(book, evidence, new Writes(rules));
        var ownRows = new OwnRows(rules, book, facts, chain.revealsByFact());

        new Stickiness(book).check(ledger.highestKey());
        new HashLinking(book, candidates, new HashEvidence(rules, facts, lags), linking, standing).link();
        new WeakerLinking(rules, book, candidates, facts, evidence, linking, standing).link();
        ownRows.insert(standing);
        new Reveals(rules, book, ownRows).apply(chain.revealsByFact().values());

        var verdicts = new Verdicts(rules, head, book, candidates, facts, ownRows, standing);
        return new Reconciliation(book.steps(), List.copyOf(book.links()), verdicts.ofRows(), verdicts.ofFacts());
    }
}
