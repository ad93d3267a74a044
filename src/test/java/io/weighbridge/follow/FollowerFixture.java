package io.weighbridge.follow;

import io.reactivex.rxjava3.processors.PublishProcessor;
import io.weighbridge.chain.BlockRange;
import io.weighbridge.chain.BlockRef;
import io.weighbridge.chain.RangeSet;
import io.weighbridge.testing.ChainBuilder;
import io.weighbridge.testing.IngestBench;
import io.weighbridge.testing.TestDecoder;

/** A follower on a bench: the test announces heads, moves time, and breaks what it likes. */
abstract class FollowerFixture {

    /** The finalized heads that the source announces. */
    final PublishProcessor<BlockRef> heads = PublishProcessor.create();

    /** A bench whose source announces {@link #heads}. */
    final IngestBench bench(ChainBuilder chain) {
        var bench = new IngestBench(chain);
        bench.source.heads(heads);
        return bench;
    }

    /** A follower that begins at that block. */
    static Follower from(IngestBench bench, long block) {
        return new Follower(bench.ingest(), FollowOptions.DEFAULT.from(block));
    }

    /** Runs it; it has nothing to say yet. */
    static void start(Follower follower) {
        follower.run().test().assertNotComplete().assertNoErrors();
    }

    /** Announces a finalized head. */
    final void head(long block) {
        heads.onNext(ChainBuilder.ref(block));
    }

    /** What is verified. */
    static RangeSet coverage(IngestBench bench) {
        return bench.store.coverage(TestDecoder.lenient().tracked());
    }

    /** One range of blocks. */
    static RangeSet range(long first, long last) {
        return RangeSet.of(new BlockRange(first, last));
    }
}
