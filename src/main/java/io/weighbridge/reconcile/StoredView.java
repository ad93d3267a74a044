package io.weighbridge.reconcile;

import io.weighbridge.store.EditableLedger;
import io.weighbridge.store.LedgerSnapshot;
import io.weighbridge.store.Store;
import io.weighbridge.weights.Tracked;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Looks, run after run, at what may still change in store and table, and at everything where that would not do: at the start,
 * once a day, and where something is new further back. Not thread safe.
 */
final class StoredView implements View {

    /** About ten hours: reveals come within it. */
    private static final long DEPTH = 3000;

    /** About a day. */
    private static final long PATIENCE = 7200;

    private final Store store;
    private final EditableLedger ledger;
    private final Tracked tracked;
    private final Rules rules;
    private final Clock clock;
    private final Set<Long> turned = new HashSet<>();
    private OpenPart part = OpenPart.EVERYTHING;
    private OpenPart looked = OpenPart.EVERYTHING;
    private long timed;
    private List<Long> lookedAt = List.of();

    /** How many facts lie below the part, as far as they were looked at: others may be stored meanwhile. */
    private long factsBelow;

    private long lastWhole;

    StoredView(Store store, EditableLedger ledger, Tracked tracked, Rules rules, Clock clock) {
        this.store = store;
        this.ledger = ledger;
        this.tracked = tracked;
        this.rules = rules;
        this.clock = clock;
    }

    /** Of these commits it has changed whether their weights are known. */
    void turned(Set<Long> commits) {
        turned.addAll(commits);
    }

    @Override
    public Optional<RunInput> look() {
        Optional<RunInput> some = lookAtPart();
        return some.isPresent() ? some : lookAtEverything();
    }

    private Optional<RunInput> lookAtPart() {
        looked = part;
        if (part.block() == 0 || StoredChain.count(store, tracked, part.block() - 1) != factsBelow) {
            return Optional.empty();
        }
        StoredChain chain = StoredChain.from(store, tracked, timed, part.block(), clock.instant());
        lookedAt = chain.blocks();
        if (!chain.commits().containsAll(turned) || chain.head().finalized() - lastWhole >= PATIENCE) {
            return Optional.empty();
        }
        return ledger.snapshot(part.scope(chain.knowledge().facts()))
                .map(snapshot -> input(chain, snapshot))
                .filter(input -> part.suffices(rules, input));
    }

    private Optional<RunInput> lookAtEverything() {
        looked = OpenPart.EVERYTHING;
        StoredChain chain = StoredChain.of(store, tracked, clock.instant());
        lookedAt = chain.blocks();
        lastWhole = chain.head().finalized();
        return ledger.snapshot().map(snapshot -> input(chain, snapshot));
    }

    private static RunInput input(StoredChain chain, LedgerSnapshot snapshot) {
        return new RunInput(chain.head(), snapshot, chain.knowledge());
    }

    @Override
    public Reconciliation stand(RunInput input, Reconciliation decided) {
        Reconciliation state = looked.stand(input, decided);
        part = looked.after(rules, input, state, DEPTH);
        timed = input.chain().facts().stream()
                .mapToLong(fact -> fact.block().number())
                .filter(block -> block < part.block())
                .max()
                .orElse(Math.min(timed, part.block()));
        factsBelow = (looked == OpenPart.EVERYTHING ? 0 : factsBelow)
                + lookedAt.stream().filter(block -> block < part.block()).count();
        turned.clear();
        return state;
    }
}
