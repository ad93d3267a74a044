package io.weighbridge.weights;

import io.weighbridge.runtime.DispatchError;
import java.util.Map;
import java.util.Optional;

/** What an operator can do about the errors of weight calls: one sentence each. */
public final class Advice {

    /** By {@code Pallet.ErrorName}. Names that the chain no longer uses stay here, since old blocks have them. */
    private static final Map<String, String> BY_ERROR = Map.ofEntries(
            subtensor(
                    "SettingWeightsTooFast",
                    "Wait until WeightsSetRateLimit blocks have passed since the last update."),
            subtensor(
                    "CommittingWeightsTooFast",
                    "Wait until WeightsSetRateLimit blocks have passed since the last commit."),
            subtensor("HotKeyNotRegisteredInSubNet", "Register the hotkey on this subnet: it has no uid there."),
            subtensor("NotRegistered", "Register the hotkey on this subnet: it has no uid there."),
            subtensor("HotKeyAccountNotExists", "Register the hotkey first: the chain does not know it."),
            subtensor("NonAssociatedColdKey", "Sign with the coldkey that owns this hotkey."),
            subtensor(
                    "NotEnoughStakeToSetWeights",
                    "Add stake to the hotkey: it is below the threshold for setting weights."),
            subtensor(
                    "NeuronNoValidatorPermit",
                    "Gain a validator permit with more stake; without one only self-weights are taken."),
            subtensor(
                    "NoValidatorPermit",
                    "Gain a validator permit with more stake; without one only self-weights are taken."),
            subtensor(
                    "IncorrectWeightVersionKey",
                    "Update the validator: its version key is below the subnet's WeightsVersionKey."),
            subtensor(
                    "IncorrectNetworkVersionKey",
                    "Update the validator: its version key is below the subnet's WeightsVersionKey."),
            subtensor("WeightVecLengthIsLow", "Set weights for at least MinAllowedWeights uids."),
            subtensor("NotSettingEnoughWeights", "Set weights for at least MinAllowedWeights uids."),
            subtensor("WeightVecNotEqualSize", "Send as many values as uids."),
            subtensor("InputLengthsUnequal", "Send lists of one length: every item of a batch needs all its parts."),
            subtensor("DuplicateUids", "Name each uid once."),
            subtensor("UidVecContainInvalidOne", "Refresh the metagraph: a uid is not on this subnet."),
            subtensor("InvalidUid", "Refresh the metagraph: a uid is not on this subnet."),
            subtensor(
                    "UidsLengthExceedUidsInSubNet",
                    "Refresh the metagraph: there are more uids than neurons on this subnet."),
            subtensor("TooManyUids", "Refresh the metagraph: there are more uids than neurons on this subnet."),
            subtensor("MaxWeightExceeded", "Spread the weights: one of them is above the subnet's MaxWeightsLimit."),
            subtensor("CommitRevealEnabled", "Commit the weights instead: commit-reveal is on for this subnet."),
            subtensor("CommitRevealDisabled", "Set the weights in the open: commit-reveal is off for this subnet."),
            subtensor("TooManyUnrevealedCommits", "Wait until earlier commits are revealed: ten are pending."),
            subtensor(
                    "NoWeightsCommitFound",
                    "Commit first, or check whether the commit was already revealed or has expired."),
            subtensor(
                    "InvalidRevealCommitHashNotMatch",
                    "Reveal exactly what was committed: uids, values, salt and version key."),
            subtensor(
                    "ExpiredWeightCommit",
                    "Commit again and reveal in time: the reveal period of this commit is over."),
            subtensor("RevealTooEarly", "Wait for the reveal period of this commit: it has not begun."),
            subtensor("InvalidRevealCommitTempo", "Reveal in the interval right after the commit's."),
            subtensor("WeightsCommitNotAllowed", "Reveal the commit that is still open before the next."),
            subtensor(
                    "IncorrectCommitRevealVersion",
                    "Update the validator: the chain expects another commit-reveal version."),
            subtensor("InvalidRevealRound", "Choose a later reveal round: the pulse of this one is already known."),
            subtensor("SubNetworkDoesNotExist", "Check the netuid: there is no such subnet."),
            subtensor("NetworkDoesNotExist", "Check the netuid: there is no such subnet."),
            subtensor("SubnetNotExists", "Check the netuid: there is no such subnet."),
            subtensor("MechanismDoesNotExist", "Check netuid and mechanism id: there is no such subnet or mechanism."),
            subtensor(
                    "CanNotSetRootNetworkWeights",
                    "Choose another subnet: weights cannot be set on the root network this way."),
            Map.entry(
                    "System.CallFiltered",
                    "Send the call on its own: the chain refuses it in this place, as with a batch in a batch."),
            Map.entry("Proxy.NotProxy", "Add the signer as a proxy of this account, of a type that may set weights."),
            Map.entry("Sudo.RequireSudo", "Sign with the sudo key."),
            Map.entry("BadOrigin", "Send the call from a hotkey: root and unsigned origins cannot set weights."));

    private Advice() {}

    /** What to do about this error, if anything is known. */
    public static Optional<String> on(DispatchError error) {
        return Optional.ofNullable(BY_ERROR.get(error.name()));
    }

    /** Every error that there is advice on, by its name. */
    public static Map<String, String> all() {
        return BY_ERROR;
    }

    private static Map.Entry<String, String> subtensor(String error, String advice) {
        return Map.entry("SubtensorModule." + error, advice);
    }
}
