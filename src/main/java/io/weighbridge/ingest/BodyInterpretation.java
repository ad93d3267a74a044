package io.weighbridge.ingest;

import io.reactivex.rxjava3.core.Scheduler;
import io.reactivex.rxjava3.core.Single;
import io.weighbridge.chain.Hash;
import io.weighbridge.chain.RawBlock;
import io.weighbridge.runtime.Runtime;
import io.weighbridge.source.ChainSource;
import io.weighbridge.source.SourceException;
import io.weighbridge.weights.WeightFact;
import java.util.List;
import java.util.OptionalInt;

/**
 * Reads the signed calls in a block's body, without outcomes: for blocks whose state is pruned. Requests no state of
 * the block. Safe for many threads.
 */
final class BodyInterpretation implements Interpretation {

    private final ChainSource source;
    private final BlockDecoder decoder;
    private final SpecVersions specs;
    private final Runtimes runtimes;
    private final Scheduler computation;

    BodyInterpretation(
            ChainSource source, BlockDecoder decoder, SpecVersions specs, Runtimes runtimes, Scheduler computation) {
        this.source = source;
        this.decoder = decoder;
        this.specs = specs;
        this.runtimes = runtimes;
        this.computation = computation;
    }

    @Override
    public Interpretation asking(ChainSource other) {
        return new BodyInterpretation(other, decoder, specs, runtimes, computation);
    }

    @Override
    public boolean asksForRuntimes() {
        return false;
    }

    @Override
    public Single<List<WeightFact>> facts(RawBlock block, int spec) {
        return decoder.mayHoldCall(block)
                ? runtime(block, spec).observeOn(computation).map(runtime -> decoder.calls(block, runtime))
                : Single.just(List.of());
    }

    /**
     * The runtime after a change cannot be requested here; it must be known before blocks are read in this way.
     *
     * @throws SourceException.Pruned if the known runtime contradicts the header
     */
    @Override
    public UnlinkedBlock visit(RawBlock block, int spec, Finding finding) {
        OptionalInt next = specs.at(block.ref().number() + 1);
        if (UnlinkedBlock.changesRuntime(block.header()) && next.isPresent() && next.getAsInt() == spec) {
            throw new SourceException.Pruned("block " + block.ref() + " brought another runtime than spec " + spec
                    + ", and which cannot be told, as the state is gone. "
                    + BodiesWalk.howToLearn(block.ref().number() + 1));
        }
        return new UnlinkedBlock(block.ref(), block.header().parentHash(), false, spec, finding);
    }

    /** The runtime from stored metadata, or from the metadata of a newer block with the same runtime. */
    private Single<Runtime> runtime(RawBlock block, int spec) {
        Single<Hash> newest = Single.defer(
                () -> source.blockHash(specs.newestOf(spec).orElse(block.ref().number()) - 1)
                        .toSingle());
        return runtimes.of(spec, block.ref(), newest)
                .onErrorResumeNext(fault -> Single.error(
                        fault instanceof SourceException.Pruned
                                ? new SourceException.Pruned("the metadata of spec " + spec + ", which executed block "
                                        + block.ref() + ", is not in the store, and the states that hold it are gone. "
                                        + BodiesWalk.howToLearn(block.ref().number()))
                                : fault));
    }
}
