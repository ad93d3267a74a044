package io.weighbridge.web;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weighbridge.chain.AccountId;
import io.weighbridge.chain.BlockRange;
import io.weighbridge.chain.Netuid;
import io.weighbridge.store.FactOutline;
import io.weighbridge.store.FactQuery;
import io.weighbridge.store.Ledger;
import io.weighbridge.store.LedgerRow;
import io.weighbridge.store.Store;
import io.weighbridge.store.Store.StoredCommit;
import io.weighbridge.store.Store.StoredFact;
import io.weighbridge.weights.Payload;
import io.weighbridge.weights.Tracked;
import io.weighbridge.weights.WeightFact;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Weight actions joined with their rows. Safe for many threads. */
public final class History {

    private static final int PAGE = 500;

    private final Store store;
    private final Ledger ledger;

    /** What that store and that ledger hold. */
    public History(Store store, Ledger ledger) {
        this.store = store;
        this.ledger = ledger;
    }

    /** How many there are for a query, its limit and offset apart. */
    public long count(FactQuery query) {
        return store.countFacts(query);
    }

    /** The names of the columns of {@link #page}, in their order. */
    public static List<String> columns() {
        return FactJson.COLUMNS;
    }

    /** Those of a query, each a flat object of the columns of {@code facts} and of its row. */
    public List<ObjectNode> page(FactQuery query) {
        List<StoredFact> facts = store.facts(query);
        return objects(facts, query.tracked(), commitsOf(facts));
    }

    /**
     * Hands on those of a query one by one, as {@link #page} has them. Only a page of them is in memory at a time, and what
     * others store meanwhile makes none come twice or not at all.
     */
    public void each(FactQuery query, Consumer<ObjectNode> taker) {
        Map<Long, StoredCommit> commits = Map.of();
        FactQuery next = query.page(query.blocks(), query.offset(), Math.min(PAGE, query.limit()));
        long left = query.limit();
        List<StoredFact> facts;
        do {
            facts = store.facts(next);
            if (commits.isEmpty() && facts.stream().anyMatch(History::isOfCommit)) {
                commits = byFact(store.commits(query.tracked()));
            }
            objects(facts, query.tracked(), commits).forEach(taker);
            left -= facts.size();
            next = facts.isEmpty() ? next : behind(facts, next, left);
        } while (facts.size() == PAGE && left > 0);
    }

    /** The page behind the last fact: pages are counted from that fact's block, as others may store facts before it. */
    private static FactQuery behind(List<StoredFact> facts, FactQuery page, long left) {
        long edge = facts.get(facts.size() - 1).fact().block().number();
        long atEdge = facts.stream()
                .filter(stored -> stored.fact().block().number() == edge)
                .count();
        long passed = atEdge == facts.size() ? page.offset() + atEdge : atEdge;
        BlockRange blocks = page.newestFirst()
                ? new BlockRange(page.blocks().first(), edge)
                : new BlockRange(edge, page.blocks().last());
        return page.page(blocks, passed, (int) Math.min(PAGE, left));
    }

    private List<ObjectNode> objects(List<StoredFact> facts, Tracked tracked, Map<Long, StoredCommit> commits) {
        Map<String, LedgerRow> rows = rowsOf(facts, tracked);
        Map<String, Payload.Open> opened = openedOf(facts);
        return facts.stream()
                .map(stored -> FactJson.of(
                        stored,
                        Optional.ofNullable(commits.get(stored.id())),
                        Optional.ofNullable(opened.get(stored.fact().key())),
                        Optional.ofNullable(rows.get(key(stored.fact())))))
                .toList();
    }

    /** The commits that the facts make or open, by the key of either fact. */
    private Map<Long, StoredCommit> commitsOf(List<StoredFact> facts) {
        var hotkeys = new HashSet<AccountId>();
        var netuids = new HashSet<Netuid>();
        for (StoredFact stored : facts) {
            if (isOfCommit(stored)) {
                hotkeys.add(stored.fact().hotkey());
                netuids.add(stored.fact().index().netuid());
            }
        }
        return hotkeys.isEmpty() ? Map.of() : byFact(store.commits(new Tracked(netuids, hotkeys), around(facts)));
    }

    /** Where the commits can be that the facts make or open. */
    private static BlockRange around(List<StoredFact> facts) {
        var blocks = facts.stream()
                .mapToLong(stored -> stored.fact().block().number())
                .summaryStatistics();
        return new BlockRange(Math.max(0, blocks.getMin() - Store.LONGEST_WAIT), blocks.getMax());
    }

    /** What the chain brought into the open of those among the facts that are commits, where it is certain. */
    private Map<String, Payload.Open> openedOf(List<StoredFact> facts) {
        Set<Long> commits = facts.stream()
                .filter(stored -> stored.fact().kind() == WeightFact.Kind.COMMIT)
                .map(StoredFact::id)
                .collect(Collectors.toSet());
        return store.openedCommits(commits).stream()
                .collect(Collectors.toMap(Store.OpenedCommit::key, Store.OpenedCommit::weights, (one, other) -> one));
    }

    private static boolean isOfCommit(StoredFact stored) {
        return stored.fact().kind() != WeightFact.Kind.SET;
    }

    private static Map<Long, StoredCommit> byFact(List<StoredCommit> commits) {
        Map<Long, StoredCommit> byFact = new HashMap<>();
        for (StoredCommit commit : commits) {
            byFact.put(commit.life().commit().fact(), commit);
            byFact.put(commit.life().revealedBy(), commit);
        }
        return byFact;
    }

    /** One of them with its whole row and the row's story; empty if there is none of that key. */
    Optional<ObjectNode> fact(long key) {
        return store.factsByKey(Set.of(key)).stream().findFirst().map(stored -> {
            var tracked = new Tracked(
                    Set.of(stored.fact().index().netuid()), Set.of(stored.fact().hotkey()));
            Optional<LedgerRow> row =
                    Optional.ofNullable(rowsOf(List.of(stored), tracked).get(key(stored.fact())));
            return FactJson.detailed(
                    stored,
                    Optional.ofNullable(commitsOf(List.of(stored)).get(key)),
                    Optional.ofNullable(
                            openedOf(List.of(stored)).get(stored.fact().key())),
                    row,
                    row.flatMap(it -> ledger.story(it.id())));
        });
    }

    /** Outlines of those of a query, as columns in chain order; the newest where there are more than its limit. */
    ObjectNode timeline(FactQuery query) {
        List<FactOutline> facts = new ArrayList<>(store.outlines(query));
        if (query.newestFirst()) {
            Collections.reverse(facts);
        }
        return TimelineJson.of(facts, store.countFacts(query));
    }

    /** What those of some keys carried. */
    ObjectNode weights(Set<Long> keys) {
        return WeightsJson.of(store.factsByKey(keys));
    }

    /** How many rows there are, by how they came to their fact, and by the verdict on them. */
    ObjectNode rowCounts() {
        Map<String, Long> counts = ledger.countRows();
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put(
                        "total",
                        counts.values().stream().mapToLong(Long::longValue).sum());
        ObjectNode tiers = json.putObject("by_tier");
        counts.forEach(tiers::put);
        Map<String, Long> verdicts = ledger.countVerdicts();
        Map<String, Long> agreement = ledger.countAgreement();
        verdicts.forEach(json.putObject("by_verdict")::put);
        agreement.forEach(json.putObject("by_agreement")::put);
        ObjectNode standings = json.putObject("by_standing");
        RowStanding.count(counts, agreement, verdicts)
                .forEach((standing, many) -> standings.put(standing.word(), many));
        return json;
    }

    /** What has become of each commit in those blocks, as columns in the order of the store. */
    ObjectNode commits(Tracked tracked, BlockRange blocks) {
        return CommitsJson.of(store.commits(tracked, blocks));
    }

    private Map<String, LedgerRow> rowsOf(List<StoredFact> facts, Tracked tracked) {
        Map<String, LedgerRow> byFact = new HashMap<>();
        if (!facts.isEmpty()) {
            long one = facts.get(0).fact().block().number();
            long other = facts.get(facts.size() - 1).fact().block().number();
            var blocks = new BlockRange(Math.min(one, other), Math.max(one, other));
            ledger.rows(FactQuery.of(tracked, blocks)).forEach(row -> byFact.put(row.fact(), row));
        }
        return byFact;
    }

    /** How rows name facts. */
    private static String key(WeightFact fact) {
        return fact.block().hash() + ":" + fact.position();
    }
}
