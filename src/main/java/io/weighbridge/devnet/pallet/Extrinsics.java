package io.weighbridge.devnet.pallet;

import static io.weighbridge.devnet.spec.Values.account;
import static io.weighbridge.devnet.spec.Values.named;
import static io.weighbridge.devnet.spec.Values.number;
import static io.weighbridge.devnet.spec.Values.variant;
import static io.weighbridge.devnet.spec.Values.wide;

import io.weighbridge.chain.AccountId;
import io.weighbridge.chain.Hash;
import io.weighbridge.devnet.pallet.Accounts.Account;
import io.weighbridge.runtime.Call;
import io.weighbridge.runtime.Extrinsic;
import io.weighbridge.runtime.Extrinsic.Extensions;
import io.weighbridge.runtime.Phase;
import io.weighbridge.runtime.Value;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What happens to an extrinsic around its call: validation, nonce, fee, and the event that tells how it went. Signatures
 * are not checked, nor can eras be without them: an era's first block is proved by the signature alone.
 */
public final class Extrinsics {

    private static final int FIRST_WITH_RATE_LIMIT_IN_VALIDATION = 419;

    private static final Set<String> LIMITED = Set.of(
            "SubtensorModule.set_weights",
            "SubtensorModule.set_mechanism_weights",
            "SubtensorModule.commit_weights",
            "SubtensorModule.commit_mechanism_weights");

    private static final long BASE_FEE = 100_000;
    private static final long BASE_WEIGHT = 150_000_000;
    private static final long WEIGHT_PER_BYTE = 100_000;

    private Extrinsics() {}

    /** Why an extrinsic may not enter a block: the {@code data} of the node's error 1010. */
    public enum Refusal {
        /** No signer that this chain can look up. */
        NO_SIGNER("Invalid signing address"),
        /** The nonce was used before. */
        STALE("Transaction is outdated"),
        /** The nonce comes later. */
        FUTURE("Transaction will be valid in the future"),
        /** The signer cannot pay the fee. */
        PAYMENT("Inability to pay some fees (e.g. account balance too low)"),
        /** Weights too soon after the last ones (subtensor transaction extension, from 419). */
        RATE_LIMIT("Custom error: 6"),
        /** A round of the beacon that is over. */
        OLD_ROUND("Custom error: 15"),
        /** Weights that were not committed to. */
        NO_COMMIT("Custom error: 16"),
        /** A commit whose time to be revealed is not now. */
        NOT_IN_REVEAL_WINDOW("Custom error: 17"),
        /** Lists of different lengths. */
        UNEQUAL_LENGTHS("Custom error: 18");

        private final String text;

        Refusal(String text) {
            this.text = text;
        }

        /** What the node says. */
        public String text() {
            return text;
        }
    }

    /**
     * Whether a signed extrinsic may enter the block that is being made.
     *
     * @param ahead how many extrinsics of the same signer wait before it
     */
    public static Optional<Refusal> refusal(Execution execution, Extrinsic extrinsic, int ahead) {
        Optional<AccountId> signer = extrinsic.signer();
        Optional<Extensions> extensions = extrinsic.extensions();
        if (signer.isEmpty() || extensions.isEmpty()) {
            return Optional.of(Refusal.NO_SIGNER);
        }
        Account account = Accounts.get(execution.state(), signer.get());
        long expected = account.nonce() + ahead;
        if (extensions.get().nonce() != expected) {
            return Optional.of(extensions.get().nonce() < expected ? Refusal.STALE : Refusal.FUTURE);
        }
        Frame frame = frame(extrinsic, signer.get(), 0);
        if (pays(frame, execution) && account.free() < fee(extrinsic) + Accounts.EXISTENTIAL_DEPOSIT) {
            return Optional.of(Refusal.PAYMENT);
        }
        return isTooFast(execution, extrinsic.call(), signer.get())
                ? Optional.of(Refusal.RATE_LIMIT)
                : CommitChecks.refusal(execution, frame, signer.get());
    }

    /** The nonce that the next extrinsic of an account needs. */
    public static long nonce(Execution execution, AccountId account) {
        return Accounts.get(execution.state(), account).nonce();
    }

    /** Runs an inherent, which never fails. */
    public static void applyInherent(Execution execution, Call call, int index) {
        execution.enter(new Phase.ApplyExtrinsic(index));
        var nobody = new AccountId(Hash.ZERO.bytes());
        execution.dispatch(new Frame(Origin.Nobody.NOBODY, call, List.of(), nobody, index));
        execution.emit("System", "ExtrinsicSuccess", named("dispatch_info", info(BASE_WEIGHT, "Mandatory", 2, true)));
    }

    /** Runs a signed extrinsic that was not refused. */
    public static void apply(Execution execution, Extrinsic extrinsic, int index) {
        execution.enter(new Phase.ApplyExtrinsic(index));
        AccountId signer = extrinsic.signer().orElseThrow();
        Frame frame = frame(extrinsic, signer, index);
        boolean pays = pays(frame, execution);
        State state = execution.state();
        Account before = Accounts.get(state, signer);
        Accounts.put(state, signer, before.withNonce(before.nonce() + 1));
        long fee = pays ? fee(extrinsic) : 0;
        if (fee > 0) {
            Accounts.withdraw(execution, signer, fee);
        }
        Value info = info(BASE_WEIGHT + WEIGHT_PER_BYTE * extrinsic.length(), "Normal", 0, pays);
        try {
            execution.dispatch(frame);
        } catch (DispatchFailure failure) {
            emitFee(execution, extrinsic, signer, fee);
            execution.emit(
                    "System", "ExtrinsicFailed", named("dispatch_error", failure.error(), "dispatch_info", info));
            return;
        }
        emitFee(execution, extrinsic, signer, fee);
        execution.emit("System", "ExtrinsicSuccess", named("dispatch_info", info));
    }

    private static void emitFee(Execution execution, Extrinsic extrinsic, AccountId signer, long fee) {
        execution.emit(
                "TransactionPayment",
                "TransactionFeePaid",
                named("who", account(signer), "actual_fee", wide(fee), "tip", new Value.Wide(tip(extrinsic))));
    }

    private static Frame frame(Extrinsic extrinsic, AccountId signer, int index) {
        return new Frame(new Origin.Signed(signer), extrinsic.call(), List.of(), signer, index);
    }

    private static boolean pays(Frame frame, Execution execution) {
        return Pallets.rule(frame.call()).paysFee(frame, execution);
    }

    private static long fee(Extrinsic extrinsic) {
        BigInteger tip = tip(extrinsic);
        return BASE_FEE + extrinsic.length() + (tip.bitLength() < 62 ? tip.longValue() : Long.MAX_VALUE / 2);
    }

    private static BigInteger tip(Extrinsic extrinsic) {
        return extrinsic.extensions().map(Extensions::tip).orElse(BigInteger.ZERO);
    }

    private static boolean isTooFast(Execution execution, Call call, AccountId signer) {
        if (execution.runtime().specVersion() < FIRST_WITH_RATE_LIMIT_IN_VALIDATION
                || !LIMITED.contains(call.qualifiedName())) {
            return false;
        }
        State state = execution.state();
        int netuid = call.arg("netuid").asInt();
        int mechanism = call.args().find("mecid").map(Value::asInt).orElse(0);
        if (mechanism
                >= state.get("SubtensorModule.MechanismCountCurrent", number(netuid))
                        .asInt()) {
            return false;
        }
        return state.find("SubtensorModule.Uids", number(netuid), account(signer))
                .map(uid -> !WeightRules.mayUpdate(state, netuid, mechanism, uid.asInt(), execution.number()))
                .orElse(false);
    }

    private static Value info(long refTime, String dispatchClass, int tag, boolean pays) {
        return named(
                "weight",
                named("ref_time", wide(refTime), "proof_size", wide(0)),
                "class",
                variant(dispatchClass, tag),
                "pays_fee",
                pays ? variant("Yes", 0) : variant("No", 1));
    }
}
