package io.weighbridge.reconcile;

import io.weighbridge.chain.BlockRange;
import io.weighbridge.chain.RangeSet;
import io.weighbridge.reconcile.View.Sight;
import io.weighbridge.store.LedgerScope;
import io.weighbridge.store.TableRow;
import io.weighbridge.store.Tier;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
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
     * @param block where it stood; -1 where that cannot be told
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
     * @param sight what it looked at: everything, or this part
     * @param then how everything stood then
     * @param depth how many blocks before the head stay in the part at least
     */
    OpenPart after(Rules rules, Sight sight, Reconciliation then, long depth) {
        var book = new Book(sight.ledger());
        var facts = new ScopedFacts(rules, sight.head(), sight.chain().facts());
        var candidates = new Candidates(rules, book, facts);
        List<LoggedRow> unlinked = unlinked(book, candidates);
        long first = Math.max(block, border(rules, sight.head(), candidates, unlinked, depth));
        var open = new HashMap<Long, Seen>();
        for (LoggedRow row : unlinked) {
            Seen seen = see(row, sight.head(), rules);
            if (seen.names() || seen.block() >= first) {
                open.put(row.id(), seen);
            }
        }
        return new OpenPart(
                first,
                open,
                new Reconciliation(List.of(), List.of(), then.rows(), closed(then, facts, first)),
                below(sight.head().followed(), first + rules.reach()),
                sight.ledger().columns(),
                sight.ledger().demanded());
    }

    /** Where a row stands; one from below the part stands where it stood, for the times of blocks there are out of sight. */
    private Seen see(LoggedRow row, Head head, Rules rules) {
        Seen before = rows.get(row.id());
        if (before != null && before.block() < block && isAsSeen(row.row())) {
            return before;
        }
        long at = head.blockOf(row, rules.blockTime()).orElse(-1);
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

    private static List<LoggedRow> unlinked(Book book, Candidates candidates) {
        return book.rows().stream()
                .filter(row -> book.linkOf(row.id()).isEmpty())
                .map(book::logged)
                .filter(candidates::mayLink)
                .toList();
    }

    /** The highest block, {@code depth} below the head or deeper, that no possible pair spans. */
    private static long border(Rules rules, Head head, Candidates candidates, List<LoggedRow> unlinked, long depth) {
        record Span(long low, long high) {}
        List<Span> spans = unlinked.stream()
                .flatMap(row -> candidates.within(row).stream().map(fact -> {
                    long at = head.blockOf(row, rules.blockTime())
                            .orElse(fact.block().number());
                    return new Span(
                            Math.min(at, fact.block().number()) - 1,
                            Math.max(at, fact.block().number()) + 1);
                }))
                .sorted(Comparator.comparingLong(Span::high).reversed())
                .toList();
        long border = Math.max(0, head.finalized() - depth);
        for (Span span : spans) {
            if (span.low() < border && border <= span.high()) {
                border = Math.max(0, span.low());
            }
        }
        return border;
    }

    private static RangeSet below(RangeSet followed, long end) {
        return followed.intersect(RangeSet.of(new BlockRange(0, Math.max(0, end))));
    }

    /** Whether a look at this part shows what a look at everything would. */
    boolean suffices(Rules rules, Sight sight) {
        if (!sight.ledger().columns().equals(columns)
                || !sight.ledger().demanded().equals(demanded)
                || !below(sight.head().followed(), block + rules.reach()).equals(followed)) {
            return false;
        }
        var book = new Book(sight.ledger());
        var facts = new ScopedFacts(rules, sight.head(), sight.chain().facts());
        var lags = new Lags(rules.blockTime());
        var hashes = new HashEvidence(rules, facts, lags);
        var candidates = new Candidates(rules, book, facts);
        for (TableRow each : book.rows()) {
            boolean linkedByHash =
                    book.linkOf(each.id()).map(link -> link.tier() == Tier.HASH).orElse(false);
            LoggedRow row = book.unfilled(each.id()).orElseThrow();
            if (!linkedByHash && candidates.mayLink(row) && !suffices(rules, sight.head(), row, hashes, lags, book)) {
                return false;
            }
        }
        return true;
    }

    private boolean suffices(Rules rules, Head head, LoggedRow row, HashEvidence hashes, Lags lags, Book book) {
        boolean linked = book.linkOf(row.id()).isPresent();
        boolean known = !linked && isAsSeen(row.row());
        if (row.hash().namesExtrinsic()) {
            HashEvidence.Target target = hashes.of(row);
            return known ? target == HashEvidence.Target.Unknown.UNKNOWN : isNear(rules, head, row, target, lags);
        }
        OptionalLong at = head.blockOf(row, rules.blockTime());
        return linked || known || at.isEmpty() || at.getAsLong() - rules.reach() > block;
    }

    private boolean isAsSeen(TableRow row) {
        Seen seen = rows.get(row.id());
        return seen != null && seen.content() == row.cells().hashCode();
    }

    /** Whether a row names something so near that nothing out of sight could be nearer. */
    private boolean isNear(Rules rules, Head head, LoggedRow row, HashEvidence.Target target, Lags lags) {
        OptionalLong at = head.blockOf(row, rules.blockTime());
        if (at.isEmpty() || at.getAsLong() - rules.reach() <= block) {
            return false;
        }
        if (target instanceof HashEvidence.Target.One one) {
            long far = rules.reach() * lags.blockTime() - Lags.micros(rules.margin());
            return Math.abs(lags.of(row, one.fact()).orElse(far)) < far;
        }
        return target instanceof HashEvidence.Target.Block;
    }

    /**
     * How everything stands: what was decided about this part, and the rest as it was.
     *
     * @param sight the look at this part
     * @param decided what came of it
     */
    Reconciliation stand(Sight sight, Reconciliation decided) {
        var said = new HashMap<>(state.rows());
        said.keySet().removeAll(rows.keySet());
        decided.links().forEach(link -> said.remove(link.row()));
        said.putAll(decided.rows());
        for (TableRow row : sight.ledger().rows()) {
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
