package io.weighbridge.store;

import io.weighbridge.chain.BlockRange;
import io.weighbridge.chain.Hash;
import io.weighbridge.chain.RangeSet;
import io.weighbridge.scale.Bytes;
import io.weighbridge.weights.Tracked;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A store that is read and never written, so that another process may write to it meanwhile. Metadata that a run fetches is
 * kept in memory; what it learns about runtimes beyond that is forgotten.
 */
public final class ReadingStore implements Store {

    private final Store store;
    private final Map<Integer, Bytes> fetched = new ConcurrentHashMap<>();

    /** Reads from that store, and leaves closing it to the caller. */
    public ReadingStore(Store store) {
        this.store = store;
    }

    /** Binds nothing, but refuses another chain in the same way. */
    @Override
    public void bindGenesis(Hash genesis) {
        store.genesis().filter(bound -> !bound.equals(genesis)).ifPresent(bound -> {
            throw StoreException.ForeignChain.of("the store", bound, genesis);
        });
    }

    @Override
    public Optional<Hash> genesis() {
        return store.genesis();
    }

    @Override
    public Set<Long> commit(Increment increment) {
        throw refused();
    }

    @Override
    public RangeSet coverage(Tracked tracked) {
        return store.coverage(tracked);
    }

    @Override
    public RangeSet coverageOfEffects(Tracked tracked) {
        return store.coverageOfEffects(tracked);
    }

    @Override
    public RangeSet coverageOfBodies(Tracked tracked) {
        return store.coverageOfBodies(tracked);
    }

    @Override
    public List<CoverageRow> coverageRows() {
        return store.coverageRows();
    }

    @Override
    public List<StoredFact> facts(FactQuery query) {
        return store.facts(query);
    }

    @Override
    public List<FactOutline> outlines(FactQuery query) {
        return store.outlines(query);
    }

    @Override
    public List<StoredFact> factsByKey(Set<Long> keys) {
        return store.factsByKey(keys);
    }

    @Override
    public long countFacts(FactQuery query) {
        return store.countFacts(query);
    }

    @Override
    public List<StoredCommit> commits(Tracked tracked, BlockRange blocks) {
        return store.commits(tracked, blocks);
    }

    @Override
    public List<OpenedCommit> openedCommits(Tracked tracked) {
        return store.openedCommits(tracked);
    }

    @Override
    public List<OpenedCommit> openedCommits(Set<Long> commits) {
        return store.openedCommits(commits);
    }

    @Override
    public void park(long block, String reason, Instant at) {
        throw refused();
    }

    @Override
    public void unpark(long block) {
        throw refused();
    }

    @Override
    public List<ParkedBlock> parkedBlocks() {
        return store.parkedBlocks();
    }

    @Override
    public void saveMetadata(int specVersion, Bytes metadata) {
        fetched.putIfAbsent(specVersion, metadata);
    }

    @Override
    public Optional<Bytes> metadata(int specVersion) {
        return store.metadata(specVersion).or(() -> Optional.ofNullable(fetched.get(specVersion)));
    }

    /** Forgets it. */
    @Override
    public void saveSpecRange(int specVersion, BlockRange executed) {}

    @Override
    public List<SpecRange> specRanges() {
        return store.specRanges();
    }

    @Override
    public Map<String, String> notes(String topic) {
        return store.notes(topic);
    }

    @Override
    public void leaveNotes(String topic, Map<String, String> notes) {
        throw refused();
    }

    /** The store is not its own. */
    @Override
    public void close() {}

    private static UnsupportedOperationException refused() {
        return new UnsupportedOperationException("this store is only read");
    }
}
