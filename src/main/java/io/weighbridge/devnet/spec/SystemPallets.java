package io.weighbridge.devnet.spec;

import io.weighbridge.scale.Bytes;

/** System, Timestamp, Aura, Grandpa, Balances and TransactionPayment, as far as the devnet has them. */
final class SystemPallets {

    /** No account: every counter and balance is zero. */
    private static final String EMPTY_ACCOUNT = "00".repeat(56);

    private SystemPallets() {}

    static void describe(RuntimeBook runtime, Bytes version) {
        system(runtime, version);
        consensus(runtime);
        balances(runtime);
        runtime.pallet("TransactionPayment", 6, "pallet_transaction_payment")
                .event(0, "TransactionFeePaid(who: AccountId32, actual_fee: u64, tip: u64)")
                .value("NextFeeMultiplier", "u128", "000064a7b3b6e00d0000000000000000")
                .constant("OperationalFeeMultiplier", "u8", "05");
    }

    private static void system(RuntimeBook runtime, Bytes version) {
        runtime.pallet("System", 0, "frame_system")
                .call(0, "remark(remark: Vec<u8>)")
                .call(2, "set_code(code: Vec<u8>)")
                .call(7, "remark_with_event(remark: Vec<u8>)")
                .event(0, "ExtrinsicSuccess(dispatch_info: DispatchEventInfo)")
                .event(1, "ExtrinsicFailed(dispatch_error: DispatchError, dispatch_info: DispatchEventInfo)")
                .event(2, "CodeUpdated")
                .event(3, "NewAccount(account: AccountId32)")
                .event(4, "KilledAccount(account: AccountId32)")
                .event(5, "Remarked(sender: AccountId32, hash: H256)")
                .error(
                        1,
                        "SpecVersionNeedsToIncrease",
                        "The specification version is not allowed to decrease between the current runtime",
                        "and the new runtime.")
                .error(
                        2,
                        "FailedToExtractRuntimeVersion",
                        "Failed to extract the runtime version from the new runtime.",
                        "",
                        "Either calling `Core_version` or decoding `RuntimeVersion` failed.")
                .error(5, "CallFiltered", "The origin filter prevent the call to be dispatched.")
                .map("Account", "Blake2_128Concat AccountId32", "AccountInfo", EMPTY_ACCOUNT)
                .value("Number", "u32", "00000000")
                .value("ParentHash", "H256", "00".repeat(32))
                .value("Events", "Vec<EventRecord>", "00")
                .value("EventCount", "u32", "00000000")
                .optionalValue("LastRuntimeUpgrade", "LastRuntimeUpgradeInfo")
                .constant("BlockLength", "BlockLength", "000078000000a0000000a000")
                .constant("BlockHashCount", "u32", "60090000")
                .constant("DbWeight", "RuntimeDbWeight", "40787d010000000000e1f50500000000")
                .constant("Version", "RuntimeVersion", version)
                .constant("SS58Prefix", "u16", "2a00");
    }

    private static void consensus(RuntimeBook runtime) {
        runtime.pallet("Timestamp", 2, "pallet_timestamp")
                .call(0, "set(now: Compact<u64>)")
                .value("Now", "u64", "00".repeat(8))
                .constant("MinimumPeriod", "u64", "7017000000000000");
        runtime.pallet("Aura", 3, "pallet_aura").constant("SlotDuration", "u64", "e02e000000000000");
        runtime.pallet("Grandpa", 4, "pallet_grandpa").constant("MaxAuthorities", "u32", "20000000");
    }

    private static void balances(RuntimeBook runtime) {
        runtime.pallet("Balances", 5, "pallet_balances")
                .call(0, "transfer_allow_death(dest: MultiAddress, value: Compact<u64>)")
                .call(3, "transfer_keep_alive(dest: MultiAddress, value: Compact<u64>)")
                .event(0, "Endowed(account: AccountId32, free_balance: u64)")
                .event(1, "DustLost(account: AccountId32, amount: u64)")
                .event(2, "Transfer(from: AccountId32, to: AccountId32, amount: u64)")
                .event(7, "Deposit(who: AccountId32, amount: u64)")
                .event(8, "Withdraw(who: AccountId32, amount: u64)")
                .error(2, "InsufficientBalance", "Balance too low to send value.")
                .error(3, "ExistentialDeposit", "Value too low to create account due to existential deposit.")
                .error(4, "Expendability", "Transfer/payment would kill account.")
                .value("TotalIssuance", "u64", "00".repeat(8))
                .constant("ExistentialDeposit", "u64", "f401000000000000");
    }
}
