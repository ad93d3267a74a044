package io.weighbridge.testing;

import io.reactivex.rxjava3.schedulers.Schedulers;
import io.reactivex.rxjava3.schedulers.TestScheduler;
import io.weighbridge.chain.BlockRange;
import io.weighbridge.chain.BlockRef;
import io.weighbridge.ingest.Ingest;
import io.weighbridge.ingest.IngestOptions;
import io.weighbridge.ingest.IngestSchedulers;
import io.weighbridge.ingest.Progress;
import io.weighbridge.ingest.ProgressListener;
import io.weighbridge.ingest.Rows;
import io.weighbridge.weights.WeightFact;
import java.util.ArrayList;
import java.util.List;

/**
 * A chain and a store in memory with everything between them. All work is done on the caller's thread, at once; only waits
 * need {@link #timers} to be moved.
 */
public final class IngestBench implements ProgressListener {

    public final MemoryChain source;
    public final MemoryStore store;
    public final TestScheduler timers = new TestScheduler();
    public final List<Long> parked = new ArrayList<>();
    public final List<BlockRef> heads = new ArrayList<>();
    public final List<Progress> progress = new ArrayList<>();
    private TestDecoder decoder = TestDecoder.lenient();
    private IngestOptions options = IngestOptions.DEFAULT.withInFlight(4).withBatchBlocks(5);

    /** Over that chain, with an empty store. */
    public IngestBench(ChainBuilder chain) {
        this(new MemoryChain(chain.build()), new MemoryStore());
    }

    /** Over these two. */
    public IngestBench(MemoryChain source, MemoryStore store) {
        this.source = source;
        this.store = store;
    }

    /** With another decoder. */
    public IngestBench with(TestDecoder other) {
        decoder = other;
        return this;
    }

    /** With other options. */
    public IngestBench with(IngestOptions other) {
        options = other;
        return this;
    }

    /** The options. */
    public IngestOptions options() {
        return options;
    }

    /** A new ingest; it remembers nothing but what is in the store. */
    public Ingest ingest() {
        return ingest(new IngestSchedulers(Schedulers.trampoline(), Schedulers.trampoline(), timers));
    }

    /** The same, where work is done there. */
    public Ingest ingest(IngestSchedulers schedulers) {
        return new Ingest(
                source, store, Rows.inserted(store, store, decoder.tracked()), decoder, options, schedulers, this);
    }

    @Override
    public void finalizedHead(BlockRef head) {
        heads.add(head);
    }

    @Override
    public void parked(long block, String reason) {
        parked.add(block);
    }

    @Override
    public void stored(Lane lane, BlockRange covered, List<WeightFact> facts) {}

    @Override
    public void backfilled(Progress now) {
        progress.add(now);
    }
}
