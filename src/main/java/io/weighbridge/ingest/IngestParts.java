package io.weighbridge.ingest;

import io.weighbridge.source.ChainSource;
import io.weighbridge.store.Store;
import io.weighbridge.weights.Tracked;

/**
 * What an {@link Ingest} is made of.
 *
 * @param source where blocks come from
 * @param store where facts go to
 * @param rows gives submissions their rows
 * @param decoder finds the facts
 * @param options how
 * @param schedulers where
 * @param listener hears how it goes on
 */
record IngestParts(
        ChainSource source,
        Store store,
        Rows rows,
        BlockDecoder decoder,
        IngestOptions options,
        IngestSchedulers schedulers,
        ProgressListener listener) {

    /** The same with another source. */
    IngestParts asking(ChainSource other) {
        return new IngestParts(other, store, rows, decoder, options, schedulers, listener);
    }

    /** Whose weights are looked for. */
    Tracked tracked() {
        return decoder.tracked();
    }

    /** Asks again where a fault passes. */
    Retries retries() {
        return new Retries(options.faults(), schedulers.timers());
    }
}
