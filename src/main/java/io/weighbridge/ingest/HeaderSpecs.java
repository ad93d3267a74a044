package io.weighbridge.ingest;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Single;
import io.weighbridge.chain.BlockRange;
import io.weighbridge.chain.Header;
import io.weighbridge.source.SourceException;
import java.util.List;
import java.util.OptionalInt;

/**
 * Determines runtimes from headers, where states are pruned: the next block has the same runtime unless a block's
 * header says that it changed ({@code RuntimeEnvironmentUpdated}). Headers are checked by their links. Safe for many
 * threads.
 */
final class HeaderSpecs {

    /** Headers that are read together. */
    private static final int STRETCH = 256;

    private static final int SIDE_BY_SIDE = 16;

    private final BlockReader reader;
    private final SpecVersions specs;

    HeaderSpecs(BlockReader reader, SpecVersions specs) {
        this.reader = reader;
        this.specs = specs;
    }

    /** Determines the runtimes of these blocks as far as possible, from the known runtimes before and after them. */
    Completable learn(BlockRange blocks) {
        return specs.unknown(blocks)
                .flatMapCompletable(
                        unknown -> Flowable.fromIterable(unknown.ranges()).concatMapCompletable(this::learnGap));
    }

    private Completable learnGap(BlockRange gap) {
        return specs.settledByItsEnds(gap)
                ? specs.learn(gap)
                : down(gap, gap.last())
                        .andThen(specs.unknown(gap))
                        .flatMapCompletable(left -> left.first().isEmpty()
                                ? Completable.complete()
                                : up(gap, left.first().getAsLong()));
    }

    /** Goes down from the block after {@code last}, whose runtime is known, until a header tells of a change. */
    private Completable down(BlockRange gap, long last) {
        OptionalInt spec = specs.at(last + 1);
        if (spec.isEmpty() || last < gap.first()) {
            return Completable.complete();
        }
        var stretch = new BlockRange(Math.max(gap.first(), last - STRETCH + 1), last);
        return changes(stretch).flatMapCompletable(changes -> {
            long changed = changes.stream().mapToLong(Long::longValue).max().orElse(stretch.first() - 1);
            boolean goesOn = changes.isEmpty();
            return changed == last
                    ? Completable.complete()
                    : specs.note(spec.getAsInt(), new BlockRange(changed + 1, last))
                            .andThen(Completable.defer(
                                    () -> goesOn ? down(gap, stretch.first() - 1) : Completable.complete()));
        });
    }

    /** Goes up from the block before {@code first}, whose runtime is known, until a header tells of a change. */
    private Completable up(BlockRange gap, long first) {
        OptionalInt spec = specs.at(first - 1);
        if (spec.isEmpty() || first > gap.last()) {
            return Completable.complete();
        }
        var stretch = new BlockRange(first - 1, Math.min(gap.last(), first + STRETCH - 1) - 1);
        return changes(stretch).flatMapCompletable(changes -> {
            long same = changes.stream().mapToLong(Long::longValue).min().orElse(stretch.last() + 1);
            boolean goesOn = changes.isEmpty();
            return same < first
                    ? Completable.complete()
                    : specs.note(spec.getAsInt(), new BlockRange(first, same))
                            .andThen(Completable.defer(() -> goesOn ? up(gap, same + 1) : Completable.complete()));
        });
    }

    /** Those of the blocks whose header says that the next one has another runtime. */
    private Single<List<Long>> changes(BlockRange blocks) {
        return Flowable.rangeLong(blocks.first(), blocks.size())
                .concatMapEager(number -> reader.header(number).toFlowable(), SIDE_BY_SIDE, 1)
                .toList()
                .doOnSuccess(HeaderSpecs::checkLinks)
                .map(headers -> headers.stream()
                        .filter(UnlinkedBlock::changesRuntime)
                        .map(Header::number)
                        .toList());
    }

    private static void checkLinks(List<Header> headers) {
        for (int at = 1; at < headers.size(); at++) {
            Header header = headers.get(at);
            Header before = headers.get(at - 1);
            if (!header.parentHash().equals(before.hash())) {
                throw SourceException.Untrusted.brokenLink(header.ref(), header.parentHash(), before.ref());
            }
        }
    }
}
