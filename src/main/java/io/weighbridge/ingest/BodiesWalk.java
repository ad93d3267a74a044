package io.weighbridge.ingest;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Single;
import io.weighbridge.chain.BlockRange;
import io.weighbridge.chain.BlockRef;
import io.weighbridge.chain.RangeSet;
import io.weighbridge.store.Evidence;

/**
 * Reads blocks whose state is pruned: the signed calls in their bodies, without outcomes. Their runtimes come from the
 * store, or from headers that connect them to a block whose runtime is known. For one reader at a time.
 */
public final class BodiesWalk {

    /** The strategy in coverage. */
    public static final String WORD = "bodies";

    private final Walk walk;
    private final HeaderSpecs headerSpecs;
    private final SpecVersions specs;

    BodiesWalk(Walk walk, HeaderSpecs headerSpecs, SpecVersions specs) {
        this.walk = walk;
        this.headerSpecs = headerSpecs;
        this.specs = specs;
    }

    /** Advice for a block whose runtime is not known and can no longer be determined. */
    public static String howToLearn(long block) {
        return "Read block " + block + " once from an archive endpoint ('backfill --from " + block + " --to " + block
                + "'): its runtime is kept from then on";
    }

    /** Determines the runtimes of blocks without their states; returns the blocks of which it could not. */
    public Single<RangeSet> learn(BlockRange blocks) {
        return Completable.defer(() -> headerSpecs.learn(blocks)).andThen(Single.defer(() -> specs.unknown(blocks)));
    }

    /** The findings in the bodies of these blocks; see {@link Walk#over}. Their runtimes must be known. */
    public Flowable<Finding> over(BlockRange blocks, BlockRef head) {
        return walk.over(blocks, head)
                .map(finding -> finding instanceof Finding.Facts facts
                        ? new Finding.Facts(facts.blocks(), facts.facts(), WORD, Evidence.NONE)
                        : finding);
    }
}
