package io.weighbridge.reconcile;

/** Hears what reconciling came to; called from the thread that did it. */
@FunctionalInterface
public interface ReconcileListener {

    /** A run ended. */
    void reconciled(Reconciling.Result result);
}
