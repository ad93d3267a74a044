package io.weighbridge.store.sql;

import io.weighbridge.chain.BlockRange;
import io.weighbridge.chain.Hash;
import io.weighbridge.chain.RangeSet;
import io.weighbridge.scale.Bytes;
import io.weighbridge.store.FactOutline;
import io.weighbridge.store.FactQuery;
import io.weighbridge.store.Store;
import io.weighbridge.store.StoreException;
import io.weighbridge.weights.Tracked;
import io.weighbridge.weights.WeightFact;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A store whose tables are in a database that speaks SQL. What databases differ in, such as who may write and how tables are
 * made, is the business of those that extend it. Reads are safe for many threads; writes come from one thread.
 */
public abstract class SqlStore implements Store {

    private final Database database;

    /** A store whose tables are there. */
    protected SqlStore(Database database) {
        this.database = database;
    }

    @Override
    public void bindGenesis(Hash genesis) {
        Hash bound = database.write("binding to a chain", handle -> MetaTable.bind(handle, genesis));
        if (!bound.equals(genesis)) {
            throw StoreException.ForeignChain.of(database.name(), bound, genesis);
        }
    }

    @Override
    public Optional<Hash> genesis() {
        return database.read("reading the genesis hash", MetaTable::genesis);
    }

    @Override
    public Set<Long> commit(Increment increment) {
        for (WeightFact fact : increment.facts()) {
            if (!increment.covered().contains(fact.block().number())) {
                throw new IllegalArgumentException(
                        "a fact of block " + fact.block() + " does not belong to blocks " + increment.covered());
            }
        }
        return database.write("storing blocks " + increment.covered(), handle -> {
            FactRows.insert(handle, increment.facts());
            Set<Long> turned = CommitTable.link(handle, increment.facts());
            CoverageTable.add(
                    handle, increment.tracked(), increment.covered(), increment.strategy(), increment.evidence());
            return turned;
        });
    }

    @Override
    public RangeSet coverage(Tracked tracked) {
        return database.read("reading the coverage", handle -> CoverageTable.of(handle, tracked));
    }

    @Override
    public RangeSet coverageOfEffects(Tracked tracked) {
        return database.read("reading the coverage", handle -> CoverageTable.ofEffects(handle, tracked));
    }

    @Override
    public RangeSet coverageOfBodies(Tracked tracked) {
        return database.read("reading the coverage", handle -> CoverageTable.ofBodies(handle, tracked));
    }

    @Override
    public List<CoverageRow> coverageRows() {
        return database.read("reading the coverage", CoverageTable::rows);
    }

    @Override
    public List<StoredFact> facts(FactQuery query) {
        return database.read("reading facts", handle -> FactSelect.list(handle, query));
    }

    @Override
    public List<FactOutline> outlines(FactQuery query) {
        return database.read("reading outlines of facts", handle -> FactSelect.outlines(handle, query));
    }

    @Override
    public List<StoredFact> factsByKey(Set<Long> keys) {
        return database.read("reading facts by key", handle -> FactSelect.byKey(handle, keys));
    }

    @Override
    public long countFacts(FactQuery query) {
        return database.read("counting facts", handle -> FactSelect.count(handle, query));
    }

    @Override
    public List<StoredCommit> commits(Tracked tracked, BlockRange blocks) {
        return database.readConsistently("reading commits", handle -> CommitTable.list(handle, tracked, blocks));
    }

    @Override
    public List<OpenedCommit> openedCommits(Tracked tracked) {
        return database.read("reading revealed commits", handle -> CommitTable.opened(handle, tracked));
    }

    @Override
    public List<OpenedCommit> openedCommits(Set<Long> commits) {
        return commits.isEmpty()
                ? List.of()
                : database.read("looking for revealed commits", handle -> CommitTable.opened(handle, commits));
    }

    @Override
    public void park(long block, String reason, Instant at) {
        database.write("parking block " + block, handle -> ParkedTable.add(handle, block, reason, at));
    }

    @Override
    public void unpark(long block) {
        database.write("unparking block " + block, handle -> ParkedTable.remove(handle, block));
    }

    @Override
    public List<ParkedBlock> parkedBlocks() {
        return database.read("reading parked blocks", ParkedTable::list);
    }

    @Override
    public void saveMetadata(int specVersion, Bytes metadata) {
        byte[] packed = Gzip.pack(metadata);
        database.write(
                "keeping the metadata of runtime " + specVersion,
                handle -> RuntimeTable.saveMetadata(handle, specVersion, packed));
    }

    @Override
    public Optional<Bytes> metadata(int specVersion) {
        return database.read(
                "reading the metadata of runtime " + specVersion, handle -> RuntimeTable.metadata(handle, specVersion));
    }

    @Override
    public void saveSpecRange(int specVersion, BlockRange executed) {
        database.write(
                "noting the blocks of runtime " + specVersion,
                handle -> RuntimeTable.saveRange(handle, specVersion, executed));
    }

    @Override
    public List<SpecRange> specRanges() {
        return database.read("reading the blocks of runtimes", RuntimeTable::ranges);
    }

    @Override
    public Map<String, String> notes(String topic) {
        return database.read("reading notes", handle -> NoteTable.on(handle, topic));
    }

    @Override
    public void leaveNotes(String topic, Map<String, String> notes) {
        database.write("leaving notes", handle -> {
            NoteTable.replace(handle, topic, notes);
            return notes.size();
        });
    }

    /** The same tables seen through another use of the database; whose they are closes them. */
    protected static final class View extends SqlStore {

        /** Sees them through that. */
        public View(Database database) {
            super(database);
        }

        @Override
        public void close() {}
    }
}
