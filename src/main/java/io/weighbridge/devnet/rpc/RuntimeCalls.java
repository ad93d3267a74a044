package io.weighbridge.devnet.rpc;

import io.weighbridge.chain.AccountId;
import io.weighbridge.devnet.node.DevChain;
import io.weighbridge.devnet.spec.DevRuntime;
import io.weighbridge.devnet.spec.Values;
import io.weighbridge.runtime.Runtime;
import io.weighbridge.runtime.Value;
import io.weighbridge.scale.Bytes;
import io.weighbridge.scale.DecodeException;
import io.weighbridge.scale.ScaleReader;
import io.weighbridge.scale.ScaleWriter;
import java.util.Optional;

/** The runtime functions that {@code state_call} reaches. The only metadata version is 14. */
final class RuntimeCalls {

    private static final int METADATA_VERSION = 14;

    private RuntimeCalls() {}

    /**
     * Calls a function of the runtime in the state after block {@code number}.
     *
     * @return the encoded result; none for an unknown function
     */
    static Optional<Bytes> call(DevChain chain, String function, Bytes arguments, long number) {
        DevRuntime runtime = chain.runtimeAfter(number);
        var in = new ScaleReader(arguments);
        try {
            return switch (function) {
                case "Core_version" -> Optional.of(runtime.version());
                case "Metadata_metadata" -> Optional.of(opaque(runtime));
                case "Metadata_metadata_versions" ->
                    Optional.of(
                            new ScaleWriter().compact(1).u32(METADATA_VERSION).toBytes());
                case "Metadata_metadata_at_version" -> Optional.of(atVersion(runtime, in.u32()));
                case "AccountNonceApi_account_nonce" ->
                    Optional.of(nonce(chain, runtime, new AccountId(in.bytes(AccountId.SIZE)), number));
                default -> Optional.empty();
            };
        } catch (DecodeException e) {
            throw new RpcFault(
                    RpcFault.STATE_ERROR,
                    "Client error: Execution failed: Bad input data provided to " + function,
                    String.valueOf(e.getMessage()));
        }
    }

    private static Bytes opaque(DevRuntime runtime) {
        return new ScaleWriter().byteVector(runtime.metadata()).toBytes();
    }

    private static Bytes atVersion(DevRuntime runtime, long version) {
        return version == METADATA_VERSION
                ? new ScaleWriter().bool(true).bytes(opaque(runtime)).toBytes()
                : new ScaleWriter().bool(false).toBytes();
    }

    private static Bytes nonce(DevChain chain, DevRuntime runtime, AccountId who, long number) {
        Runtime.Storage accounts = runtime.storage("System.Account");
        Value account = chain.storage(accounts.key(Values.account(who)), number)
                .map(accounts::decode)
                .or(accounts::defaultValue)
                .orElseThrow();
        return new ScaleWriter().u32(account.asFields().get("nonce").asLong()).toBytes();
    }
}
