package io.weighbridge.devnet.pallet;

import io.weighbridge.chain.AccountId;
import io.weighbridge.devnet.pallet.Extrinsics.Refusal;
import io.weighbridge.devnet.pallet.HashCommits.Entry;
import io.weighbridge.devnet.pallet.HashCommits.Shown;
import io.weighbridge.runtime.Call;
import java.util.List;
import java.util.Optional;

/**
 * What keeps commits and reveals out of a block if they are extrinsics of their own (subtensor: the transaction extension).
 * Inside another call they get through and fail there.
 */
final class CommitChecks {

    private static final String PALLET = "SubtensorModule";

    private CommitChecks() {}

    static Optional<Refusal> refusal(Execution execution, Frame frame, AccountId signer) {
        Call call = frame.call();
        if (call.args().find("reveal_round").isPresent()) {
            return CommitTimelocked.round(frame) < Beacon.lastStoredRound(execution.state())
                    ? Optional.of(Refusal.OLD_ROUND)
                    : Optional.empty();
        }
        if (call.is(PALLET, "reveal_weights") || call.is(PALLET, "reveal_mechanism_weights")) {
            return ofReveal(execution, RevealByHash.shown(frame, signer));
        }
        if (call.is(PALLET, "batch_reveal_weights")) {
            return ofBatch(execution, frame, signer);
        }
        return Optional.empty();
    }

    private static Optional<Refusal> ofBatch(Execution execution, Frame frame, AccountId signer) {
        if (!ActBatch.areEqualLengths(frame, BatchReveal.LISTS)) {
            return Optional.of(Refusal.UNEQUAL_LENGTHS);
        }
        return BatchReveal.shown(frame, signer).stream()
                .map(shown -> ofReveal(execution, shown))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<Refusal> ofReveal(Execution execution, Shown shown) {
        State state = execution.state();
        int index = shown.weights().index();
        List<Entry> found = HashCommits.queue(state, index, shown.weights().hotkey()).stream()
                .filter(entry -> entry.hash().equals(shown.hash()))
                .toList();
        if (found.isEmpty()) {
            return Optional.of(Refusal.NO_COMMIT);
        }
        return found.stream().anyMatch(entry -> HashCommits.isRevealable(state, index, entry, execution.number()))
                ? Optional.empty()
                : Optional.of(Refusal.NOT_IN_REVEAL_WINDOW);
    }
}
