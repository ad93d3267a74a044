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
 * The part of table and chain whose result may still change after a run that left nothing to do. Links stay, and the
 * two sides of a pair lie within a window. So below a block that no possible pair of an unlinked row and a free fact
 * spans, nothing changes unless a fact, a row or coverage is added there. Immutable.
 *
 * <p>A validator's change to an old row is noticed when everything is read again.
 */
final class OpenPart {

    /** Before the first run: everything may change. */
    static final OpenPart EVERYTHING =
            new OpenPart(0, Map.of(), Reconciliation.NOTHING, RangeSet.EMPTY, Set.of(), Set.of());

    /** The block of a row whose block cannot be determined. */
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
     * An unlinked row as it was read last.
     *
     * @param block its block; {@link #NOWHERE} if it cannot be determined
     * @param content a hash of its cells, to notice changes
     * @param names whether it names an extrinsic
     */
    private record Seen(long block, int content, boolean names) {}

    /** The first block of the part. */
    long block() {
        return block;
    }

    /** The rows to read: the open ones, and those of facts from {@link #block()} on. */
    LedgerScope scope(List<ChainFact> facts) {
        return new LedgerScope(rows.keySet(), facts.stream().map(ChainFact::key).collect(Collectors.toSet()));
    }

    /**
     * The part that stays open after a run that had nothing more to do.
     *
     * @param input what it read: everything, or this part
     * @param then the complete result of that run
     * @param depth the least number of blocks before the head that stay in the part
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

    /**
     * The row with its block. A row below the part keeps its earlier block, since the times of blocks there are not
     * read.
     */
    private Seen see(LoggedRow row, MatchContext context) {
        Seen before = rows.get(row.id());
        if (before != null && before.block() < block && isAsSeen(row.row())) {
            return before;
        }
        long at = context.blockOf(row).orElse(NOWHERE);
        return new Seen(at, row.row().cells().hashCode(), row.hash().namesExtrinsic());
    }

    /** The verdicts of facts below the part that have to be kept. */
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

    /** Whether reading this part gives the same result as reading everything. */
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

    /** Whether a row names a fact so near that no fact outside the part could be nearer. */
    private boolean isNear(LoggedRow row, HashEvidence.Target target, MatchContext context) {
        if (!context.isOutOfReachOf(block, row)) {
            return false;
        }
        return target instanceof HashEvidence.Target.One one
                ? context.isWithinReach(row, one.fact())
                : target instanceof HashEvidence.Target.Block;
    }

    /**
     * The complete result: the new decisions about this part, and the earlier result for the rest.
     *
     * @param input what was read of this part
     * @param decided what was decided
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
