package io.weighbridge.devnet.spec;

/** Utility, Sudo and Proxy: the pallets whose calls hold calls. */
final class WrapperPallets {

    private WrapperPallets() {}

    static void describe(RuntimeBook runtime) {
        utility(runtime);
        sudo(runtime);
        proxy(runtime);
    }

    private static void utility(RuntimeBook runtime) {
        runtime.pallet("Utility", 11, "pallet_utility")
                .call(0, "batch(calls: Vec<RuntimeCall>)")
                .call(2, "batch_all(calls: Vec<RuntimeCall>)")
                .call(4, "force_batch(calls: Vec<RuntimeCall>)")
                .call(6, "if_else(main: RuntimeCall, fallback: RuntimeCall)")
                .event(0, "BatchInterrupted(index: u32, error: DispatchError)")
                .event(1, "BatchCompleted")
                .event(2, "BatchCompletedWithErrors")
                .event(3, "ItemCompleted")
                .event(4, "ItemFailed(error: DispatchError)")
                .event(5, "DispatchedAs(result: Result<(), DispatchError>)")
                .event(6, "IfElseMainSuccess")
                .event(7, "IfElseFallbackCalled(main_error: DispatchError)")
                .error(0, "TooManyCalls", "Too many calls batched.")
                .constant("batched_calls_limit", "u32", "aa2a0000");
    }

    private static void sudo(RuntimeBook runtime) {
        runtime.pallet("Sudo", 12, "pallet_sudo")
                .call(0, "sudo(call: RuntimeCall)")
                .call(1, "sudo_unchecked_weight(call: RuntimeCall, weight: Weight)")
                .call(3, "sudo_as(who: MultiAddress, call: RuntimeCall)")
                .event(0, "Sudid(sudo_result: Result<(), DispatchError>)")
                .event(1, "KeyChanged(old: Option<AccountId32>, new: AccountId32)")
                .event(2, "KeyRemoved")
                .event(3, "SudoAsDone(sudo_result: Result<(), DispatchError>)")
                .error(0, "RequireSudo", "Sender must be the Sudo account.")
                .optionalValue("Key", "AccountId32");
    }

    private static void proxy(RuntimeBook runtime) {
        runtime.types()
                .choice(
                        "ProxyType",
                        "subtensor_runtime_common::ProxyType",
                        "Any",
                        "Owner",
                        "NonCritical",
                        "NonTransfer",
                        "Senate",
                        "NonFungible",
                        "Triumvirate",
                        "Governance",
                        "Staking",
                        "Registration",
                        "Transfer",
                        "SmallTransfer",
                        "RootWeights",
                        "ChildKeys",
                        "SudoUncheckedSetCode",
                        "SwapHotkey",
                        "SubnetLeaseBeneficiary",
                        "RootClaim");
        runtime.types()
                .struct(
                        "ProxyDefinition",
                        "pallet_subtensor_proxy::ProxyDefinition",
                        "delegate: AccountId32, proxy_type: ProxyType, delay: u32");
        runtime.pallet("Proxy", 16, "pallet_subtensor_proxy")
                .call(0, "proxy(real: MultiAddress, force_proxy_type: Option<ProxyType>, call: RuntimeCall)")
                .event(0, "ProxyExecuted(result: Result<(), DispatchError>)")
                .error(2, "NotProxy", "Sender is not a proxy of the account to be proxied.")
                .map("Proxies", "Twox64Concat AccountId32", "(Vec<ProxyDefinition>, u64)", "00".repeat(9));
    }
}
