package io.weighbridge.ingest;

import io.reactivex.rxjava3.core.Single;
import io.weighbridge.chain.RawBlock;
import io.weighbridge.source.ChainSource;
import io.weighbridge.weights.WeightFact;
import java.util.List;

/** A way to get the facts of a block from its bytes. Safe for many threads. */
interface Interpretation {

    /** The facts of a block, read with the runtime that is assumed to have executed it. */
    Single<List<WeightFact>> facts(RawBlock block, int spec);

    /** The same, asking another source of the same chain. */
    Interpretation asking(ChainSource other);

    /** Whether the runtime that executed a block can be requested from the state of its parent. */
    default boolean asksForRuntimes() {
        return true;
    }

    /** The visit of a block with its finding. */
    default UnlinkedBlock visit(RawBlock block, int spec, Finding finding) {
        return UnlinkedBlock.of(block.ref(), block.header(), spec, finding);
    }
}
