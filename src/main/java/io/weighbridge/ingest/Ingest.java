package io.weighbridge.ingest;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Single;
import io.weighbridge.chain.BlockRef;
import io.weighbridge.source.ChainSource;
import io.weighbridge.source.Lane;
import io.weighbridge.store.Store;
import io.weighbridge.weights.Tracked;
import java.time.Instant;
import java.util.function.Function;

/**
 * What {@code follow} and {@code backfill} share: one chain, one store, one decoder, and the known runtimes. Safe for
 * many threads.
 */
public final class Ingest {

    private final IngestParts parts;
    private final Retries retries;
    private final BlockHashes hashes;
    private final SpecVersions specs;
    private final Runtimes runtimes;
    private final BlockReader reader;
    private final RowKeeper keeper;

    /**
     * Connects the parts; requests and writes nothing yet.
     *
     * @param source where blocks come from
     * @param store where facts go to
     * @param rows gives submissions their rows
     * @param decoder finds the facts
     * @param options how
     * @param schedulers where
     * @param listener hears how it goes on
     */
    public Ingest(
            ChainSource source,
            Store store,
            Rows rows,
            BlockDecoder decoder,
            IngestOptions options,
            IngestSchedulers schedulers,
            ProgressListener listener) {
        this(new IngestParts(source, store, rows, decoder, options, schedulers, listener));
    }

    private Ingest(IngestParts parts) {
        ChainSource source = parts.source();
        IngestSchedulers schedulers = parts.schedulers();
        this.parts = parts;
        this.retries = parts.retries();
        this.hashes = new BlockHashes(source);
        this.specs = new SpecVersions(source, hashes, parts.store(), retries, schedulers.writer(), parts.listener());
        this.runtimes = new Runtimes(source, parts.store(), parts.decoder(), retries, schedulers);
        var whole = new FullInterpretation(source, parts.decoder(), runtimes, schedulers.computation());
        this.reader = new BlockReader(source, whole, specs, retries, schedulers.computation());
        this.keeper = new RowKeeper(parts);
    }

    private Ingest(Ingest shared, ChainSource source) {
        this.parts = shared.parts.asking(source);
        this.retries = shared.retries;
        this.hashes = new BlockHashes(source);
        this.specs = shared.specs;
        this.runtimes = shared.runtimes;
        this.reader = shared.reader.asking(source);
        this.keeper = shared.keeper;
    }

    /** The same for work that can wait: its requests are in the backfill lane. */
    public Ingest inBackground() {
        return new Ingest(this, parts.source().inLane(Lane.BACKFILL));
    }

    /** The same with another source of the same chain, without this one's cached hashes and runtimes. */
    public Ingest through(ChainSource other) {
        return new Ingest(parts.asking(other));
    }

    /** Checks that the store belongs to the source's chain. */
    public Completable bind() {
        return Single.defer(() -> parts.source().genesisHash())
                .compose(retries.insisting())
                .observeOn(parts.schedulers().writer())
                .doOnSuccess(genesis -> parts.store().bindGenesis(genesis))
                .ignoreElement();
    }

    /** The newest finalized block. */
    public Single<BlockRef> finalizedHead() {
        return Single.defer(() -> parts.source().finalizedHead())
                .compose(retries.insisting())
                .doOnSuccess(head -> listener().finalizedHead(head));
    }

    /** The finalized heads; see {@link ChainSource#finalizedHeads()}. */
    public Flowable<BlockRef> finalizedHeads() {
        return Flowable.defer(() -> parts.source().finalizedHeads())
                .doOnNext(head -> listener().finalizedHead(head));
    }

    /** The chain's time at a block. */
    public Single<Instant> timeAt(BlockRef block) {
        return reader.timeAt(block);
    }

    /** Reads blocks in order; each walk is for one reader. */
    public Walk walk() {
        return new Walk(reader, hashes, specs, options());
    }

    /** Reads blocks whose state is pruned. */
    public BodiesWalk bodies() {
        var alone = new BodyInterpretation(
                parts.source(), parts.decoder(), specs, runtimes, schedulers().computation());
        return new BodiesWalk(
                new Walk(reader.by(alone), hashes, specs, options()), new HeaderSpecs(reader, specs), specs);
    }

    /** Reads single blocks and states, in any order. */
    public StateReader states() {
        return new StateReader(
                parts.source(),
                hashes,
                reader,
                specs,
                runtimes,
                retries,
                schedulers().computation());
    }

    /**
     * Writes findings.
     *
     * @param lane who found them
     * @param strategy how; coverage tells it
     */
    public Recorder recorder(ProgressListener.Lane lane, String strategy) {
        return new Recorder(parts, keeper, lane, strategy);
    }

    /** Looks something up in the store. */
    public <T> Single<T> lookUp(Function<Store, T> question) {
        return Single.fromCallable(() -> question.apply(parts.store()))
                .subscribeOn(parts.schedulers().writer());
    }

    /** How many requests a minute the source can answer; infinite where no limit is known. */
    public double requestsPerMinute() {
        return parts.source().requestsPerMinute();
    }

    /** Whether values of states are proved against the headers' state roots. */
    public boolean provesStates() {
        return parts.source().provesStates();
    }

    /** The tracked hotkeys and subnets. */
    public Tracked tracked() {
        return parts.tracked();
    }

    /** How blocks are read and stored. */
    public IngestOptions options() {
        return parts.options();
    }

    /** Where work runs. */
    public IngestSchedulers schedulers() {
        return parts.schedulers();
    }

    /** Who hears how it goes on. */
    public ProgressListener listener() {
        return parts.listener();
    }
}
