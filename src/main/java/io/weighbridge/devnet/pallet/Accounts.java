package io.weighbridge.devnet.pallet;

import static io.weighbridge.devnet.spec.Values.account;
import static io.weighbridge.devnet.spec.Values.named;
import static io.weighbridge.devnet.spec.Values.number;
import static io.weighbridge.devnet.spec.Values.wide;

import io.weighbridge.chain.AccountId;
import io.weighbridge.runtime.Value;
import io.weighbridge.runtime.Value.Fields;

/** {@code System.Account}: nonces and balances in rao. */
public final class Accounts {

    /** An account with less than this many rao does not exist. */
    public static final long EXISTENTIAL_DEPOSIT = 500;

    private Accounts() {}

    /**
     * What the state keeps of an account.
     *
     * @param nonce how many extrinsics it signed
     * @param providers 1 where it holds a balance, else 0
     * @param free its balance in rao
     */
    public record Account(long nonce, int providers, long free) {

        Account withNonce(long next) {
            return new Account(next, providers, free);
        }

        Account withFree(long amount) {
            return new Account(nonce, amount > 0 ? 1 : 0, amount);
        }
    }

    /** The account; empty where there is no record of it. */
    public static Account get(State state, AccountId who) {
        Fields info = state.get("System.Account", account(who)).asFields();
        return new Account(
                info.get("nonce").asLong(),
                info.get("providers").asInt(),
                info.get("data").asFields().get("free").asLong());
    }

    /** Writes an account. */
    public static void put(State state, AccountId who, Account info) {
        Value data = named("free", wide(info.free()), "reserved", wide(0), "frozen", wide(0), "flags", wide(0));
        Value record = named(
                "nonce",
                number(info.nonce()),
                "consumers",
                number(0),
                "providers",
                number(info.providers()),
                "sufficients",
                number(0),
                "data",
                data);
        state.put("System.Account", record, account(who));
    }

    /** Takes an amount, which the account is known to have. */
    static void withdraw(Execution execution, AccountId who, long amount) {
        Account info = get(execution.state(), who);
        put(execution.state(), who, info.withFree(info.free() - amount));
        execution.emit("Balances", "Withdraw", named("who", account(who), "amount", wide(amount)));
    }
}
