package io.weighbridge.reconcile;

import io.weighbridge.chain.BlockRange;
import io.weighbridge.chain.RangeSet;
import io.weighbridge.store.Cell;
import io.weighbridge.store.LedgerSnapshot;
import io.weighbridge.store.RowLink;
import io.weighbridge.store.RowLink.Role;
import io.weighbridge.store.TableRow;
import io.weighbridge.store.Tier;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Decides which rows and facts belong together, and what is to be written. One object is one run; not thread safe. It
 * touches nothing: it answers with the changes to make.
 */
public final class Reconciler {

    private static final List<Tier> WEAKER_TIERS = List.of(Tier.ROUND, Tier.WEIGHTS, Tier.TIME);

    private final Rules rules;
    private final Head head;
    private final Book book;
    private final Writes writes;
    private final Lags lags;
    private final Evidence evidence;
    private final HashEvidence hashes;
    private final List<ChainFact> facts;
    private final List<ChainFact> foreign;
    private final NavigableMap<Long, List<ChainFact>> byBlock = new TreeMap<>();
    private final NavigableMap<Instant, List<ChainFact>> byTime = new TreeMap<>();
    private final Map<String, Reveal> reveals = new LinkedHashMap<>();

    /** Rows that name a block with several facts: theirs is one of these. */
    private final Map<Long, List<ChainFact>> confined = new HashMap<>();

    /** Rows that a hash leads nowhere sure, and what to say of them. */
    private final Map<Long, RowVerdict> said = new HashMap<>();

    private final Set<Long> reservedRows = new HashSet<>();
    private final Set<String> reservedFacts = new HashSet<>();
    private final Set<String> doubtfulFacts = new HashSet<>();
    private final Set<String> waitingFacts = new HashSet<>();

    private Reconciler(Rules rules, Head head, LedgerSnapshot ledger, List<ChainFact> facts, List<Reveal> reveals) {
        this.rules = rules;
        this.head = head;
        this.book = new Book(ledger);
        this.writes = new Writes(rules);
        this.lags = new Lags(head, rules.blockTime());
        this.evidence = new Evidence(rules, lags);
        this.facts = facts.stream().filter(this::inScope).toList();
        this.foreign = facts.stream().filter(fact -> !inScope(fact)).toList();
        this.hashes = new HashEvidence(this.facts, foreign, lags, Lags.micros(rules.margin()));
        for (ChainFact fact : this.facts) {
            byBlock.computeIfAbsent(fact.block().number(), block -> new ArrayList<>())
                    .add(fact);
            byTime.computeIfAbsent(fact.time(), time -> new ArrayList<>()).add(fact);
        }
        reveals.forEach(reveal -> this.reveals.put(reveal.fact(), reveal));
    }

    /**
     * Decides.
     *
     * @param rules how to match
     * @param head how far the chain is known
     * @param ledger the table and what is remembered about it
     * @param facts every submission that is known, in chain order; those out of scope too
     * @param reveals the weights of commits that came into the open
     */
    public static Reconciliation reconcile(
            Rules rules, Head head, LedgerSnapshot ledger, List<ChainFact> facts, List<Reveal> reveals) {
        var run = new Reconciler(rules, head, ledger, facts, reveals);
        run.noticeWhatOthersDid(ledger);
        run.linkByHash();
        WEAKER_TIERS.forEach(run::linkBy);
        run.holdWhatMayBelongToOpenRows();
        run.insertTheRest();
        run.verifyReveals();
        return new Reconciliation(
                run.book.steps(), List.copyOf(run.book.links()), run.rowVerdicts(), run.factVerdicts());
    }

    /**
     * What undoing came to.
     *
     * @param changes what is to be done
     * @param kept the columns that somebody else changed since and that are left, by row
     */
    public record Undone(Reconciliation changes, Map<Long, List<String>> kept) {

        /** Copies the map. */
        public Undone {
            kept = new TreeMap<>(kept);
        }
    }

    private boolean inScope(ChainFact fact) {
        return fact.hotkey().equals(rules.hotkey())
                && fact.index().netuid().equals(rules.netuid())
                && fact.index().mechanism().equals(rules.mechanism());
    }

    // What others did to the table since the last run.

    private void noticeWhatOthersDid(LedgerSnapshot ledger) {
        if (recreated(ledger)) {
            book.voidLinks();
            return;
        }
        for (RowLink link : book.links()) {
            if (book.row(link.row()).isEmpty()) {
                book.drop(link);
                List<RowLink> others = book.linksOf(link.fact());
                if (others.isEmpty()) {
                    book.bury(link.fact());
                } else if (link.role() == Role.PRIMARY) {
                    book.put(others.get(0).withRole(Role.PRIMARY));
                }
                book.endStep();
            }
        }
    }

    private boolean recreated(LedgerSnapshot ledger) {
        for (RowLink link : book.links()) {
            boolean beyond =
                    ledger.highestKey().isPresent() && ledger.highestKey().getAsLong() < link.row();
            boolean other = book.row(link.row())
                    .map(row -> row.fingerprint() != link.fingerprint())
                    .orElse(false);
            if (beyond || other) {
                return true;
            }
        }
        return false;
    }

    // Hashes.

    private void linkByHash() {
        for (long id : book.rows().stream().map(TableRow::id).toList()) {
            book.row(id)
                    .map(book::logged)
                    .filter(row -> isCandidate(row) && !isLinkedByHash(row))
                    .ifPresent(this::linkByHash);
        }
    }

    private boolean isLinkedByHash(LoggedRow row) {
        return book.linkOf(row.id()).map(link -> link.tier() == Tier.HASH).orElse(false);
    }

    private void linkByHash(LoggedRow row) {
        HashEvidence.Target target = hashes.of(row);
        if (target instanceof HashEvidence.Target.One one) {
            linkByHash(row, one.fact());
        } else if (book.linkOf(row.id()).isEmpty()) {
            remember(row, target);
        }
    }

    private void remember(LoggedRow row, HashEvidence.Target target) {
        if (target instanceof HashEvidence.Target.Several several) {
            said.put(row.id(), RowVerdict.AMBIGUOUS);
            several.facts().forEach(fact -> {
                doubtfulFacts.add(fact.key());
                reservedFacts.add(fact.key());
            });
        } else if (target instanceof HashEvidence.Target.Block block) {
            confined.put(row.id(), block.facts());
        } else if (target == HashEvidence.Target.Foreign.FOREIGN) {
            said.put(row.id(), RowVerdict.HASH_CONFLICT);
        }
    }

    private void linkByHash(LoggedRow logged, ChainFact fact) {
        if (book.linkOf(logged.id()).map(link -> link.fact().equals(fact.key())).orElse(false)) {
            return;
        }
        if (book.isSuppressed(fact.key())) {
            said.put(logged.id(), RowVerdict.SUPPRESSED);
            return;
        }
        book.linkOf(logged.id()).ifPresent(this::release);
        Role role = Role.PRIMARY;
        for (RowLink other : book.linksOf(fact.key())) {
            if (other.tier() != Tier.HASH) {
                release(other);
            } else if (other.row() < logged.id()) {
                role = Role.DUPLICATE;
            } else {
                book.put(other.withRole(Role.DUPLICATE));
            }
        }
        connect(book.logged(book.row(logged.id()).orElseThrow()), fact, Tier.HASH, role);
    }

    /** Takes a link away: a row of our own is deleted, what was written into the validator's is taken back. */
    private void release(RowLink link) {
        if (link.tier() == Tier.INSERTED) {
            book.row(link.row()).ifPresent(book::delete);
        } else {
            book.takeBack(link.row());
            book.drop(link);
        }
    }

    private void connect(LoggedRow logged, ChainFact fact, Tier tier, Role role) {
        var flags = new HashMap<String, Boolean>();
        boolean contradicts = tier == Tier.HASH
                && evidence.grade(logged, fact)
                        .map(grade -> grade == Grade.CONTRADICTION)
                        .orElse(false);
        if (contradicts) {
            flags.put("weights_mismatch", true);
        }
        book.link(logged.row(), fact.key(), tier, role, flags, evidence.inWords(logged, fact, tier));
        if (!contradicts) {
            writes.complete(book, logged, fact, tier);
        }
        book.endStep();
    }

    // Weaker evidence, tier by tier.

    private void linkBy(Tier tier) {
        List<LoggedRow> rows = openRows().stream()
                .filter(row -> !reservedRows.contains(row.id()))
                .toList();
        var numbers = new HashMap<String, Integer>();
        var partners = new ArrayList<ChainFact>();
        var pairs = new ArrayList<Assignment.Pair>();
        for (int i = 0; i < rows.size(); i++) {
            for (ChainFact fact : near(rows.get(i))) {
                if (!isFree(fact) || reservedFacts.contains(fact.key())) {
                    continue;
                }
                int row = i;
                evidence.score(rows.get(i), fact, tier).ifPresent(score -> {
                    int number = numbers.computeIfAbsent(fact.key(), key -> {
                        partners.add(fact);
                        return partners.size() - 1;
                    });
                    pairs.add(new Assignment.Pair(row, number, score));
                });
            }
        }
        Assignment.Solution solution = Assignment.solve(pairs, Lags.micros(rules.margin()));
        solution.doubtful().forEach(pair -> doubt(rows.get(pair.row()), partners.get(pair.fact())));
        solution.certain().stream()
                .sorted((a, b) -> Integer.compare(a.row(), b.row()))
                .forEach(pair -> take(rows.get(pair.row()), partners.get(pair.fact()), tier));
    }

    private void doubt(LoggedRow row, ChainFact fact) {
        said.put(row.id(), RowVerdict.AMBIGUOUS);
        reservedRows.add(row.id());
        reservedFacts.add(fact.key());
        doubtfulFacts.add(fact.key());
    }

    private void take(LoggedRow row, ChainFact fact, Tier tier) {
        if (!settled(fact)) {
            said.put(row.id(), RowVerdict.PENDING);
            reservedRows.add(row.id());
            reservedFacts.add(fact.key());
            return;
        }
        book.linksOf(fact.key()).forEach(this::release);
        connect(row, fact, tier, Role.PRIMARY);
    }

    /** The validator's rows that a weaker tier may link. */
    private List<LoggedRow> openRows() {
        return book.rows().stream()
                .map(book::logged)
                .filter(row -> isCandidate(row)
                        && book.linkOf(row.id()).isEmpty()
                        && (!row.hash().namesExtrinsic() || confined.containsKey(row.id())))
                .toList();
    }

    private boolean isCandidate(LoggedRow row) {
        return !book.isOwn(row.id()) && !book.isSuppressed(row.id()) && isOfThisSubnet(row);
    }

    private boolean isOfThisSubnet(LoggedRow row) {
        return row.netuid().isPresent()
                && row.netuid().getAsLong() == rules.netuid().value();
    }

    /** Whether no row of the validator's has the fact. */
    private boolean isFree(ChainFact fact) {
        return !book.isSuppressed(fact.key())
                && book.linksOf(fact.key()).stream().allMatch(link -> link.tier() == Tier.INSERTED);
    }

    private boolean settled(ChainFact fact) {
        return (head.finalized() - fact.block().number()) * lags.blockTime() >= Lags.micros(rules.settle());
    }

    /** The facts that any window could reach from a row. */
    private List<ChainFact> near(LoggedRow row) {
        if (confined.containsKey(row.id())) {
            return confined.getOrDefault(row.id(), List.of());
        }
        Window window = rules.window(row.kind(), Tier.WEIGHTS);
        if (row.block().isPresent()) {
            long block = row.block().getAsLong();
            return flat(byBlock.subMap(block - window.before(), true, block + window.after(), true));
        }
        return row.time()
                .map(time -> flat(byTime.subMap(
                        time.minus(rules.blockTime().multipliedBy(window.before())),
                        true,
                        time.plus(rules.blockTime().multipliedBy(window.after())),
                        true)))
                .orElse(List.of());
    }

    private static List<ChainFact> flat(NavigableMap<?, List<ChainFact>> some) {
        return some.values().stream().flatMap(List::stream).toList();
    }

    // What has no row.

    /** A fact waits where a row that may still turn to a younger fact could be its own. */
    private void holdWhatMayBelongToOpenRows() {
        for (LoggedRow row : openRows()) {
            List<ChainFact> possible = near(row).stream()
                    .filter(fact -> isFree(fact) && evidence.possible(row, fact))
                    .toList();
            if (possible.stream().anyMatch(fact -> !settled(fact))) {
                possible.forEach(fact -> waitingFacts.add(fact.key()));
            }
        }
    }

    private void insertTheRest() {
        for (ChainFact fact : facts) {
            boolean open = book.linksOf(fact.key()).isEmpty()
                    && !doubtfulFacts.contains(fact.key())
                    && !waitingFacts.contains(fact.key())
                    && !reservedFacts.contains(fact.key());
            if (open && settled(fact) && mayHaveOwnRow(fact)) {
                book.insert(fact.key(), ownRow(fact));
                book.endStep();
            }
        }
    }

    private boolean mayHaveOwnRow(ChainFact fact) {
        return !book.isBuried(fact.key())
                && !book.isSuppressed(fact.key())
                && (fact.success() || rules.insertFailed())
                && book.takes(ownRow(fact));
    }

    private Map<String, Cell> ownRow(ChainFact fact) {
        return writes.own(fact, Optional.ofNullable(reveals.get(fact.key())));
    }

    private void verifyReveals() {
        for (Reveal reveal : reveals.values()) {
            for (RowLink link : book.linksOf(reveal.fact())) {
                TableRow row = book.row(link.row()).orElseThrow();
                if (link.tier() == Tier.INSERTED) {
                    revealInOwnRow(link, row);
                } else {
                    verify(link, book.logged(row), reveal);
                }
                book.endStep();
            }
        }
    }

    /** What somebody else changed in our row is left as it is. */
    private void revealInOwnRow(RowLink link, TableRow row) {
        for (ChainFact fact : facts) {
            if (fact.key().equals(link.fact())) {
                Map<String, Cell> inserted = writes.own(fact, Optional.empty());
                ownRow(fact).forEach((column, cell) -> {
                    if (row.cell(column).equals(inserted.get(column))) {
                        book.write(row.id(), column, cell, Tier.INSERTED, link.fact());
                    }
                });
            }
        }
        book.row(row.id())
                .filter(changed -> changed.fingerprint() != link.fingerprint())
                .ifPresent(changed -> book.put(link.withFingerprint(changed.fingerprint())));
    }

    private void verify(RowLink link, LoggedRow logged, Reveal reveal) {
        logged.weights()
                .map(weights -> weights.grade(reveal.weights().byUid(), rules.extraUids()))
                .filter(grade -> grade != Grade.ZERO)
                .ifPresent(grade -> {
                    var flags = new HashMap<>(link.flags());
                    flags.put("weights_verified", grade.agrees());
                    if (!flags.equals(link.flags())) {
                        book.put(link.withFlags(flags));
                    }
                });
    }

    // What is to be said.

    private Map<Long, RowVerdict> rowVerdicts() {
        var verdicts = new HashMap<Long, RowVerdict>();
        for (TableRow row : book.rows()) {
            if (book.linkOf(row.id()).isEmpty()) {
                verdicts.put(row.id(), verdict(book.logged(row)));
            }
        }
        return verdicts;
    }

    private RowVerdict verdict(LoggedRow row) {
        if (!isOfThisSubnet(row)) {
            return RowVerdict.OUT_OF_SCOPE;
        }
        if (book.isSuppressed(row.id())) {
            return RowVerdict.SUPPRESSED;
        }
        RowVerdict known = said.get(row.id());
        if (known != null) {
            return known;
        }
        OptionalLong at = lags.blockOf(row);
        if (at.isEmpty()) {
            return RowVerdict.UNPLACEABLE;
        }
        if (head.finalized() < at.getAsLong() + rules.lifetime()) {
            return RowVerdict.PENDING;
        }
        return followed(at.getAsLong()) ? absence(row) : RowVerdict.UNKNOWN_COVERAGE;
    }

    private boolean followed(long at) {
        long last = Math.max(0, at + rules.lifetime());
        var span = new BlockRange(Math.min(last, Math.max(0, at - rules.lookBack())), last);
        return RangeSet.of(span).minus(head.followed()).isEmpty();
    }

    private static RowVerdict absence(LoggedRow row) {
        return switch (row.kind()) {
            case FAILURE -> RowVerdict.NOT_SUBMITTED;
            case EMPTY -> RowVerdict.NO_SUBMISSION;
            case WAITED, NO_WAIT, OTHER -> RowVerdict.ABSENT_ON_CHAIN;
        };
    }

    private Map<String, FactVerdict> factVerdicts() {
        var verdicts = new HashMap<String, FactVerdict>();
        foreign.forEach(fact -> verdicts.put(fact.key(), FactVerdict.OUT_OF_SCOPE));
        facts.forEach(fact -> verdicts.put(fact.key(), verdict(fact)));
        return verdicts;
    }

    private FactVerdict verdict(ChainFact fact) {
        List<RowLink> links = book.linksOf(fact.key());
        if (links.stream().anyMatch(link -> link.tier() != Tier.INSERTED)) {
            return FactVerdict.LINKED;
        }
        if (book.isSuppressed(fact.key())) {
            return FactVerdict.SUPPRESSED;
        }
        if (doubtfulFacts.contains(fact.key())) {
            return FactVerdict.AMBIGUOUS;
        }
        if (!links.isEmpty()) {
            return FactVerdict.INSERTED;
        }
        if (book.isBuried(fact.key())) {
            return FactVerdict.TOMBSTONE;
        }
        boolean waits = !settled(fact) || waitingFacts.contains(fact.key()) || reservedFacts.contains(fact.key());
        if (waits) {
            return FactVerdict.HELD;
        }
        if (!fact.success() && !rules.insertFailed()) {
            return FactVerdict.SUPPRESSED;
        }
        return mayHaveOwnRow(fact) ? FactVerdict.INSERTED : FactVerdict.NOT_INSERTED;
    }

    /**
     * Takes links back: what was written and is still there, or the row itself where it is our own and untouched; rows and
     * facts are left alone from then on.
     *
     * @param rules how rows of our own were made
     * @param ledger the table and what is remembered about it
     * @param facts every submission that is known
     * @param reveals the weights of commits that came into the open
     * @param rows the rows' keys; the newest link is taken back first
     */
    public static Undone undo(
            Rules rules, LedgerSnapshot ledger, List<ChainFact> facts, List<Reveal> reveals, Collection<Long> rows) {
        var nowhere = new Head(0, RangeSet.EMPTY, 0, Instant.EPOCH);
        var run = new Reconciler(rules, nowhere, ledger, facts, reveals);
        var kept = new TreeMap<Long, List<String>>();
        for (long row : new TreeSet<>(rows).descendingSet()) {
            run.book.linkOf(row).ifPresent(link -> kept.put(row, run.undo(link)));
        }
        kept.values().removeIf(List::isEmpty);
        return new Undone(
                new Reconciliation(run.book.steps(), List.copyOf(run.book.links()), Map.of(), Map.of()), kept);
    }

    private List<String> undo(RowLink link) {
        List<String> kept = book.takeBack(link.row());
        if (link.tier() == Tier.INSERTED) {
            kept = book.row(link.row()).map(row -> touched(row, link)).orElse(List.of());
        }
        if (link.tier() == Tier.INSERTED && kept.isEmpty()) {
            book.row(link.row()).ifPresent(book::delete);
        } else {
            book.drop(link);
        }
        book.suppress(link.row(), link.fact());
        book.endStep();
        return kept;
    }

    /** The columns of our own row that hold neither what was inserted nor what a reveal put there. */
    private List<String> touched(TableRow row, RowLink link) {
        Optional<ChainFact> known =
                facts.stream().filter(fact -> fact.key().equals(link.fact())).findFirst();
        Map<String, Cell> inserted =
                known.map(fact -> writes.own(fact, Optional.empty())).orElse(Map.of());
        Map<String, Cell> revealed = known.map(this::ownRow).orElse(Map.of());
        return row.cells().keySet().stream()
                .filter(column -> !column.equals("id"))
                .filter(column -> !row.cell(column).equals(inserted.getOrDefault(column, row.cell(column)))
                        && !row.cell(column).equals(revealed.getOrDefault(column, row.cell(column))))
                .sorted()
                .toList();
    }
}
