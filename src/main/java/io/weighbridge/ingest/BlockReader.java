package io.weighbridge.ingest;

import io.reactivex.rxjava3.core.Scheduler;
import io.reactivex.rxjava3.core.Single;
import io.weighbridge.chain.BlockRange;
import io.weighbridge.chain.BlockRef;
import io.weighbridge.chain.Hash;
import io.weighbridge.chain.Header;
import io.weighbridge.chain.RawBlock;
import io.weighbridge.crypto.Twox;
import io.weighbridge.scale.Bytes;
import io.weighbridge.scale.ScaleReader;
import io.weighbridge.source.ChainSource;
import io.weighbridge.source.SourceException;
import io.weighbridge.store.StoreException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Reads one block: fetches its bytes, and values of its state as long as the decoder asks for more, and decodes them
 * with the runtime that executed it. Transient faults are retried; a block that cannot be read becomes {@link
 * Finding.Unreadable}. Safe for many threads.
 */
final class BlockReader {

    /** The keys of two plain storage items that every Substrate chain has: twox128 of the pallet, then of the item. */
    static final Bytes EVENTS = Bytes.concat(Twox.hash128("System"), Twox.hash128("Events"));

    private static final Bytes NOW = Bytes.concat(Twox.hash128("Timestamp"), Twox.hash128("Now"));

    private final ChainSource source;
    private final Interpretation interpretation;
    private final SpecVersions specs;
    private final Retries retries;
    private final Scheduler computation;

    BlockReader(
            ChainSource source,
            Interpretation interpretation,
            SpecVersions specs,
            Retries retries,
            Scheduler computation) {
        this.source = source;
        this.interpretation = interpretation;
        this.specs = specs;
        this.retries = retries;
        this.computation = computation;
    }

    /** The same reader, asking another source of the same chain. */
    BlockReader asking(ChainSource other) {
        return new BlockReader(other, interpretation.asking(other), specs, retries, computation);
    }

    /** The same reader with another interpretation. */
    BlockReader by(Interpretation other) {
        return new BlockReader(source, other, specs, retries, computation);
    }

    /** Reads the canonical block of that number, which must not be above the finalized head. */
    Single<UnlinkedBlock> read(long number) {
        return readAt(number, BlockHashes.one(number, source));
    }

    /** The same, with a hash from another request; if no block has that hash, it is requested again. */
    Single<UnlinkedBlock> read(long number, Single<Hash> believed) {
        var doubted = new AtomicBoolean();
        return readAt(number, Single.defer(() -> doubted.getAndSet(true) ? BlockHashes.one(number, source) : believed));
    }

    /** Reads a block whose hash is known. */
    Single<UnlinkedBlock> read(BlockRef block) {
        return readAt(block.number(), Single.just(block.hash()));
    }

    /** The hash of the canonical block of that number, which must not be above the finalized head. */
    Single<Hash> hash(long number) {
        return BlockHashes.one(number, source).compose(retries.insisting());
    }

    /** The header of the canonical block of that number, which must not be above the finalized head. */
    Single<Header> header(long number) {
        return BlockHashes.one(number, source).flatMap(source::header).compose(retries.insisting());
    }

    /** The chain's time at a block. */
    Single<Instant> timeAt(BlockRef block) {
        return Single.defer(() -> source.storage(block.hash(), List.of(NOW)))
                .map(values -> values.get(0)
                        .value()
                        .map(now -> Instant.ofEpochMilli(new ScaleReader(now).u64()))
                        .orElseThrow(() ->
                                new SourceException.Untrusted("block " + block + " has no Timestamp.Now in its state")))
                .compose(retries.insisting());
    }

    private Single<UnlinkedBlock> readAt(long number, Single<Hash> hash) {
        return hash.flatMap(found -> fetch(new BlockRef(number, found)))
                .compose(retries.retrying())
                .onErrorResumeNext(
                        fault -> retries.policy().parks(fault) ? putAside(number, hash, fault) : Single.error(fault));
    }

    private Single<UnlinkedBlock> fetch(BlockRef wanted) {
        if (wanted.number() == 0) {
            // Genesis was not executed: it has no extrinsics, no events and no parent.
            var nothing = new Finding.Facts(new BlockRange(0, 0), List.of());
            return Single.just(new UnlinkedBlock(wanted, Hash.ZERO, false, UnlinkedBlock.NO_RUNTIME, nothing));
        }
        return source.block(wanted.hash()).observeOn(computation).flatMap(block -> {
            if (!block.ref().equals(wanted)) {
                return Single.error(
                        new SourceException.Untrusted("asked for block " + wanted + ", got block " + block.ref()));
            }
            return specs.of(wanted, block.header().parentHash()).flatMap(spec -> interpret(block, spec));
        });
    }

    private Single<UnlinkedBlock> interpret(RawBlock block, int spec) {
        return Single.defer(() -> interpretation.facts(block, spec))
                .<Finding>map(facts -> new Finding.Facts(new BlockRange(number(block), number(block)), facts))
                .map(finding -> interpretation.visit(block, spec, finding))
                .onErrorResumeNext(
                        fault -> isFaultOfTheBlock(fault) ? interpretAgain(block, spec, fault) : Single.error(fault));
    }

    /** Before a block is parked, its runtime is requested: it may differ from the assumed one. */
    private Single<UnlinkedBlock> interpretAgain(RawBlock block, int spec, Throwable fault) {
        Single<Integer> asks = interpretation.asksForRuntimes()
                ? specs.recheck(block.ref(), block.header().parentHash())
                : Single.just(spec);
        return asks.flatMap(asked -> {
            if (asked != spec) {
                return interpret(block, asked);
            }
            if (!retries.policy().parks(fault)) {
                return Single.error(fault);
            }
            String reason = "block " + block.ref() + " (spec " + spec + "), " + describe(fault);
            return Single.just(
                    UnlinkedBlock.of(block.ref(), block.header(), spec, new Finding.Unreadable(number(block), reason)));
        });
    }

    /** Reads only the header of a block that cannot be read, so that the next block can still be linked. */
    private Single<UnlinkedBlock> putAside(long number, Single<Hash> hash, Throwable fault) {
        return hash.flatMap(found -> source.header(found)
                        .map(header -> UnlinkedBlock.of(
                                new BlockRef(number, found),
                                header,
                                UnlinkedBlock.NO_RUNTIME,
                                new Finding.Unreadable(number, "block " + number + ": " + describe(fault)))))
                .compose(retries.insisting());
    }

    private static boolean isFaultOfTheBlock(Throwable fault) {
        return !(fault instanceof SourceException || fault instanceof StoreException || fault instanceof Error);
    }

    private static String describe(Throwable fault) {
        return fault.getClass().getName().startsWith("io.weighbridge.")
                ? String.valueOf(fault.getMessage())
                : "unexpected " + fault;
    }

    private static long number(RawBlock block) {
        return block.ref().number();
    }
}
