package io.weighbridge.devnet.pallet;

/** What the runtime does at the beginning of each block, before any extrinsic. */
public final class Hooks {

    private Hooks() {}

    /** Moves the state from the form that the runtime before had; in the first block of a new runtime. */
    public static void upgrade(Execution execution, int specBefore) {
        if (specBefore < Epochs.FIRST_COUNTED && Epochs.isCounted(execution.state())) {
            HashCommits.migrate(execution.state());
            Epochs.beginToCount(execution);
        }
    }

    /** Reveals, then runs the epochs that are due; a subnet whose epoch has to wait reveals nothing in the meantime. */
    public static void initialize(Execution execution) {
        var waiting = Epochs.deferred(execution);
        for (int netuid : Neurons.netuids(execution.state())) {
            if (!waiting.contains(netuid)) {
                TimelockedCommits.reveal(execution, netuid);
            }
        }
        Epochs.run(execution);
    }
}
