package io.weighbridge.devnet.spec;

/** Drand, which brings the pulses of a randomness beacon, and AdminUtils, by which hyperparameters are changed. */
final class ServicePallets {

    private ServicePallets() {}

    static void describe(RuntimeBook runtime) {
        drand(runtime);
        adminUtils(runtime);
    }

    private static void drand(RuntimeBook runtime) {
        TypeBook types = runtime.types();
        types.struct(
                "Pulse",
                "pallet_drand::types::Pulse",
                "round: u64, randomness: BoundedVec<u8>, signature: BoundedVec<u8>");
        types.choice(
                "MultiSigner", "sp_runtime::MultiSigner", "Ed25519([u8; 32])", "Sr25519([u8; 32])", "Ecdsa([u8; 33])");
        types.struct(
                "PulsesPayload",
                "pallet_drand::types::PulsesPayload",
                "block_number: u32, pulses: Vec<Pulse>, public: MultiSigner");
        runtime.pallet("Drand", 26, "pallet_drand")
                .call(0, "write_pulse(pulses_payload: PulsesPayload, signature: Option<MultiSignature>)")
                .event(1, "NewPulse(rounds: Vec<u64>)", "Successfully set a new pulse(s).")
                .error(4, "InvalidRoundNumber", "the round number did not increment")
                .optionalMap("Pulses", "Blake2_128Concat u64", "Pulse")
                .value("LastStoredRound", "u64", "00".repeat(8))
                .value("OldestStoredRound", "u64", "00".repeat(8));
    }

    private static void adminUtils(RuntimeBook runtime) {
        runtime.pallet("AdminUtils", 19, "pallet_admin_utils")
                .call(6, "sudo_set_weights_version_key(netuid: u16, weights_version_key: u64)")
                .call(15, "sudo_set_max_allowed_uids(netuid: u16, max_allowed_uids: u16)")
                .call(30, "sudo_set_tempo(netuid: u16, tempo: u16)")
                .call(49, "sudo_set_commit_reveal_weights_enabled(netuid: u16, enabled: bool)")
                .call(57, "sudo_set_commit_reveal_weights_interval(netuid: u16, interval: u64)")
                .call(76, "sudo_set_mechanism_count(netuid: u16, mechanism_count: u8)")
                .call(78, "sudo_trim_to_max_allowed_uids(netuid: u16, max_n: u16)")
                .error(0, "SubnetDoesNotExist", "The subnet does not exist, check the netuid parameter");
    }
}
