package io.weighbridge.reconcile;

/** Receives the result of each run, on the thread of the run. */
@FunctionalInterface
public interface ReconcileListener {

    /** A run ended. */
    void reconciled(Reconciling.Result result);
}
