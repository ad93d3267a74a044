package io.weighbridge.ingest;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Single;
import io.weighbridge.chain.BlockRange;
import io.weighbridge.chain.BlockRef;
import io.weighbridge.chain.Hash;
import io.weighbridge.source.SourceException;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.LongStream;

/**
 * Reads consecutive blocks, many side by side, and emits their findings in order, each after its link to the block
 * before was checked. Work follows demand: at most {@link IngestOptions#inFlight()} + 2 blocks are read ahead. For one
 * walk at a time.
 */
public final class Walk {

    /** Blocks whose hashes are asked for at once. */
    private static final int PAGE = 64;

    private final BlockReader reader;
    private final BlockHashes hashes;
    private final SpecVersions specs;
    private final IngestOptions options;

    /** The block that the next one has to link to; written in order by the walk alone. */
    private volatile BlockRef newest = new BlockRef(0, Hash.ZERO);

    Walk(BlockReader reader, BlockHashes hashes, SpecVersions specs, IngestOptions options) {
        this.reader = reader;
        this.hashes = hashes;
        this.specs = specs;
        this.options = options;
    }

    /**
     * The findings of a range, one for each block. The first block must link to the canonical block before it, and the
     * block after the range to the last one.
     *
     * @param range the blocks, none above {@code head}
     * @param head a finalized head
     * @return fails with {@link SourceException.Untrusted} where a link is broken, with {@link SourceException.Pruned} or
     *     {@link SourceException.Unusable} where the source cannot serve the rest
     */
    public Flowable<Finding> over(BlockRange range, BlockRef head) {
        return hashBefore(range.first()).flatMapPublisher(before -> {
            newest = new BlockRef(Math.max(0, range.first() - 1), before);
            return Flowable.fromIterable(range.pieces(options.segment()))
                    .concatMap(segment -> specs.learn(segment).andThen(reads(segment, head)), 1)
                    .concatMapSingle(this::admit, 1)
                    .map(UnlinkedBlock::finding)
                    .concatWith(Completable.defer(() -> checkSeam(range.last(), head)));
        });
    }

    /** How many requests the hashes of a range cost if the source returns lists of hashes. */
    public static long pages(BlockRange range) {
        return (range.size() + PAGE - 1) / PAGE;
    }

    private Single<Hash> hashBefore(long first) {
        return Single.defer(() -> {
            BlockRef known = newest;
            if (first == 0 || (known.number() == first - 1 && !known.hash().equals(Hash.ZERO))) {
                return Single.just(known.hash());
            }
            return reader.hash(first - 1);
        });
    }

    /** A fault is passed on in order, so that the blocks before it are stored. */
    private Flowable<UnlinkedBlock> reads(BlockRange segment, BlockRef head) {
        return Flowable.rangeLong(segment.first(), segment.size())
                .concatMapEager(
                        number -> read(number, segment, head).materialize().toFlowable(), options.inFlight(), 1)
                .dematerialize(notification -> notification);
    }

    private Single<UnlinkedBlock> read(long number, BlockRange segment, BlockRef head) {
        return number == head.number()
                ? reader.read(head)
                : reader.read(number, hashes.of(number, page(number, segment)));
    }

    /** The numbers from that block to the end of its page, which will be wanted soon. */
    private static List<Long> page(long number, BlockRange segment) {
        long last = Math.min(segment.last(), number - (number - segment.first()) % PAGE + PAGE - 1);
        return LongStream.rangeClosed(number, last).boxed().toList();
    }

    private Single<UnlinkedBlock> admit(UnlinkedBlock block) {
        return upToDate(block).flatMap(this::linked).flatMap(linked -> {
            newest = linked.block();
            if (linked.changesRuntime()) {
                return specs.changedAfter(linked.block()).andThen(Single.just(linked));
            }
            specs.unchangedAfter(linked.number());
            return Single.just(linked);
        });
    }

    /** Reads a block again if an earlier block has meanwhile shown that it has another runtime. */
    private Single<UnlinkedBlock> upToDate(UnlinkedBlock block) {
        OptionalInt spec = specs.at(block.number());
        boolean outdated = block.specVersion() != UnlinkedBlock.NO_RUNTIME
                && spec.isPresent()
                && spec.getAsInt() != block.specVersion();
        return outdated ? reader.read(block.block()) : Single.just(block);
    }

    /** Reads a block that does not link once more, since a single false answer should not end the walk. */
    private Single<UnlinkedBlock> linked(UnlinkedBlock block) {
        if (links(block)) {
            return Single.just(block);
        }
        return reader.read(block.number()).map(again -> {
            if (!links(again)) {
                throw SourceException.Untrusted.brokenLink(again.block(), again.parent(), newest);
            }
            return again;
        });
    }

    private boolean links(UnlinkedBlock block) {
        return block.number() == 0 || block.parent().equals(newest.hash());
    }

    private Completable checkSeam(long last, BlockRef head) {
        if (last >= head.number()) {
            return Completable.complete();
        }
        return reader.header(last + 1)
                .doOnSuccess(next -> {
                    if (!next.parentHash().equals(newest.hash())) {
                        throw SourceException.Untrusted.brokenLink(next.ref(), next.parentHash(), newest);
                    }
                })
                .ignoreElement();
    }
}
