package io.weighbridge.ingest;

import io.weighbridge.source.ChainSource;
import io.weighbridge.store.Store;
import io.weighbridge.weights.Tracked;

/**
 * The parts of an {@link Ingest}.
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

    /** The tracked hotkeys and subnets. */
    Tracked tracked() {
        return decoder.tracked();
    }

    /** Retries according to the fault policy. */
    Retries retries() {
        return new Retries(options.faults(), schedulers.timers());
    }
}
