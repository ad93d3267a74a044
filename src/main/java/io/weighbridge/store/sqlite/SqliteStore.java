package io.weighbridge.store.sqlite;

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
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The store in one SQLite file in WAL mode. Reads are safe for many threads; writes come from one thread, and from one
 * process: a lock beside the file, {@code FILE.lock}, keeps a second one out.
 */
public final class SqliteStore implements Store {

    private final StoreFile home;
    private final SqliteFile file;

    private SqliteStore(StoreFile home) {
        this.home = home;
        this.file = home.connections();
    }

    /**
     * Opens a store to read and write, and makes it if there is no file yet.
     *
     * @throws StoreException.InUse if another Weighbridge writes to it
     * @throws StoreException.Unsuitable if it is something else, or cannot be used here; nothing was written then
     */
    public static SqliteStore open(Path path, SqliteOptions options) {
        return new SqliteStore(StoreFile.open(path, options));
    }

    /**
     * Opens an existing store to read only, also while another process writes to it.
     *
     * @throws StoreException.Unsuitable if there is none, or it is something else
     */
    public static SqliteStore openToRead(Path path, SqliteOptions options) {
        return new SqliteStore(StoreFile.openToRead(path, options));
    }

    @Override
    public void bindGenesis(Hash genesis) {
        Hash bound = file.write("binding to a chain", handle -> MetaTable.bind(handle, genesis));
        if (!bound.equals(genesis)) {
            throw StoreException.ForeignChain.of(file.path().toString(), bound, genesis);
        }
    }

    @Override
    public Optional<Hash> genesis() {
        return file.read("reading the genesis hash", MetaTable::genesis);
    }

    @Override
    public Set<Long> commit(Increment increment) {
        for (WeightFact fact : increment.facts()) {
            if (!increment.covered().contains(fact.block().number())) {
                throw new IllegalArgumentException(
                        "a fact of block " + fact.block() + " does not belong to blocks " + increment.covered());
            }
        }
        return file.write("storing blocks " + increment.covered(), handle -> {
            FactRows.insert(handle, increment.facts());
            Set<Long> turned = CommitTable.link(handle, increment.facts());
            CoverageTable.add(
                    handle, increment.tracked(), increment.covered(), increment.strategy(), increment.evidence());
            return turned;
        });
    }

    @Override
    public RangeSet coverage(Tracked tracked) {
        return file.read("reading the coverage", handle -> CoverageTable.of(handle, tracked));
    }

    @Override
    public RangeSet coverageOfEffects(Tracked tracked) {
        return file.read("reading the coverage", handle -> CoverageTable.ofEffects(handle, tracked));
    }

    @Override
    public RangeSet coverageOfBodies(Tracked tracked) {
        return file.read("reading the coverage", handle -> CoverageTable.ofBodies(handle, tracked));
    }

    @Override
    public List<CoverageRow> coverageRows() {
        return file.read("reading the coverage", CoverageTable::rows);
    }

    @Override
    public List<StoredFact> facts(FactQuery query) {
        return file.read("reading facts", handle -> FactSelect.list(handle, query));
    }

    @Override
    public List<FactOutline> outlines(FactQuery query) {
        return file.read("reading outlines of facts", handle -> FactSelect.outlines(handle, query));
    }

    @Override
    public List<StoredFact> factsByKey(Set<Long> keys) {
        return file.read("reading facts by key", handle -> FactSelect.byKey(handle, keys));
    }

    @Override
    public long countFacts(FactQuery query) {
        return file.read("counting facts", handle -> FactSelect.count(handle, query));
    }

    @Override
    public List<StoredCommit> commits(Tracked tracked, BlockRange blocks) {
        return file.readConsistently("reading commits", handle -> CommitTable.list(handle, tracked, blocks));
    }

    @Override
    public List<OpenedCommit> openedCommits(Tracked tracked) {
        return file.read("reading revealed commits", handle -> CommitTable.opened(handle, tracked));
    }

    @Override
    public List<OpenedCommit> openedCommits(Set<Long> commits) {
        return commits.isEmpty()
                ? List.of()
                : file.read("looking for revealed commits", handle -> CommitTable.opened(handle, commits));
    }

    @Override
    public void park(long block, String reason, Instant at) {
        file.write("parking block " + block, handle -> ParkedTable.add(handle, block, reason, at));
    }

    @Override
    public void unpark(long block) {
        file.write("unparking block " + block, handle -> ParkedTable.remove(handle, block));
    }

    @Override
    public List<ParkedBlock> parkedBlocks() {
        return file.read("reading parked blocks", ParkedTable::list);
    }

    @Override
    public void saveMetadata(int specVersion, Bytes metadata) {
        byte[] packed = Gzip.pack(metadata);
        file.write(
                "keeping the metadata of runtime " + specVersion,
                handle -> RuntimeTable.saveMetadata(handle, specVersion, packed));
    }

    @Override
    public Optional<Bytes> metadata(int specVersion) {
        return file.read(
                        "reading the metadata of runtime " + specVersion,
                        handle -> RuntimeTable.metadata(handle, specVersion))
                .map(Gzip::unpack);
    }

    @Override
    public void saveSpecRange(int specVersion, BlockRange executed) {
        file.write(
                "noting the blocks of runtime " + specVersion,
                handle -> RuntimeTable.saveRange(handle, specVersion, executed));
    }

    @Override
    public List<SpecRange> specRanges() {
        return file.read("reading the blocks of runtimes", RuntimeTable::ranges);
    }

    @Override
    public Map<String, String> notes(String topic) {
        return file.read("reading notes", handle -> NoteTable.on(handle, topic));
    }

    @Override
    public void leaveNotes(String topic, Map<String, String> notes) {
        file.write("leaving notes", handle -> {
            NoteTable.replace(handle, topic, notes);
            return notes.size();
        });
    }

    @Override
    public void close() {
        home.close();
    }

    /** Closes it, and takes the file away if {@link #open} made it and no block was stored: for a run that was refused. */
    public void closeOrRemove() {
        home.closeOrRemove();
    }

    /** The connections, for tables that live in the same file. */
    SqliteFile file() {
        return file;
    }
}
