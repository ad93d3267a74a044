package io.weighbridge.cli;

import io.reactivex.rxjava3.core.Single;
import io.weighbridge.chain.BlockRef;
import io.weighbridge.source.ChainSource;
import io.weighbridge.source.SourceException;
import java.time.Instant;
import java.util.function.Function;

/** Finds blocks by their time: blocks are no clock, so the chain is asked, about twenty times. */
final class BlockSearch {

    private final ChainSource source;
    private final Function<BlockRef, Single<Instant>> timeAt;

    /** Asks that source; {@code timeAt} tells the time of one block. */
    BlockSearch(ChainSource source, Function<BlockRef, Single<Instant>> timeAt) {
        this.source = source;
        this.timeAt = timeAt;
    }

    /** The lowest block that is not older than {@code time}; the head if all are. */
    Single<Long> firstAt(Instant time, BlockRef head) {
        // Block 0 has no time of its own.
        return search(time, Math.min(1, head.number()), head.number());
    }

    /** The answer lies between {@code low} and {@code high}, both included. */
    private Single<Long> search(Instant time, long low, long high) {
        if (low >= high) {
            return Single.just(low);
        }
        long middle = low + (high - low) / 2;
        return at(middle)
                .flatMap(timeAt::apply)
                .flatMap(found -> found.isBefore(time) ? search(time, middle + 1, high) : search(time, low, middle));
    }

    private Single<BlockRef> at(long number) {
        return source.blockHash(number)
                .map(hash -> new BlockRef(number, hash))
                .switchIfEmpty(Single.error(() -> new SourceException.Transient(
                        "the endpoint has no block " + number + ", which is below its finalized head")));
    }
}
