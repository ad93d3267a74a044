package io.weighbridge.reconcile;

import io.weighbridge.reconcile.View.RunInput;
import io.weighbridge.store.EditableLedger;
import io.weighbridge.store.EditableLedger.Applied;
import io.weighbridge.store.LedgerChange;
import io.weighbridge.store.LedgerSnapshot;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Runs the reconciliation of table and chain: reads the table, decides, writes, and repeats if another program wrote in
 * between. To be used from the thread that writes to the ledger.
 */
public final class Reconciling {

    /**
     * The most repetitions. The validator writes about once an hour, so more interruptions in a row have another cause.
     */
    private static final int MOST_LOOKS = 20;

    private final EditableLedger ledger;
    private final Rules rules;

    /** Reconciles the rows of {@code ledger} by {@code rules}. */
    public Reconciling(EditableLedger ledger, Rules rules) {
        this.ledger = ledger;
        this.rules = rules;
    }

    /**
     * The result of a run.
     *
     * @param run the number that its writes bear, for undoing; 0 if nothing was written
     * @param changes how many changes were made
     * @param steps the changes themselves
     * @param state the state of rows and facts after it
     */
    public record Result(long run, int changes, List<List<LedgerChange>> steps, Reconciliation state) {

        /** Copies the list. */
        public Result {
            steps = List.copyOf(steps);
        }
    }

    /**
     * Decides and writes. Decides nothing while the validator's table does not exist yet. If other programs write so
     * often that no decision stays valid, the rest is left to the next run.
     *
     * @param head how far the chain is known
     * @param chain every known submission, and the revealed commits
     */
    public Result run(Head head, ChainKnowledge chain) {
        return run(new Everything(ledger, head, chain));
    }

    /** Decides and writes what a view shows. */
    Result run(View view) {
        int changes = 0;
        long run = 0;
        var made = new ArrayList<List<LedgerChange>>();
        for (int look = 0; look < MOST_LOOKS; look++) {
            Optional<RunInput> input = view.look();
            if (input.isEmpty()) {
                return new Result(run, changes, made, Reconciliation.NOTHING);
            }
            Reconciliation decided = decide(input.get());
            if (decided.steps().isEmpty()) {
                Reconciliation state = view.stand(input.get(), decided);
                note(state);
                return new Result(run, changes, made, state);
            }
            Applied applied = ledger.apply(decided.steps(), run);
            changes += applied.changes();
            run = applied.run();
            made.addAll(decided.steps());
        }
        Reconciliation left = view.look().map(this::decide).orElse(Reconciliation.NOTHING);
        return new Result(run, changes, made, left);
    }

    private Reconciliation decide(RunInput input) {
        return Reconciler.reconcile(rules, input.head(), input.ledger(), input.chain());
    }

    /** A view of all rows and of every submission that is known. */
    private record Everything(EditableLedger ledger, Head head, ChainKnowledge chain) implements View {

        @Override
        public Optional<RunInput> look() {
            return ledger.snapshot().map(snapshot -> new RunInput(head, snapshot, chain));
        }

        @Override
        public Reconciliation stand(RunInput input, Reconciliation decided) {
            return decided;
        }
    }

    /** Decides without writing anything. */
    public Result plan(Head head, ChainKnowledge chain) {
        return new Everything(ledger, head, chain)
                .look()
                .map(this::decide)
                .map(decided -> new Result(0, 0, decided.steps(), decided))
                .orElse(new Result(0, 0, List.of(), Reconciliation.NOTHING));
    }

    /**
     * Undoes links, with all writes that belong to them.
     *
     * @param rows the keys of their rows
     * @param chain the facts of these rows
     * @return the rows whose links were undone, each with the columns that others changed since and that were left
     */
    public Map<Long, List<String>> undo(Collection<Long> rows, ChainKnowledge chain) {
        Map<Long, List<String>> kept = new TreeMap<>();
        for (int look = 0; look < MOST_LOOKS; look++) {
            Optional<LedgerSnapshot> snapshot = ledger.snapshot();
            if (snapshot.isEmpty()) {
                return kept;
            }
            Undo.Undone undone = Undo.of(rules, snapshot.get(), chain, rows);
            kept.putAll(undone.kept());
            if (ledger.apply(undone.steps(), 0).complete()) {
                return kept;
            }
        }
        return kept;
    }

    /**
     * Decides what would be undone, without writing anything.
     *
     * @return what {@link #undo} would
     */
    public Map<Long, List<String>> planUndo(Collection<Long> rows, ChainKnowledge chain) {
        return ledger.snapshot()
                .map(snapshot -> Undo.of(rules, snapshot, chain, rows).kept())
                .orElse(Map.of());
    }

    /** Stores the verdicts that operators need beside the table. */
    private void note(Reconciliation decided) {
        Map<Long, String> rows = decided.rows().entrySet().stream()
                .filter(row -> row.getValue() != RowVerdict.SUPPRESSED)
                .collect(Collectors.toMap(
                        Map.Entry::getKey, row -> row.getValue().word()));
        Map<String, String> facts = decided.facts().entrySet().stream()
                .filter(fact -> switch (fact.getValue()) {
                    case HELD, AMBIGUOUS, NOT_INSERTED -> true;
                    case LINKED, INSERTED, TOMBSTONE, SUPPRESSED, OUT_OF_SCOPE -> false;
                })
                .collect(Collectors.toMap(
                        Map.Entry::getKey, fact -> fact.getValue().word()));
        ledger.note(rows, facts);
    }
}
