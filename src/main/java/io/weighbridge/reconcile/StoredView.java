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
 * Reads what may still change in store and table, and everything if that does not suffice: at the start, once a day,
 * and if something changed further back. Not thread safe.
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

    /** The number of facts below the part that were read; more may be stored meanwhile. */
    private long factsBelow;

    private long lastWhole;

    StoredView(Store store, EditableLedger ledger, Tracked tracked, Rules rules, Clock clock) {
        this.store = store;
        this.ledger = ledger;
        this.tracked = tracked;
        this.rules = rules;
        this.clock = clock;
    }

    /** The weights of these commits became known or unknown. */
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
