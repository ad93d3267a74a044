package io.weighbridge.devnet.actor;

import static io.weighbridge.devnet.spec.Values.address;

import io.weighbridge.chain.AccountId;
import io.weighbridge.chain.Hash;
import io.weighbridge.crypto.Blake2b;
import io.weighbridge.devnet.pallet.Accounts;
import io.weighbridge.runtime.Era;
import io.weighbridge.runtime.Extrinsic;
import io.weighbridge.runtime.Extrinsic.Preamble;
import io.weighbridge.runtime.Runtime;
import io.weighbridge.scale.Bytes;
import io.weighbridge.scale.ScaleWriter;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Turns drafts into extrinsics of one block: adds consecutive nonces, an era, and 64 bytes in place of a signature. Not
 * thread safe.
 */
final class Notary {

    /** The era periods of the usual clients; one further choice is an immortal extrinsic. */
    private static final List<Integer> PERIODS = List.of(8, 32, 128);

    private final Moment moment;
    private final Dice dice;
    private final Map<AccountId, Long> nonces = new HashMap<>();

    Notary(Moment moment, Dice dice) {
        this.moment = moment;
        this.dice = dice;
    }

    Bytes sign(Draft draft) {
        Runtime runtime = moment.runtime().runtime();
        long nonce = nonces.computeIfAbsent(
                draft.signer(), signer -> Accounts.get(moment.state(), signer).nonce());
        nonces.put(draft.signer(), nonce + 1);
        var preamble = new Preamble.Signed(
                address(draft.signer()),
                "Sr25519",
                signature(draft, nonce),
                runtime.extensions(era(nonce), nonce, BigInteger.ZERO));
        return runtime.encodeExtrinsic(new Extrinsic(Hash.ZERO, 0, 4, preamble, draft.call()));
    }

    private Era era(long nonce) {
        int choice = dice.below(PERIODS.size() + 1, "era", moment.number(), nonce);
        if (choice == PERIODS.size()) {
            return Era.Immortal.IMMORTAL;
        }
        int period = PERIODS.get(choice);
        return new Era.Mortal(period, Math.max(0, moment.number() - 3) % period);
    }

    private Bytes signature(Draft draft, long nonce) {
        Bytes half = Blake2b.hash256(new ScaleWriter()
                .u64(dice.seed())
                .u64(moment.number())
                .u64(nonce)
                .bytes(draft.signer().bytes())
                .toBytes());
        return Bytes.concat(half, Blake2b.hash256(half));
    }
}
