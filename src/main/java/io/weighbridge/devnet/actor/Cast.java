package io.weighbridge.devnet.actor;

import io.weighbridge.chain.AccountId;
import io.weighbridge.chain.Netuid;
import io.weighbridge.crypto.Blake2b;
import io.weighbridge.scale.Bytes;
import java.nio.charset.StandardCharsets;

/**
 * The accounts of the chain, derived from the seed. Only Alice has a private key; none is needed, since the devnet
 * checks no signatures.
 *
 * @param seed the seed of the scenario
 */
public record Cast(long seed) {

    /** The development account {@code //Alice}: rich, sudo key, and owner of every subnet with uid 0. */
    public static final AccountId ALICE =
            AccountId.fromHex("d43593c715fdd31c61141abd04a99fd6822c8558854ccde39a5684e7a56da27d");

    /** The hotkey of a validator, which has the same uid on every subnet; number 0 is Alice, number 1 the main one. */
    public AccountId validator(int number) {
        return number == 0 ? ALICE : account("validator", number);
    }

    /** The delegate that may act for a validator. */
    AccountId delegate(int validator) {
        return account("delegate", validator);
    }

    /** The hotkey of a miner: a uid for those from genesis, a block for those who registered later. */
    AccountId miner(Netuid netuid, long number) {
        return account("miner", netuid.value(), number);
    }

    /** A coldkey that registers hotkeys. */
    AccountId coldkey(int number) {
        return account("coldkey", number);
    }

    /** An account whose extrinsics have nothing to do with weights. */
    AccountId wallet(int number) {
        return account("wallet", number);
    }

    /** An account that is emptied and filled again, and starts with nonce 0 each time. */
    AccountId drifter() {
        return account("drifter");
    }

    /** The hotkey that registers on a subnet again and again. */
    public AccountId apprentice(Netuid netuid) {
        return account("apprentice", netuid.value());
    }

    /** A hotkey that is registered nowhere. */
    AccountId stranger() {
        return account("stranger");
    }

    private AccountId account(String role, long... numbers) {
        var name = new StringBuilder("weighbridge devnet ")
                .append(seed)
                .append(' ')
                .append(role);
        for (long number : numbers) {
            name.append(' ').append(number);
        }
        return new AccountId(Blake2b.hash256(Bytes.wrap(name.toString().getBytes(StandardCharsets.UTF_8))));
    }
}
