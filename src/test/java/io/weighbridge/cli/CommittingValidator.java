package io.weighbridge.cli;

import io.weighbridge.chain.AccountId;
import io.weighbridge.chain.Netuid;
import io.weighbridge.devnet.Devnet;
import io.weighbridge.devnet.DevnetOptions;
import io.weighbridge.devnet.actor.Scenario;
import io.weighbridge.devnet.pallet.Act;
import io.weighbridge.devnet.pallet.Deed;
import io.weighbridge.devnet.pallet.Ending;
import java.util.List;
import java.util.Set;

/**
 * A node with a validator that commits its weights on one subnet, where the chain reveals them about twenty blocks later or
 * not at all; and what really became of each commit. The node makes a block when it is told to.
 */
record CommittingValidator(Devnet node) implements AutoCloseable {

    /** The subnet. */
    static final int NETUID = 1;

    private static final int TEMPO = 20;

    /** The validator after so many blocks. */
    static CommittingValidator start(long history) {
        Scenario scenario = Scenario.withSeed(5).withTempo(TEMPO, 7).withUpgradeAt(0);
        return new CommittingValidator(Devnet.start(
                DevnetOptions.still(scenario.withCommitReveal(Set.of(new Netuid(NETUID), new Netuid(19))), history)));
    }

    @Override
    public void close() {
        node.close();
    }

    /** The ends of the main validator's commits on its subnet that can be known from the finalized blocks. */
    List<Ending> endings() {
        return node.chain().endings().stream()
                .filter(ending ->
                        ending.hotkey().equals(node.trackedHotkey()) && ending.block() <= node.finalizedNumber())
                .filter(ending -> ending.index() == NETUID)
                .toList();
    }

    /** Those revealed so that nobody can take another commit for it. */
    List<Ending> clearlyRevealed() {
        return endings().stream()
                .filter(ending -> ending.fate() == Ending.Fate.REVEALED && aloneInItsEpoch(ending))
                .toList();
    }

    /** Whether nothing else was committed in its epoch, so that a reveal can open this one only. */
    boolean aloneInItsEpoch(Ending ending) {
        return epoch(ending.committed()) < epoch(node.finalizedNumber()) - 1
                && mine().stream()
                                .filter(act -> act.outcome() == Act.Outcome.SUCCESS
                                        && act.deed() instanceof Deed.TimelockedCommit
                                        && epoch(act.block()) == epoch(ending.committed()))
                                .count()
                        == 1;
    }

    /** In the block that runs an epoch, commits belong to the next. */
    private static long epoch(long block) {
        return (block + NETUID + 2) / (TEMPO + 1);
    }

    /** What the chain brought into the open at the end of a commit. */
    Act revealOf(Ending ending) {
        return mine().stream()
                .filter(act -> act.block() == ending.block() && act.deed() instanceof Deed.ChainReveal)
                .findFirst()
                .orElseThrow();
    }

    /** What the validator committed, and what was revealed, on its subnet, in order. */
    List<Act> mine() {
        AccountId hotkey = node.trackedHotkey();
        return node.truth().stream()
                .filter(act -> act.hotkey().equals(hotkey) && act.netuid() == NETUID && act.mechanism() == 0)
                .toList();
    }
}
