package io.weighbridge.reconcile;

import io.weighbridge.chain.BlockRange;
import io.weighbridge.chain.RangeSet;
import io.weighbridge.reconcile.View.RunInput;
import io.weighbridge.store.LedgerScope;
import io.weighbridge.store.TableRow;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The part of table and chain that may still change, after a run that left nothing to do. A link stays, and a pair lies within
 * the windows; so below a block that no possible pair of an unlinked row and a free fact spans, nothing changes while no fact,
 * no row and no coverage is added there. Immutable.
 *
 * <p>What the validator changes in a row that was judged long ago is seen when everything is looked at again.
 */
final class OpenPart {

    /** Nothing is known yet: everything may change. */
    static final OpenPart EVERYTHING =
            new OpenPart(0, Map.of(), Reconciliation.NOTHING, RangeSet.EMPTY, Set.of(), Set.of());

    /** Stands where a row's block cannot be told. */
    private static final long NOWHERE = -1;

    private final long block;
    private final Map<Long, Seen> rows;
    private final Reconciliation state;
    private final RangeSet followed;
    private final Set<String> columns;
    private final Set<String> demanded;

    private OpenPart(
            long block,
            Map<Long, Seen> rows,
            Reconciliation state,
            RangeSet followed,
            Set<String> columns,
            Set<String> demanded) {
        this.block = block;
        this.rows = Map.copyOf(rows);
        this.state = state;
        this.followed = followed;
        this.columns = Set.copyOf(columns);
        this.demanded = Set.copyOf(demanded);
    }

    /**
     * An unlinked row at the last look.
     *
     * @param block where it stood; {@link #NOWHERE} where that cannot be told
     * @param content tells whether the row was changed since
     * @param names whether it names an extrinsic
     */
    private record Seen(long block, int content, boolean names) {}

    /** The first block of the part. */
    long block() {
        return block;
    }

    /** The rows that may change, and those of facts from {@link #block()} on. */
    LedgerScope scope(List<ChainFact> facts) {
        return new LedgerScope(rows.keySet(), facts.stream().map(ChainFact::key).collect(Collectors.toSet()));
    }

    /**
     * The part that is left open by a run that had nothing more to do.
     *
     * @param input what it looked at: everything, or this part
     * @param then how everything stood then
     * @param depth how many blocks before the head stay in the part at least
     */
    OpenPart after(Rules rules, RunInput input, Reconciliation then, long depth) {
        var context = new MatchContext(rules, input);
        List<LoggedRow> unlinked = context.unlinked();
        long first = Math.max(block, context.border(unlinked, depth));
        var open = new HashMap<Long, Seen>();
        for (LoggedRow row : unlinked) {
            Seen seen = see(row, context);
            if (seen.names() || seen.block() >= first) {
                open.put(row.id(), seen);
            }
        }
        return new OpenPart(
                first,
                open,
                new Reconciliation(List.of(), List.of(), then.rows(), closed(then, context.facts(), first)),
                below(input.head().followed(), first + rules.reach()),
                input.ledger().columns(),
                input.ledger().demanded());
    }

    /** Where a row stands; one from below the part stands where it stood, for the times of blocks there are out of sight. */
    private Seen see(LoggedRow row, MatchContext context) {
        Seen before = rows.get(row.id());
        if (before != null && before.block() < block && isAsSeen(row.row())) {
            return before;
        }
        long at = context.blockOf(row).orElse(NOWHERE);
        return new Seen(at, row.row().cells().hashCode(), row.hash().namesExtrinsic());
    }

    /** What was said of facts below the part, as far as it is remembered. */
    private static Map<String, FactVerdict> closed(Reconciliation then, ScopedFacts facts, long first) {
        var closed = new HashMap<String, FactVerdict>();
        then.facts().forEach((fact, verdict) -> {
            boolean below = facts.find(fact)
                    .map(known -> known.block().number() < first)
                    .orElse(true);
            if (below && (verdict == FactVerdict.AMBIGUOUS || verdict == FactVerdict.NOT_INSERTED)) {
                closed.put(fact, verdict);
            }
        });
        return closed;
    }

    private static RangeSet below(RangeSet followed, long end) {
        return followed.intersect(RangeSet.of(new BlockRange(0, Math.max(0, end))));
    }

    /** Whether a look at this part shows what a look at everything would. */
    boolean suffices(Rules rules, RunInput input) {
        if (!input.ledger().columns().equals(columns)
                || !input.ledger().demanded().equals(demanded)
                || !below(input.head().followed(), block + rules.reach()).equals(followed)) {
            return false;
        }
        var context = new MatchContext(rules, input);
        HashEvidence hashes = context.hashes();
        return context.mayBeLinked().allMatch(row -> suffices(row, context, hashes));
    }

    private boolean suffices(LoggedRow row, MatchContext context, HashEvidence hashes) {
        boolean linked = context.isLinked(row);
        boolean known = !linked && isAsSeen(row.row());
        if (row.hash().namesExtrinsic()) {
            HashEvidence.Target target = hashes.of(row);
            return known ? target == HashEvidence.Target.Unknown.UNKNOWN : isNear(row, target, context);
        }
        return linked || known || context.blockOf(row).isEmpty() || context.isOutOfReachOf(block, row);
    }

    private boolean isAsSeen(TableRow row) {
        Seen seen = rows.get(row.id());
        return seen != null && seen.content() == row.cells().hashCode();
    }

    /** Whether a row names something so near that nothing out of sight could be nearer. */
    private boolean isNear(LoggedRow row, HashEvidence.Target target, MatchContext context) {
        if (!context.isOutOfReachOf(block, row)) {
            return false;
        }
        return target instanceof HashEvidence.Target.One one
                ? context.isWithinReach(row, one.fact())
                : target instanceof HashEvidence.Target.Block;
    }

    /**
     * How everything stands: what was decided about this part, and the rest as it was.
     *
     * @param input the look at this part
     * @param decided what came of it
     */
    Reconciliation stand(RunInput input, Reconciliation decided) {
        var said = new HashMap<>(state.rows());
        said.keySet().removeAll(rows.keySet());
        decided.links().forEach(link -> said.remove(link.row()));
        said.putAll(decided.rows());
        for (TableRow row : input.ledger().rows()) {
            RowVerdict before = state.rows().get(row.id());
            if (before != null && said.containsKey(row.id()) && restsOnWhatIsOutOfSight(row, before)) {
                said.put(row.id(), before);
            }
        }
        var facts = new HashMap<>(state.facts());
        facts.putAll(decided.facts());
        return new Reconciliation(decided.steps(), decided.links(), said, facts);
    }

    private boolean restsOnWhatIsOutOfSight(TableRow row, RowVerdict before) {
        Seen seen = rows.get(row.id());
        return seen != null
                && seen.names()
                && isAsSeen(row)
                && (seen.block() < block
                        || before == RowVerdict.AMBIGUOUS
                        || before == RowVerdict.HASH_CONFLICT
                        || before == RowVerdict.SUPPRESSED);
    }
}
