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
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The store in one SQLite file in WAL mode. Reads are safe for many threads; writes come from one thread, and from one
 * process: a lock beside the file, {@code FILE.lock}, keeps a second one out.
 */
public final class SqliteStore implements Store {

    private static final Logger LOG = LoggerFactory.getLogger(SqliteStore.class);

    private final SqliteFile file;
    private final @Nullable InstanceLock lock;
    private final boolean madeHere;

    private SqliteStore(SqliteFile file, @Nullable InstanceLock lock, boolean madeHere) {
        this.file = file;
        this.lock = lock;
        this.madeHere = madeHere;
    }

    /**
     * Opens a store to read and write, and makes it if there is no file yet.
     *
     * @throws StoreException.InUse if another Weighbridge writes to it
     * @throws StoreException.Unsuitable if it is something else, or cannot be used here; nothing was written then
     */
    public static SqliteStore open(Path path, SqliteOptions options) {
        Path file = path.toAbsolutePath().normalize();
        checkPlace(file);
        boolean isNew = !Files.exists(file);
        InstanceLock lock =
                InstanceLock.take(lockOf(file), file, options.clock().instant());
        try {
            return new SqliteStore(migrated(file, options), lock, isNew);
        } catch (RuntimeException | Error e) {
            if (isNew) {
                remove(file);
            }
            lock.close();
            throw e;
        }
    }

    /**
     * Opens an existing store to read only, also while another process writes to it.
     *
     * @throws StoreException.Unsuitable if there is none, or it is something else
     */
    public static SqliteStore openToRead(Path path, SqliteOptions options) {
        Path file = path.toAbsolutePath().normalize();
        if (!Files.isRegularFile(file)) {
            throw new StoreException.Unsuitable(file + ": expected a database of Weighbridge, found "
                    + (Files.exists(file) ? "something that is no file" : "nothing")
                    + ". Give --db or --store as they were given to 'follow', or run 'follow' or 'backfill' first");
        }
        SqliteFile opened = SqliteFile.open(file, SqliteFile.Access.READ, options);
        try {
            StoreSchema.check(opened);
            return new SqliteStore(opened, null, false);
        } catch (RuntimeException | Error e) {
            opened.close();
            throw e;
        }
    }

    @Override
    public void bindGenesis(Hash genesis) {
        Hash bound = file.write("binding to a chain", handle -> {
            handle.execute(
                    "INSERT INTO meta (key, value) VALUES ('genesis_hash', ?) ON CONFLICT DO NOTHING", genesis.hex());
            return genesis(handle).orElseThrow();
        });
        if (!bound.equals(genesis)) {
            throw new StoreException.ForeignChain(file.path() + " belongs to the chain with genesis hash " + bound.hex()
                    + ", the endpoint serves the chain with genesis hash " + genesis.hex()
                    + ". Use another --store for that chain, or check --network and --endpoint");
        }
    }

    @Override
    public Optional<Hash> genesis() {
        return file.read("reading the genesis hash", SqliteStore::genesis);
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
    public List<StoredCommit> commits(Tracked tracked) {
        return file.readConsistently("reading commits", handle -> CommitTable.list(handle, tracked));
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
        file.write("parking block " + block, handle -> handle.execute("""
                        INSERT INTO parked_blocks (block, reason, attempts, last_tried) VALUES (?, ?, 1, ?)
                        ON CONFLICT (block) DO UPDATE
                        SET reason = excluded.reason, attempts = attempts + 1, last_tried = excluded.last_tried
                        """, block, reason, Times.millis(at)));
    }

    @Override
    public void unpark(long block) {
        file.write(
                "unparking block " + block,
                handle -> handle.execute("DELETE FROM parked_blocks WHERE block = ?", block));
    }

    @Override
    public List<ParkedBlock> parkedBlocks() {
        return file.read(
                "reading parked blocks",
                handle -> handle.createQuery(
                                "SELECT block, reason, attempts, last_tried FROM parked_blocks ORDER BY block")
                        .map((row, context) -> new ParkedBlock(
                                row.getLong("block"),
                                row.getString("reason"),
                                row.getInt("attempts"),
                                Instant.parse(row.getString("last_tried"))))
                        .list());
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
        file.close();
        if (lock != null) {
            lock.close();
        }
    }

    /** Closes it, and takes the file away if {@link #open} made it and no block was stored: for a run that was refused. */
    public void closeOrRemove() {
        boolean unused = madeHere && isUnused();
        file.close();
        if (unused) {
            remove(file.path());
        }
        close();
    }

    /** Whether no block was stored or parked; a file that cannot be read is kept. */
    private boolean isUnused() {
        try {
            return file.read(
                    "looking whether anything was stored",
                    handle -> handle.createQuery(
                                    "SELECT NOT EXISTS (SELECT 1 FROM coverage) AND NOT EXISTS (SELECT 1 FROM parked_blocks)")
                            .mapTo(Boolean.class)
                            .one());
        } catch (StoreException e) {
            return false;
        }
    }

    private static Path lockOf(Path file) {
        return file.resolveSibling(file.getFileName() + ".lock");
    }

    /** Takes a store away that this process made; its lock must be held. What cannot be deleted stays. */
    private static void remove(Path file) {
        try {
            Files.deleteIfExists(file);
            Files.deleteIfExists(lockOf(file));
        } catch (IOException e) {
            LOG.debug("{} stays: {}", file, e.toString());
        }
    }

    /** The connections, for tables that live in the same file. */
    SqliteFile file() {
        return file;
    }

    private static Optional<Hash> genesis(Handle handle) {
        return handle.createQuery("SELECT value FROM meta WHERE key = 'genesis_hash'")
                .mapTo(String.class)
                .findOne()
                .map(Hash::fromHex);
    }

    private static SqliteFile migrated(Path path, SqliteOptions options) {
        SqliteFile file = SqliteFile.open(path, SqliteFile.Access.CREATE, options);
        try {
            StoreSchema.migrate(file);
            return file;
        } catch (RuntimeException | Error e) {
            file.close();
            throw e;
        }
    }

    private static void checkPlace(Path file) {
        Path folder = file.getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new StoreException.Unsuitable(
                    file + ": expected the folder " + folder + ", found none. Create it, or check --store");
        }
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new StoreException.Unsuitable(file + ": expected a file, found a folder or a device. Check --store");
        }
        if (!Files.isWritable(Files.exists(file) ? file : folder) || !Files.isWritable(folder)) {
            throw new StoreException.Unsuitable(file
                    + ": expected a file and a folder that can be written, found one that is read-only. "
                    + "Check their owner and mode, or --store");
        }
    }
}
