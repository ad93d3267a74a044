package io.weighbridge.ingest;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.Single;
import io.weighbridge.chain.BlockRef;
import io.weighbridge.chain.Hash;
import io.weighbridge.runtime.Runtime;
import io.weighbridge.scale.Bytes;
import io.weighbridge.source.ChainSource;
import io.weighbridge.source.SourceException;
import io.weighbridge.store.Store;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Builds each runtime once, from metadata that is fetched once and kept in the store. Safe for many threads: concurrent
 * requests for a runtime wait for the same build.
 */
final class Runtimes {

    /** Runtimes in memory. A range of blocks mostly has one runtime, and two at an upgrade. */
    private static final int KEPT = 4;

    private final ChainSource source;
    private final Store store;
    private final BlockDecoder decoder;
    private final Retries retries;
    private final IngestSchedulers schedulers;
    private final Map<Integer, Single<Runtime>> recent = new LinkedHashMap<>(KEPT * 2, 0.75f, true);

    Runtimes(ChainSource source, Store store, BlockDecoder decoder, Retries retries, IngestSchedulers schedulers) {
        this.source = source;
        this.store = store;
        this.decoder = decoder;
        this.retries = retries;
        this.schedulers = schedulers;
    }

    /**
     * The runtime of that spec version, assumed to have executed {@code block}; fails with {@link
     * IllegalStateException} if the fetched metadata has another spec version.
     *
     * @param parent the parent block, whose state holds the runtime
     */
    Single<Runtime> of(int specVersion, BlockRef block, Hash parent) {
        return of(specVersion, block, Single.just(parent));
    }

    /** The same; the parent is subscribed to only if the metadata has to be fetched. */
    Single<Runtime> of(int specVersion, BlockRef block, Single<Hash> parent) {
        return Single.defer(() -> {
            synchronized (recent) {
                Single<Runtime> runtime = recent.computeIfAbsent(
                        specVersion,
                        spec -> make(spec, block, parent)
                                .doOnError(fault -> forget(spec))
                                .cache());
                recent.keySet().removeIf(spec -> recent.size() > KEPT && spec != specVersion);
                return runtime;
            }
        });
    }

    private void forget(int specVersion) {
        synchronized (recent) {
            recent.remove(specVersion);
        }
    }

    private Single<Runtime> make(int specVersion, BlockRef block, Single<Hash> parent) {
        return Maybe.defer(() -> Maybe.fromOptional(store.metadata(specVersion)))
                .subscribeOn(schedulers.writer())
                .observeOn(schedulers.computation())
                .map(metadata -> decode(specVersion, block, metadata))
                .switchIfEmpty(Single.defer(() -> fetch(specVersion, block, parent)));
    }

    private Single<Runtime> fetch(int specVersion, BlockRef block, Single<Hash> parent) {
        return parent.flatMap(source::metadata)
                .compose(retries.insisting())
                .observeOn(schedulers.computation())
                .flatMap(metadata -> {
                    Runtime runtime = decode(specVersion, block, metadata);
                    if (runtime.specVersion() != specVersion) {
                        return Single.error(new IllegalStateException("its runtime is not spec " + specVersion
                                + " as was believed, but spec " + runtime.specVersion()));
                    }
                    return Completable.fromAction(() -> store.saveMetadata(specVersion, metadata))
                            .subscribeOn(schedulers.writer())
                            .andThen(Single.just(runtime));
                });
    }

    /** Without metadata no block of that runtime can be read, so this stops the work instead of parking a block. */
    private Runtime decode(int specVersion, BlockRef block, Bytes metadata) {
        try {
            return decoder.runtime(metadata);
        } catch (RuntimeException e) {
            throw new SourceException.Unusable(
                    "metadata of spec " + specVersion + ", which executed block " + block + ", cannot be read: "
                            + e.getMessage(),
                    e);
        }
    }
}
