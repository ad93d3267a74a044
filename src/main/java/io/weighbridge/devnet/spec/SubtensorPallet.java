package io.weighbridge.devnet.spec;

/**
 * SubtensorModule: what has to do with weights and registration. Indexes are those of the two real runtimes that the
 * devnet's are modelled on; between them the later events moved by two, some errors moved by one,
 * {@code BatchWeightItemFailed} got a second field, and epochs came to be counted.
 */
final class SubtensorPallet {

    private static final int FIRST_WITH_NETUID_IN_ITEM_FAILED = 411;

    private static final int FIRST_WITH_COUNTED_EPOCHS = 423;

    private SubtensorPallet() {}

    static void describe(RuntimeBook runtime, int specVersion) {
        boolean later = specVersion >= FIRST_WITH_NETUID_IN_ITEM_FAILED;
        PalletBook pallet = runtime.pallet("SubtensorModule", 7, "pallet_subtensor");
        calls(pallet);
        events(pallet, later);
        errors(pallet, later ? 1 : 0);
        neurons(pallet);
        hyperparameters(pallet);
        commits(pallet);
        if (specVersion >= FIRST_WITH_COUNTED_EPOCHS) {
            countedEpochs(pallet);
        }
        pallet.constant("InitialTempo", "u16", "6801")
                .constant("InitialMinAllowedWeights", "u16", "0004")
                .constant("InitialMaxAllowedUids", "u16", "0001")
                .constant("InitialBurn", "u64", "00e1f50500000000");
    }

    private static void calls(PalletBook pallet) {
        pallet.call(0, "set_weights(netuid: u16, dests: Vec<u16>, weights: Vec<u16>, version_key: u64)")
                .call(7, "burned_register(netuid: u16, hotkey: AccountId32)")
                .call(
                        80,
                        "batch_set_weights(netuids: Vec<Compact<u16>>, weights: Vec<Vec<(Compact<u16>, Compact<u16>)>>, "
                                + "version_keys: Vec<Compact<u64>>)")
                .call(96, "commit_weights(netuid: u16, commit_hash: H256)")
                .call(
                        97,
                        "reveal_weights(netuid: u16, uids: Vec<u16>, values: Vec<u16>, salt: Vec<u16>, version_key: u64)")
                .call(
                        98,
                        "batch_reveal_weights(netuid: u16, uids_list: Vec<Vec<u16>>, values_list: Vec<Vec<u16>>, "
                                + "salts_list: Vec<Vec<u16>>, version_keys: Vec<u64>)")
                .call(100, "batch_commit_weights(netuids: Vec<Compact<u16>>, commit_hashes: Vec<H256>)")
                .call(
                        113,
                        "commit_timelocked_weights(netuid: u16, commit: BoundedVec<u8>, reveal_round: u64, "
                                + "commit_reveal_version: u16)")
                .call(115, "commit_mechanism_weights(netuid: u16, mecid: u8, commit_hash: H256)")
                .call(
                        116,
                        "reveal_mechanism_weights(netuid: u16, mecid: u8, uids: Vec<u16>, values: Vec<u16>, "
                                + "salt: Vec<u16>, version_key: u64)")
                .call(
                        117,
                        "commit_crv3_mechanism_weights(netuid: u16, mecid: u8, commit: BoundedVec<u8>, "
                                + "reveal_round: u64)")
                .call(
                        118,
                        "commit_timelocked_mechanism_weights(netuid: u16, mecid: u8, commit: BoundedVec<u8>, "
                                + "reveal_round: u64, commit_reveal_version: u16)")
                .call(
                        119,
                        "set_mechanism_weights(netuid: u16, mecid: u8, dests: Vec<u16>, weights: Vec<u16>, "
                                + "version_key: u64)");
    }

    private static void events(PalletBook pallet, boolean later) {
        int moved = later ? 2 : 0;
        pallet.event(0, "NetworkAdded(u16, u16)", "a new network is added.")
                .event(5, "WeightsSet(u16, u16)", "a caller successfully sets their weights on a subnetwork.")
                .event(6, "NeuronRegistered(u16, u16, AccountId32)", "a new neuron account has been registered.")
                .event(
                        83 + moved,
                        "WeightsCommitted(AccountId32, u16, H256)",
                        "Weights have been successfully committed.")
                .event(
                        84 + moved,
                        "WeightsRevealed(AccountId32, u16, H256)",
                        "Weights have been successfully revealed.")
                .event(
                        85 + moved,
                        "WeightsBatchRevealed(AccountId32, u16, Vec<H256>)",
                        "Weights have been successfully batch revealed.")
                .event(
                        86 + moved,
                        "BatchWeightsCompleted(Vec<Compact<u16>>, AccountId32)",
                        "A batch of weights (or commits) have been force-set.")
                .event(87 + moved, "BatchCompletedWithErrors", "A batch extrinsic completed but with some errors.")
                .event(
                        88 + moved,
                        later ? "BatchWeightItemFailed(u16, DispatchError)" : "BatchWeightItemFailed(DispatchError)",
                        "A weight set among a batch of weights failed.")
                .event(
                        98 + moved,
                        "CommitRevealPeriodsSet(u16, u64)",
                        "Commit-Reveal periods has been successfully set.")
                .event(99 + moved, "CommitRevealEnabled(u16, bool)", "Commit-Reveal has been successfully toggled.")
                .event(
                        105 + moved,
                        "TimelockedWeightsCommitted(AccountId32, u16, H256, u64)",
                        "Timelocked weights have been successfully committed.")
                .event(
                        106 + moved,
                        "TimelockedWeightsRevealed(u16, AccountId32)",
                        "Timelocked Weights have been successfully revealed.");
    }

    private static void errors(PalletBook pallet, int moved) {
        pallet.error(4, "HotKeyNotRegisteredInSubNet", "The hotkey is not registered in subnet")
                .error(
                        10,
                        "NotEnoughStakeToSetWeights",
                        "The caller is requesting to set weights but the caller has less than minimum stake",
                        "required to set weights (less than WeightsMinStake).")
                .error(
                        12,
                        "NotEnoughBalanceToStake",
                        "The caller is requesting adding more stake than there exists in the coldkey account.",
                        "See: \"[add_stake()]\"")
                .error(
                        15,
                        "NeuronNoValidatorPermit",
                        "The caller is attempting to set non-self weights without being a permitted validator.")
                .error(
                        16,
                        "WeightVecNotEqualSize",
                        "The caller is attempting to set the weight keys and values but these vectors have",
                        "different size.")
                .error(
                        17,
                        "DuplicateUids",
                        "The caller is attempting to set weights with duplicate UIDs in the weight matrix.")
                .error(
                        18,
                        "UidVecContainInvalidOne",
                        "The caller is attempting to set weight to at least one UID that does not exist in the",
                        "metagraph.")
                .error(
                        19,
                        "WeightVecLengthIsLow",
                        "The dispatch is attempting to set weights on chain with fewer elements than are allowed.")
                .error(
                        21,
                        "HotKeyAlreadyRegisteredInSubNet",
                        "The caller is requesting registering a neuron which already exists in the active set.")
                .error(28 + moved, "SettingWeightsTooFast", "A transactor exceeded the rate limit for setting weights.")
                .error(
                        29 + moved,
                        "IncorrectWeightVersionKey",
                        "A validator is attempting to set weights from a validator with incorrect weight version.")
                .error(
                        31 + moved,
                        "UidsLengthExceedUidsInSubNet",
                        "The caller is attempting to set weights with more UIDs than allowed.")
                .error(46 + moved, "CanNotSetRootNetworkWeights", "Can not set weights for the root network.");
        commitErrors(pallet, moved);
    }

    private static void commitErrors(PalletBook pallet, int moved) {
        pallet.error(
                        50 + moved,
                        "NoWeightsCommitFound",
                        "No commit found for the provided hotkey+netuid combination when attempting to reveal the weights.")
                .error(
                        51 + moved,
                        "InvalidRevealCommitHashNotMatch",
                        "Committed hash does not equal the hashed reveal data.")
                .error(
                        52 + moved,
                        "CommitRevealEnabled",
                        "Attempting to call set_weights when commit/reveal is enabled")
                .error(53 + moved, "CommitRevealDisabled", "Attemtping to commit/reveal weights when disabled.")
                .error(73 + moved, "MechanismDoesNotExist", "Subnet mechanism does not exist.")
                .error(75 + moved, "SubnetNotExists", "Trying to perform action on non-existent subnet.")
                .error(76 + moved, "TooManyUnrevealedCommits", "Maximum commit limit reached")
                .error(77 + moved, "ExpiredWeightCommit", "Attempted to reveal weights that are expired.")
                .error(78 + moved, "RevealTooEarly", "Attempted to reveal weights too early.")
                .error(
                        79 + moved,
                        "InputLengthsUnequal",
                        "Attempted to batch reveal weights with mismatched vector input lenghts.")
                .error(
                        80 + moved,
                        "CommittingWeightsTooFast",
                        "A transactor exceeded the rate limit for setting weights.")
                .error(111 - moved, "IncorrectCommitRevealVersion", "Incorrect commit-reveal version.");
    }

    /** From 423 on every subnet counts its epochs, and some more is refused. */
    private static void countedEpochs(PalletBook pallet) {
        pallet.event(
                        132,
                        "EpochDeferred(netuid: u16, from_block: u64, to_block: u64)",
                        "An epoch slot was deferred to the next block due to the per-block epoch cap.")
                .error(111, "InvalidRevealRound", "Reveal round is older than the most recently stored DRAND round.")
                .map("SubnetEpochIndex", "Identity u16", "u64", "00".repeat(8))
                .map("LastEpochBlock", "Identity u16", "u64", "00".repeat(8))
                .value("MaxEpochsPerBlock", "u8", "02");
    }

    private static void commits(PalletBook pallet) {
        pallet.optionalMap("WeightCommits", "Twox64Concat u16, Twox64Concat AccountId32", "Vec<(H256, u64, u64, u64)>")
                .map(
                        "TimelockedWeightCommits",
                        "Twox64Concat u16, Twox64Concat u64",
                        "Vec<(AccountId32, u64, BoundedVec<u8>, u64)>",
                        "00")
                .map("RevealPeriodEpochs", "Twox64Concat u16", "u64", "0100000000000000")
                .value("CommitRevealWeightsVersion", "u16", "0400");
    }

    private static void neurons(PalletBook pallet) {
        pallet.optionalMap("Uids", "Identity u16, Blake2_128Concat AccountId32", "u16")
                .map("Keys", "Identity u16, Identity u16", "AccountId32", "00".repeat(32))
                .map("SubnetworkN", "Identity u16", "u16", "0000")
                .map("BlockAtRegistration", "Identity u16, Identity u16", "u64", "00".repeat(8))
                .map("LastUpdate", "Identity u16", "Vec<u64>", "00")
                .map("Weights", "Identity u16, Identity u16", "Vec<(u16, u16)>", "00")
                .map("ValidatorPermit", "Identity u16", "Vec<bool>", "00")
                .map("Owner", "Blake2_128Concat AccountId32", "AccountId32", "00".repeat(32));
    }

    private static void hyperparameters(PalletBook pallet) {
        pallet.map("NetworksAdded", "Identity u16", "bool", "00")
                .map("NetworkRegisteredAt", "Identity u16", "u64", "00".repeat(8))
                .map("SubnetOwnerHotkey", "Identity u16", "AccountId32", "00".repeat(32))
                .map("Tempo", "Identity u16", "u16", "6801")
                .map("WeightsVersionKey", "Identity u16", "u64", "00".repeat(8))
                .map("WeightsSetRateLimit", "Identity u16", "u64", "6400000000000000")
                .map("MinAllowedWeights", "Identity u16", "u16", "0004")
                .map("MaxWeightsLimit", "Identity u16", "u16", "ffff")
                .map("MaxAllowedUids", "Identity u16", "u16", "0001")
                .map("Burn", "Identity u16", "u64", "00e1f50500000000")
                .map("CommitRevealWeightsEnabled", "Identity u16", "bool", "01")
                .map("MechanismCountCurrent", "Twox64Concat u16", "u8", "01")
                .value("TotalNetworks", "u16", "0000");
    }
}
