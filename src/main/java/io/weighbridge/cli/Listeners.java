package io.weighbridge.cli;

import io.weighbridge.chain.BlockRange;
import io.weighbridge.chain.BlockRef;
import io.weighbridge.ingest.Progress;
import io.weighbridge.ingest.ProgressListener;
import io.weighbridge.weights.WeightFact;
import java.util.List;
import java.util.function.Consumer;

/** Passes what it hears on to several listeners, one after the other. */
final class Listeners implements ProgressListener {

    private final List<ProgressListener> listeners;

    Listeners(List<ProgressListener> listeners) {
        this.listeners = List.copyOf(listeners);
    }

    @Override
    public void finalizedHead(BlockRef head) {
        each(listener -> listener.finalizedHead(head));
    }

    @Override
    public void stored(Lane lane, BlockRange covered, List<WeightFact> facts) {
        each(listener -> listener.stored(lane, covered, facts));
    }

    @Override
    public void parked(long block, String reason) {
        each(listener -> listener.parked(block, reason));
    }

    @Override
    public void rowsInserted(int rows) {
        each(listener -> listener.rowsInserted(rows));
    }

    @Override
    public void rowsKept() {
        each(ProgressListener::rowsKept);
    }

    @Override
    public void rowsWait(String reason) {
        each(listener -> listener.rowsWait(reason));
    }

    @Override
    public void runtimeKnown(int specVersion, BlockRange executed) {
        each(listener -> listener.runtimeKnown(specVersion, executed));
    }

    @Override
    public void backfilled(Progress progress) {
        each(listener -> listener.backfilled(progress));
    }

    private void each(Consumer<ProgressListener> word) {
        listeners.forEach(word);
    }
}
