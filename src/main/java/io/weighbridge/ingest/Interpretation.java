package io.weighbridge.ingest;

import io.reactivex.rxjava3.core.Single;
import io.weighbridge.chain.RawBlock;
import io.weighbridge.source.ChainSource;
import io.weighbridge.weights.WeightFact;
import java.util.List;

/** How the facts of a block come out of its bytes. Safe for many threads. */
interface Interpretation {

    /** The facts of a block, read with the runtime that is believed to have executed it. */
    Single<List<WeightFact>> facts(RawBlock block, int spec);

    /** The same, asking another source of the same chain. */
    Interpretation asking(ChainSource other);

    /** Whether the runtime that executed a block can be asked for, in the state of the block before. */
    default boolean asksForRuntimes() {
        return true;
    }

    /** The block with what it holds. */
    default UnlinkedBlock visit(RawBlock block, int spec, Finding finding) {
        return UnlinkedBlock.of(block.ref(), block.header(), spec, finding);
    }
}
