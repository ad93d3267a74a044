package io.weighbridge.ingest;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Scheduler;
import io.reactivex.rxjava3.core.Single;
import io.weighbridge.chain.BlockRange;
import io.weighbridge.chain.BlockRef;
import io.weighbridge.chain.Hash;
import io.weighbridge.chain.RangeSet;
import io.weighbridge.source.ChainSource;
import io.weighbridge.source.RuntimeVersion;
import io.weighbridge.store.Store;
import io.weighbridge.store.Store.SpecRange;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Determines which runtime executed which blocks without a request for every block, and keeps the result in the store.
 * Safe for many threads.
 *
 * <p>The runtime that executed block N is the one in the state of block N−1. Two blocks with the same runtime are
 * assumed to have no other one between them; ranges whose ends differ are bisected. That misses an upgrade that was
 * reverted within a range, so there are two more checks: a header tells when its block changed the runtime ({@code
 * RuntimeEnvironmentUpdated}), and if a block does not decode its runtime is requested.
 */
final class SpecVersions {

    private static final Logger LOG = LoggerFactory.getLogger(SpecVersions.class);

    private final ChainSource source;
    private final BlockHashes hashes;
    private final Store store;
    private final Retries retries;
    private final Scheduler writer;
    private final ProgressListener listener;
    private final SpecMap known = new SpecMap();
    private final Completable loaded;

    SpecVersions(
            ChainSource source,
            BlockHashes hashes,
            Store store,
            Retries retries,
            Scheduler writer,
            ProgressListener listener) {
        this.source = source;
        this.hashes = hashes;
        this.store = store;
        this.retries = retries;
        this.writer = writer;
        this.listener = listener;
        this.loaded = Completable.fromAction(this::load).subscribeOn(writer).cache();
    }

    /** Determines the runtimes of all these blocks; genesis has none. */
    Completable learn(BlockRange blocks) {
        if (blocks.last() == 0) {
            return Completable.complete();
        }
        var executed = new BlockRange(Math.max(1, blocks.first()), blocks.last());
        return loaded.andThen(Flowable.defer(
                        () -> Flowable.fromIterable(known.unknown(executed).ranges())))
                .concatMapCompletable(this::learnGap);
    }

    /** The runtime that executed a block; requested only if it is not known. */
    Single<Integer> of(BlockRef block, Hash parent) {
        return loaded.andThen(Single.defer(() -> {
            OptionalInt spec = known.at(block.number());
            return spec.isPresent()
                    ? Single.just(spec.getAsInt())
                    : versionIn(parent)
                            .flatMap(asked ->
                                    note(asked, block.number(), block.number()).andThen(Single.just(asked)));
        }));
    }

    /** The known runtime of a block, without a request. */
    OptionalInt at(long block) {
        return known.at(block);
    }

    /** Those of the blocks whose runtime is not known. */
    Single<RangeSet> unknown(BlockRange blocks) {
        return loaded.andThen(Single.fromCallable(() -> known.unknown(blocks)));
    }

    /**
     * Whether the blocks directly before and after are known to have the same runtime, which is then that of the gap.
     */
    boolean settledByItsEnds(BlockRange gap) {
        OptionalInt before = known.at(gap.first() - 1);
        return before.isPresent() && before.equals(known.at(gap.last() + 1));
    }

    /** The newest block that a runtime is known to have executed, if there is one. */
    OptionalLong newestOf(int specVersion) {
        return known.newestOf(specVersion);
    }

    /** Notes a runtime that headers told. */
    Completable note(int spec, BlockRange executed) {
        return note(new SpecRange(spec, executed));
    }

    /** A block's header says that the next block has another runtime: determines which one, and up to which block. */
    Completable changedAfter(BlockRef block) {
        return loaded.andThen(versionIn(block.hash()))
                .flatMapCompletable(spec -> observed(block.number() + 1, spec, block.number() + 1));
    }

    /**
     * A block's header says that the next block has the same runtime. That is accepted only from sources that verify
     * bodies: tools that run old runtimes locally change the runtime without saying so in a header.
     */
    void unchangedAfter(long block) {
        OptionalInt spec = known.at(block);
        if (source.verifiesBodies() && spec.isPresent() && known.at(block + 1).isEmpty()) {
            known.put(spec.getAsInt(), new BlockRange(block + 1, block + 1));
        }
    }

    /** Requests the runtime of a block that does not decode, and corrects the assumptions around it. */
    Single<Integer> recheck(BlockRef block, Hash parent) {
        return loaded.andThen(versionIn(parent))
                .flatMap(spec -> observed(block.number(), spec, 0).andThen(Single.just(spec)));
    }

    private void load() {
        store.specRanges().forEach(range -> known.put(range.specVersion(), range.executed()));
    }

    /**
     * The runtimes of the blocks next to a gap are known or there are no such blocks, so they are not requested. What
     * headers alone have told about the blocks before is also written to the store here.
     */
    private Completable learnGap(BlockRange gap) {
        Optional<SpecRange> before = known.spanAt(gap.first() - 1);
        OptionalInt after = known.at(gap.last() + 1);
        if (before.isEmpty() && after.isEmpty() && gap.size() == 1) {
            return executing(gap.first()).flatMapCompletable(only -> note(only.spec(), only.block(), only.block()));
        }
        Single<Point> left = before.map(span -> note(span).andThen(Single.just(lastOf(span))))
                .orElseGet(() -> executing(gap.first()));
        Single<Point> right =
                after.isPresent() ? Single.just(new Point(gap.last() + 1, after.getAsInt())) : executing(gap.last());
        return Single.zip(left, right, Ends::new).flatMapCompletable(this::bisect);
    }

    private static Point lastOf(SpecRange span) {
        return new Point(span.executed().last(), span.specVersion());
    }

    private Completable bisect(Ends ends) {
        Point left = ends.left();
        Point right = ends.right();
        if (left.spec() == right.spec()) {
            return note(left.spec(), left.block(), right.block());
        }
        if (left.block() + 1 == right.block()) {
            return note(left.spec(), left.block(), left.block())
                    .andThen(note(right.spec(), right.block(), right.block()));
        }
        long between = left.block() + (right.block() - left.block()) / 2;
        return executing(between, nextMiddles(left.block(), between, right.block()))
                .flatMapCompletable(middle -> bisect(new Ends(left, middle))
                        .andThen(Completable.defer(() -> bisect(new Ends(middle, right)))));
    }

    /**
     * Notes the runtime of a block. If another one was assumed, the blocks around it that rest on the same assumption
     * are determined again, from {@code doubtful} on. The block itself is written to the store last, so that after a
     * crash this is repeated.
     */
    private Completable observed(long block, int spec, long doubtful) {
        var believed = known.spanAt(block);
        if (believed.isEmpty() || believed.get().specVersion() == spec) {
            return note(spec, block, block);
        }
        BlockRange span = believed.get().executed();
        LOG.warn(
                "block {} was executed by spec {}, not {}: blocks {} are asked for again",
                block,
                spec,
                believed.get().specVersion(),
                span);
        known.put(spec, new BlockRange(block, block));
        RangeSet again =
                between(Math.max(doubtful, span.first() + 1), block - 1).union(between(block + 1, span.last() - 1));
        again.ranges().forEach(known::forget);
        return Flowable.fromIterable(again.ranges())
                .concatMapCompletable(this::learnGap)
                .andThen(note(spec, block, block));
    }

    private static RangeSet between(long first, long last) {
        return first <= last ? RangeSet.of(new BlockRange(first, last)) : RangeSet.EMPTY;
    }

    private Completable note(int spec, long first, long last) {
        return note(new SpecRange(spec, new BlockRange(first, last)));
    }

    private Completable note(SpecRange range) {
        return Completable.fromAction(() -> {
                    store.saveSpecRange(range.specVersion(), range.executed());
                    known.put(range.specVersion(), range.executed());
                    listener.runtimeKnown(range.specVersion(), range.executed());
                })
                .subscribeOn(writer);
    }

    /** The blocks whose hashes the next two steps of a bisection may need, so that they come in the same request. */
    private static List<Long> nextMiddles(long left, long middle, long right) {
        return LongStream.of(left + (middle - left) / 2, middle + (right - middle) / 2)
                .map(block -> block - 1)
                .boxed()
                .toList();
    }

    private Single<Point> executing(long block) {
        return executing(block, List.of());
    }

    private Single<Point> executing(long block, List<Long> likely) {
        return hashes.of(block - 1, likely)
                .compose(retries.insisting())
                .flatMap(this::versionIn)
                .map(spec -> new Point(block, spec));
    }

    private Single<Integer> versionIn(Hash state) {
        return Single.defer(() -> source.runtimeVersion(state))
                .compose(retries.insisting())
                .map(RuntimeVersion::specVersion);
    }

    /** A block and the runtime that executed it. */
    private record Point(long block, int spec) {}

    /** The first and the last block of a range. */
    private record Ends(Point left, Point right) {}
}
