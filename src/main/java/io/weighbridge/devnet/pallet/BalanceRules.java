package io.weighbridge.devnet.pallet;

import static io.weighbridge.devnet.pallet.Accounts.EXISTENTIAL_DEPOSIT;
import static io.weighbridge.devnet.spec.Values.account;
import static io.weighbridge.devnet.spec.Values.named;
import static io.weighbridge.devnet.spec.Values.variant;
import static io.weighbridge.devnet.spec.Values.wide;

import io.weighbridge.chain.AccountId;
import io.weighbridge.devnet.pallet.Accounts.Account;
import io.weighbridge.runtime.Value;

/** The calls of Balances. */
final class BalanceRules {

    private static final int TOKEN = 7;

    private BalanceRules() {}

    static void transferKeepAlive(Frame frame, Execution execution) {
        transfer(frame, execution, true);
    }

    static void transferAllowDeath(Frame frame, Execution execution) {
        transfer(frame, execution, false);
    }

    private static void transfer(Frame frame, Execution execution, boolean keepAlive) {
        AccountId from = execution.signed(frame);
        AccountId to = Addresses.lookUp(frame.call().arg("dest"), execution);
        long amount = frame.call().arg("value").asLong();
        Account payer = Accounts.get(execution.state(), from);
        if (amount < 0 || payer.free() < amount) {
            throw execution.failure(TOKEN, "Token", variant("FundsUnavailable", 0));
        }
        long rest = payer.free() - amount;
        if (keepAlive && rest < EXISTENTIAL_DEPOSIT) {
            throw execution.failure(TOKEN, "Token", variant("NotExpendable", 8));
        }
        if (from.equals(to) || amount == 0) {
            emitTransfer(execution, from, to, amount);
            return;
        }
        Accounts.put(execution.state(), from, payer.withFree(rest));
        credit(execution, to, amount);
        if (rest < EXISTENTIAL_DEPOSIT) {
            reap(execution, from, rest);
        }
        emitTransfer(execution, from, to, amount);
    }

    private static void credit(Execution execution, AccountId to, long amount) {
        Account payee = Accounts.get(execution.state(), to);
        boolean fresh = payee.providers() == 0;
        if (fresh && amount < EXISTENTIAL_DEPOSIT) {
            throw execution.failure(TOKEN, "Token", variant("BelowMinimum", 2));
        }
        Accounts.put(execution.state(), to, payee.withFree(payee.free() + amount));
        if (fresh) {
            execution.emit("System", "NewAccount", named("account", account(to)));
            execution.emit("Balances", "Endowed", named("account", account(to), "free_balance", wide(amount)));
        }
    }

    /** An account below the existential deposit loses its record, nonce included (frame_system, dec_providers). */
    private static void reap(Execution execution, AccountId who, long dust) {
        execution.state().remove("System.Account", account(who));
        execution.emit("System", "KilledAccount", named("account", account(who)));
        if (dust > 0) {
            execution.emit("Balances", "DustLost", named("account", account(who), "amount", wide(dust)));
        }
    }

    private static void emitTransfer(Execution execution, AccountId from, AccountId to, long amount) {
        Value value = wide(amount);
        execution.emit("Balances", "Transfer", named("from", account(from), "to", account(to), "amount", value));
    }
}
