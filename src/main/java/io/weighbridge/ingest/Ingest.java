package io.weighbridge.ingest;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Single;
import io.weighbridge.chain.BlockRef;
import io.weighbridge.source.ChainSource;
import io.weighbridge.source.Lane;
import io.weighbridge.store.Ledger;
import io.weighbridge.store.Store;
import io.weighbridge.weights.Tracked;
import java.time.Instant;
import java.util.function.Function;

/**
 * What {@code follow} and {@code backfill} have in common: one chain, one store, one decoder, and what is known about
 * runtimes. Safe for many threads.
 */
public final class Ingest {

    private final ChainSource source;
    private final Store store;
    private final Tracked tracked;
    private final IngestOptions options;
    private final IngestSchedulers schedulers;
    private final ProgressListener listener;
    private final BlockDecoder decoder;
    private final Rows given;
    private final Hashes hashes;
    private final SpecVersions specs;
    private final Runtimes runtimes;
    private final BlockReader reader;
    private final RowKeeper rows;

    /**
     * Connects the parts; nothing is asked for or written yet.
     *
     * @param source where blocks come from
     * @param store where facts go to
     * @param ledger where rows go to
     * @param decoder finds the facts
     * @param options how
     * @param schedulers where
     * @param listener hears how it goes on
     */
    public Ingest(
            ChainSource source,
            Store store,
            Ledger ledger,
            BlockDecoder decoder,
            IngestOptions options,
            IngestSchedulers schedulers,
            ProgressListener listener) {
        this(source, store, new InsertedRows(store, ledger, decoder.tracked()), decoder, options, schedulers, listener);
    }

    /** The same where somebody else writes rows too. */
    public Ingest(
            ChainSource source,
            Store store,
            Rows rows,
            BlockDecoder decoder,
            IngestOptions options,
            IngestSchedulers schedulers,
            ProgressListener listener) {
        this.source = source;
        this.store = store;
        this.decoder = decoder;
        this.given = rows;
        this.tracked = decoder.tracked();
        this.options = options;
        this.schedulers = schedulers;
        this.listener = listener;
        this.hashes = new Hashes(source);
        this.specs = new SpecVersions(source, hashes, store, options.faults(), schedulers, listener);
        this.runtimes = new Runtimes(source, store, decoder, options.faults(), schedulers);
        this.reader = new BlockReader(
                source, new WholeBlocks(source, decoder, runtimes, options, schedulers), specs, options, schedulers);
        this.rows = new RowKeeper(store, rows, tracked, options.settle(), schedulers.timers(), listener);
    }

    private Ingest(Ingest shared, ChainSource source) {
        this.source = source;
        this.store = shared.store;
        this.decoder = shared.decoder;
        this.given = shared.given;
        this.tracked = shared.tracked;
        this.options = shared.options;
        this.schedulers = shared.schedulers;
        this.listener = shared.listener;
        this.hashes = new Hashes(source);
        this.specs = shared.specs;
        this.runtimes = shared.runtimes;
        this.reader = shared.reader.asking(source);
        this.rows = shared.rows;
    }

    /** The same for work that can wait: where a source can take only so many requests, what is live goes first. */
    public Ingest inBackground() {
        return new Ingest(this, source.inLane(Lane.BACKFILL));
    }

    /** The same with another source of the same chain, to which nothing is told that is known of this one. */
    public Ingest through(ChainSource other) {
        return new Ingest(other, store, given, decoder, options, schedulers, listener);
    }

    /** Makes sure that the store belongs to the source's chain. */
    public Completable bind() {
        return Single.defer(source::genesisHash)
                .compose(options.faults().insisting(schedulers.timers()))
                .observeOn(schedulers.writer())
                .doOnSuccess(store::bindGenesis)
                .ignoreElement();
    }

    /** The newest finalized block. */
    public Single<BlockRef> finalizedHead() {
        return Single.defer(source::finalizedHead)
                .compose(options.faults().insisting(schedulers.timers()))
                .doOnSuccess(listener::finalizedHead);
    }

    /** Finalized blocks as they become so; see {@link ChainSource#finalizedHeads()}. */
    public Flowable<BlockRef> finalizedHeads() {
        return Flowable.defer(source::finalizedHeads).doOnNext(listener::finalizedHead);
    }

    /** The chain's time at a block. */
    public Single<Instant> timeAt(BlockRef block) {
        return reader.timeAt(block);
    }

    /** Reads blocks in order; each walk is for one reader. */
    public Walk walk() {
        return new Walk(reader, hashes, specs, options);
    }

    /** Reads blocks whose state is gone. */
    public BodiesWalk bodies() {
        var alone = new BodiesAlone(source, decoder, specs, runtimes, schedulers);
        return new BodiesWalk(new Walk(reader.by(alone), hashes, specs, options), new SpecTrail(reader, specs), specs);
    }

    /** Reads single blocks and states, in any order. */
    public Spots spots() {
        return new Spots(source, hashes, reader, specs, runtimes, options.faults(), schedulers);
    }

    /**
     * Writes findings.
     *
     * @param lane who found them
     * @param strategy how; coverage tells it
     */
    public Recorder recorder(ProgressListener.Lane lane, String strategy) {
        String unverified = source.verifiesBodies() ? "" : "+unverified";
        return new Recorder(store, rows, tracked, lane, strategy, unverified, options, schedulers, listener);
    }

    /** Looks something up in the store. */
    public <T> Single<T> lookUp(Function<Store, T> question) {
        return Single.fromCallable(() -> question.apply(store)).subscribeOn(schedulers.writer());
    }

    /** How many requests a minute the source can answer; infinite where no limit is known. */
    public double requestsPerMinute() {
        return source.requestsPerMinute();
    }

    /** Whether values of states are proved against the headers' state roots. */
    public boolean provesStates() {
        return source.provesStates();
    }

    /** Whose weights are looked for. */
    public Tracked tracked() {
        return tracked;
    }

    /** How blocks are read and stored. */
    public IngestOptions options() {
        return options;
    }

    /** Where work runs. */
    public IngestSchedulers schedulers() {
        return schedulers;
    }

    /** Who hears how it goes on. */
    public ProgressListener listener() {
        return listener;
    }
}
