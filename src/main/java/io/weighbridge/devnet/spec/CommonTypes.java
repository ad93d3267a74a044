package io.weighbridge.devnet.spec;

import io.weighbridge.devnet.spec.TypeBook.Choice;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The types that pallets share, under the paths by which clients know them. */
final class CommonTypes {

    private CommonTypes() {}

    static void declare(TypeBook types) {
        accounts(types);
        errors(types);
        dispatch(types);
        envelope(types);
    }

    private static void accounts(TypeBook types) {
        types.struct("AccountId32", "sp_core::crypto::AccountId32", "[u8; 32]");
        types.struct("H256", "primitive_types::H256", "[u8; 32]");
        types.choice(
                "MultiAddress",
                "sp_runtime::multiaddress::MultiAddress",
                TypeBook.parameters("AccountId", "AccountId32", "AccountIndex", "()"),
                "Id(AccountId32)",
                "Index(Compact<()>)",
                "Raw(Vec<u8>)",
                "Address32([u8; 32])",
                "Address20([u8; 20])");
        types.choice(
                "MultiSignature",
                "sp_runtime::MultiSignature",
                "Ed25519([u8; 64])",
                "Sr25519([u8; 64])",
                "Ecdsa([u8; 65])");
        types.struct(
                "AccountInfo",
                "frame_system::AccountInfo",
                "nonce: u32, consumers: u32, providers: u32, sufficients: u32, data: AccountData");
        types.struct(
                "AccountData",
                "pallet_balances::types::AccountData",
                "free: u64, reserved: u64, frozen: u64, flags: ExtraFlags");
        types.struct("ExtraFlags", "pallet_balances::types::ExtraFlags", "u128");
    }

    private static void errors(TypeBook types) {
        types.choice(
                "DispatchError",
                "sp_runtime::DispatchError",
                "Other",
                "CannotLookup",
                "BadOrigin",
                "Module(ModuleError)",
                "ConsumerRemaining",
                "NoProviders",
                "TooManyConsumers",
                "Token(TokenError)",
                "Arithmetic(ArithmeticError)",
                "Transactional(TransactionalError)",
                "Exhausted",
                "Corruption",
                "Unavailable",
                "RootNotAllowed");
        types.struct("ModuleError", "sp_runtime::ModuleError", "index: u8, error: [u8; 4]");
        types.choice(
                "TokenError",
                "sp_runtime::TokenError",
                "FundsUnavailable",
                "OnlyProvider",
                "BelowMinimum",
                "CannotCreate",
                "UnknownAsset",
                "Frozen",
                "Unsupported",
                "CannotCreateHold",
                "NotExpendable",
                "Blocked");
        types.choice("ArithmeticError", "sp_arithmetic::ArithmeticError", "Underflow", "Overflow", "DivisionByZero");
        types.choice("TransactionalError", "sp_runtime::TransactionalError", "LimitReached", "NoLayer");
    }

    private static void dispatch(TypeBook types) {
        types.struct("Weight", "sp_weights::weight_v2::Weight", "ref_time: Compact<u64>, proof_size: Compact<u64>");
        types.choice("DispatchClass", "frame_support::dispatch::DispatchClass", "Normal", "Operational", "Mandatory");
        types.choice("Pays", "frame_support::dispatch::Pays", "Yes", "No");
        types.struct(
                "DispatchEventInfo",
                "frame_system::DispatchEventInfo",
                "weight: Weight, class: DispatchClass, pays_fee: Pays");
        types.choice("Phase", "frame_system::Phase", "ApplyExtrinsic(u32)", "Finalization", "Initialization");
        types.struct(
                "EventRecord",
                "frame_system::EventRecord",
                TypeBook.parameters("E", "RuntimeEvent", "T", "H256"),
                "phase: Phase, event: RuntimeEvent, topics: Vec<H256>");
        types.struct(
                "LastRuntimeUpgradeInfo",
                "frame_system::LastRuntimeUpgradeInfo",
                "spec_version: Compact<u32>, spec_name: str");
        types.struct(
                "RuntimeVersion",
                "sp_version::RuntimeVersion",
                "spec_name: str, impl_name: str, authoring_version: u32, spec_version: u32, impl_version: u32, "
                        + "apis: Vec<([u8; 8], u32)>, transaction_version: u32, system_version: u8");
        types.struct("RuntimeDbWeight", "sp_weights::RuntimeDbWeight", "read: u64, write: u64");
        types.struct("BlockLength", "frame_system::limits::BlockLength", "max: PerClassLength");
        types.struct(
                "PerClassLength",
                "frame_support::dispatch::PerDispatchClass",
                "normal: u32, operational: u32, mandatory: u32");
    }

    /** The transaction extensions that carry bytes; the others are empty structs. */
    private static void envelope(TypeBook types) {
        types.choice("Era", "sp_runtime::generic::era::Era", eras());
        types.struct("CheckMortality", "node_subtensor_runtime::check_mortality::CheckMortality", "Era");
        types.struct("CheckNonce", "node_subtensor_runtime::check_nonce::CheckNonce", "Compact<u32>");
        types.struct(
                "ChargeTransactionPayment", "pallet_transaction_payment::ChargeTransactionPayment", "Compact<u64>");
        types.choice("MetadataHashMode", "frame_metadata_hash_extension::Mode", "Disabled", "Enabled");
        types.struct("CheckMetadataHash", "frame_metadata_hash_extension::CheckMetadataHash", "mode: MetadataHashMode");
    }

    private static List<Choice> eras() {
        var eras = new ArrayList<Choice>();
        eras.add(new Choice(0, Signature.parse("Immortal"), List.of()));
        IntStream.rangeClosed(1, 255)
                .forEach(first -> eras.add(new Choice(first, Signature.parse("Mortal" + first + "(u8)"), List.of())));
        return eras;
    }
}
