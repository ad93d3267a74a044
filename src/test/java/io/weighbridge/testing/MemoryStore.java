package io.weighbridge.testing;

import io.weighbridge.calls.Outcome;
import io.weighbridge.chain.BlockRange;
import io.weighbridge.chain.Hash;
import io.weighbridge.chain.RangeSet;
import io.weighbridge.scale.Bytes;
import io.weighbridge.store.Evidence;
import io.weighbridge.store.FactOutline;
import io.weighbridge.store.FactQuery;
import io.weighbridge.store.Ledger;
import io.weighbridge.store.LedgerRow;
import io.weighbridge.store.RowStory;
import io.weighbridge.store.Store;
import io.weighbridge.store.StoreException;
import io.weighbridge.weights.Tracked;
import io.weighbridge.weights.WeightFact;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Store and ledger in memory. Each write is one step: before it is done, the script is asked, and may throw. For one
 * tracked target.
 */
public final class MemoryStore implements Store, Ledger {

    private final List<StoredFact> facts = new ArrayList<>();
    private final Map<Long, ParkedBlock> parked = new TreeMap<>();
    private final Map<Integer, Bytes> metadata = new TreeMap<>();
    private final List<Increment> increments = new ArrayList<>();
    private final List<Long> rows = new ArrayList<>();
    private final Map<String, Map<String, String>> notes = new TreeMap<>();
    private RangeSet coverage = RangeSet.EMPTY;
    private RangeSet bodies = RangeSet.EMPTY;
    private long lastKey;
    private List<SpecRange> specs = List.of();
    private Optional<Hash> genesis = Optional.empty();
    private Runnable script = () -> {};
    private Runnable rowScript = () -> {};
    private boolean notReady;

    /** From now on, this runs before each write. */
    public void script(Runnable next) {
        script = next;
    }

    /** From now on, this runs before rows are inserted, wanted or not. */
    public void scriptRows(Runnable next) {
        rowScript = next;
    }

    /** Whether rows cannot be inserted now, as when the table is not there. */
    public void notReady(boolean now) {
        notReady = now;
    }

    /** Everything that is kept, but how often a block was tried and when. */
    public synchronized String content() {
        return results() + "\nspecs " + specs + "\nmetadata " + metadata;
    }

    /** What indexing is for; runtimes are left out. */
    public synchronized String results() {
        return "facts " + facts + "\ncoverage " + coverage + "\nparked " + parked.keySet() + "\nrows " + rows
                + "\ngenesis " + genesis;
    }

    /** What was committed, in order. */
    public synchronized List<Increment> increments() {
        return List.copyOf(increments);
    }

    /** The facts, in the order of their keys. */
    public synchronized List<WeightFact> facts() {
        return facts.stream().map(StoredFact::fact).toList();
    }

    /** The keys of facts that have a row, in the order of the rows. */
    public synchronized List<Long> rows() {
        return List.copyOf(rows);
    }

    @Override
    public synchronized void bindGenesis(Hash hash) {
        script.run();
        if (!genesis.orElse(hash).equals(hash)) {
            throw new StoreException.ForeignChain("this is the chain " + genesis + ", not " + hash);
        }
        genesis = Optional.of(hash);
    }

    @Override
    public synchronized Optional<Hash> genesis() {
        return genesis;
    }

    @Override
    public synchronized Set<Long> commit(Increment increment) {
        script.run();
        increments.add(increment);
        for (WeightFact fact : increment.facts()) {
            if (fact.outcome() != Outcome.Unknown.UNKNOWN) {
                facts.removeIf(stored ->
                        stored.fact().key().equals(fact.key()) && stored.fact().outcome() == Outcome.Unknown.UNKNOWN);
            }
            if (facts.stream()
                    .noneMatch(stored -> stored.fact().block().equals(fact.block())
                            && stored.fact().position().equals(fact.position()))) {
                facts.add(new StoredFact(++lastKey, fact));
            }
        }
        if (increment.strategy().startsWith("bodies")) {
            bodies = bodies.union(RangeSet.of(increment.covered()));
        } else {
            coverage = coverage.union(RangeSet.of(increment.covered()));
        }
        return Set.of();
    }

    @Override
    public synchronized RangeSet coverage(Tracked tracked) {
        return coverage;
    }

    @Override
    public RangeSet coverageOfEffects(Tracked tracked) {
        return coverage(tracked);
    }

    @Override
    public synchronized RangeSet coverageOfBodies(Tracked tracked) {
        return coverage.union(bodies);
    }

    @Override
    public synchronized List<CoverageRow> coverageRows() {
        return coverage.ranges().stream()
                .map(range -> new CoverageRow("all", "all", range, "test", Evidence.NONE))
                .toList();
    }

    @Override
    public synchronized List<StoredFact> facts(FactQuery query) {
        return facts.stream()
                .filter(stored -> matches(stored.fact(), query))
                .sorted(Comparator.comparing(stored -> stored.fact().block().number()))
                .skip(query.offset())
                .limit(query.limit())
                .toList();
    }

    @Override
    public synchronized List<FactOutline> outlines(FactQuery query) {
        throw new UnsupportedOperationException("nothing that is indexed needs outlines");
    }

    @Override
    public synchronized List<StoredFact> factsByKey(Set<Long> keys) {
        return facts.stream().filter(stored -> keys.contains(stored.id())).toList();
    }

    private static boolean matches(WeightFact fact, FactQuery query) {
        return query.tracked().includes(fact)
                && query.blocks().contains(fact.block().number())
                && (query.outcomes().isEmpty()
                        || query.outcomes().contains(fact.outcome().word()))
                && !fact.timestamp().isBefore(query.from())
                && fact.timestamp().isBefore(query.until());
    }

    @Override
    public synchronized long countFacts(FactQuery query) {
        return facts.stream().filter(stored -> matches(stored.fact(), query)).count();
    }

    @Override
    public synchronized List<StoredCommit> commits(Tracked tracked, BlockRange blocks) {
        return List.of();
    }

    @Override
    public synchronized List<OpenedCommit> openedCommits(Tracked tracked) {
        return List.of();
    }

    @Override
    public synchronized List<OpenedCommit> openedCommits(Set<Long> commits) {
        return List.of();
    }

    @Override
    public synchronized void park(long block, String reason, Instant at) {
        script.run();
        parked.merge(
                block,
                new ParkedBlock(block, reason, 1, at),
                (old, now) -> new ParkedBlock(block, reason, old.attempts() + 1, at));
    }

    @Override
    public synchronized void unpark(long block) {
        script.run();
        parked.remove(block);
    }

    @Override
    public synchronized List<ParkedBlock> parkedBlocks() {
        return List.copyOf(parked.values());
    }

    @Override
    public synchronized void saveMetadata(int specVersion, Bytes bytes) {
        script.run();
        metadata.putIfAbsent(specVersion, bytes);
    }

    @Override
    public synchronized Optional<Bytes> metadata(int specVersion) {
        return Optional.ofNullable(metadata.get(specVersion));
    }

    @Override
    public synchronized void saveSpecRange(int specVersion, BlockRange executed) {
        script.run();
        var bySpec = new TreeMap<Integer, RangeSet>();
        specs.forEach(range -> bySpec.merge(range.specVersion(), RangeSet.of(range.executed()), RangeSet::union));
        bySpec.replaceAll((spec, blocks) -> blocks.minus(RangeSet.of(executed)));
        bySpec.merge(specVersion, RangeSet.of(executed), RangeSet::union);
        var all = new ArrayList<SpecRange>();
        bySpec.forEach((spec, blocks) -> blocks.ranges().forEach(range -> all.add(new SpecRange(spec, range))));
        all.sort(Comparator.comparing(range -> range.executed().first()));
        specs = List.copyOf(all);
    }

    @Override
    public synchronized List<SpecRange> specRanges() {
        return specs;
    }

    @Override
    public synchronized int insertMissing(List<StoredFact> wanted) {
        rowScript.run();
        int before = rows.size();
        for (StoredFact fact : wanted) {
            if (!notReady && !rows.contains(fact.id())) {
                script.run();
                rows.add(fact.id());
            }
        }
        return rows.size() - before;
    }

    @Override
    public int showOpened(List<StoredFact> commits, List<OpenedCommit> opened) {
        return 0;
    }

    @Override
    public List<LedgerRow> rows(FactQuery query) {
        return List.of();
    }

    @Override
    public synchronized Map<String, Long> countRows() {
        return rows.isEmpty() ? Map.of() : Map.of("inserted", (long) rows.size());
    }

    @Override
    public Map<String, Long> countVerdicts() {
        return Map.of();
    }

    @Override
    public Map<String, Long> countAgreement() {
        return Map.of();
    }

    @Override
    public Optional<RowStory> story(long row) {
        return Optional.empty();
    }

    @Override
    public Map<String, String> notes(String topic) {
        return notes.getOrDefault(topic, Map.of());
    }

    @Override
    public void leaveNotes(String topic, Map<String, String> left) {
        notes.put(topic, Map.copyOf(left));
    }

    @Override
    public void close() {}
}
