package io.weighbridge.testing;

import io.reactivex.rxjava3.core.Scheduler;
import io.reactivex.rxjava3.schedulers.Schedulers;
import io.weighbridge.ingest.BlockDecoder;
import io.weighbridge.ingest.Ingest;
import io.weighbridge.ingest.IngestOptions;
import io.weighbridge.ingest.IngestSchedulers;
import io.weighbridge.ingest.ProgressListener;
import io.weighbridge.ingest.Rows;
import io.weighbridge.source.ChainSource;
import io.weighbridge.store.Ledger;
import io.weighbridge.store.Store;
import io.weighbridge.weights.Tracked;
import io.weighbridge.weights.WeightReader;
import java.util.concurrent.Executor;

/** Indexing as the program does it by default, where nobody else writes rows and nobody listens. */
public final class Ingests {

    private Ingests() {}

    /** All of it on the caller's thread. */
    public static Ingest here(ChainSource source, MemoryStore store, Tracked tracked) {
        Scheduler here = Schedulers.trampoline();
        return of(source, store, store, tracked, new IngestSchedulers(here, here, here));
    }

    /** Facts and rows are written by {@code writer}. */
    public static Ingest of(ChainSource source, Store store, Ledger ledger, Tracked tracked, Executor writer) {
        return of(source, store, ledger, tracked, IngestSchedulers.of(writer));
    }

    private static Ingest of(
            ChainSource source, Store store, Ledger ledger, Tracked tracked, IngestSchedulers schedulers) {
        return new Ingest(
                source,
                store,
                Rows.inserted(store, ledger, tracked),
                BlockDecoder.of(new WeightReader(tracked)),
                IngestOptions.DEFAULT,
                schedulers,
                ProgressListener.NONE);
    }
}
