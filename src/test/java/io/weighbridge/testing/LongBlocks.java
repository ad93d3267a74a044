package io.weighbridge.testing;

import static io.weighbridge.devnet.spec.Values.account;
import static io.weighbridge.devnet.spec.Values.address;
import static io.weighbridge.devnet.spec.Values.blob;
import static io.weighbridge.devnet.spec.Values.named;
import static io.weighbridge.devnet.spec.Values.number;
import static io.weighbridge.devnet.spec.Values.numbers;
import static io.weighbridge.devnet.spec.Values.unnamed;
import static io.weighbridge.devnet.spec.Values.variant;
import static io.weighbridge.devnet.spec.Values.wide;

import io.weighbridge.chain.AccountId;
import io.weighbridge.chain.Hash;
import io.weighbridge.crypto.Blake2b;
import io.weighbridge.devnet.spec.DevRuntime;
import io.weighbridge.runtime.Call;
import io.weighbridge.runtime.Era;
import io.weighbridge.runtime.EventRecord;
import io.weighbridge.runtime.Extrinsic;
import io.weighbridge.runtime.Phase;
import io.weighbridge.runtime.Value;
import io.weighbridge.scale.Bytes;
import io.weighbridge.scale.ScaleWriter;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The blocks of a {@link LongChain}: what others do for nothing, and what its validator does. */
final class LongBlocks {

    private static final String PALLET = "SubtensorModule";
    private static final int OTHERS = 4;
    private static final Bytes REMARK = Bytes.wrap(new byte[100]);

    private final DevRuntime runtime;
    private final LongHistory history;

    LongBlocks(DevRuntime runtime, LongHistory history) {
        this.runtime = runtime;
        this.history = history;
    }

    /** What is committed to; nobody opens it. */
    static Bytes secret(LongHistory.Attempt commit) {
        return Blake2b.hash256(new ScaleWriter().u64(commit.block()).toBytes());
    }

    List<Bytes> body(long number) {
        var body = new ArrayList<Bytes>();
        if (number > 0) {
            Call time = call("Timestamp", "set", named("now", wide(LongState.GENESIS + number * 12_000)));
            body.add(runtime.runtime()
                    .encodeExtrinsic(new Extrinsic(Hash.ZERO, 0, 5, Extrinsic.Preamble.Bare.BARE, time)));
            for (int other = 1; other <= OTHERS; other++) {
                Call remark = call("System", "remark", named("remark", blob(REMARK)));
                body.add(signed(AccountId.fromHex(("0" + other).repeat(32)), number, remark));
            }
            own(number)
                    .forEach(call -> body.add(
                            signed(LongChain.HOTKEY, LongState.FIRST_NONCE + history.signedUpTo(number) - 1, call)));
        }
        return body;
    }

    private List<Call> own(long number) {
        List<LongHistory.Attempt> shown =
                history.way() == LongChain.Way.BY_HASH ? history.revealsIn(number) : List.of();
        return Stream.concat(
                        history.attemptIn(number).stream().map(this::attempt),
                        shown.stream().map(commit -> reveal(number, commit)))
                .toList();
    }

    private Call attempt(LongHistory.Attempt attempt) {
        Value netuid = netuid(attempt);
        return switch (history.way()) {
            case SET ->
                call(
                        PALLET,
                        "set_weights",
                        named(
                                "netuid",
                                netuid,
                                "dests",
                                numbers(List.of(0, 1)),
                                "weights",
                                numbers(List.of(65_535, LongState.second(attempt.block()))),
                                "version_key",
                                wide(0)));
            case BY_HASH ->
                call(PALLET, "commit_weights", named("netuid", netuid, "commit_hash", blob(secret(attempt))));
            case TIMELOCKED ->
                call(
                        PALLET,
                        "commit_timelocked_weights",
                        named(
                                "netuid",
                                netuid,
                                "commit",
                                blob(secret(attempt)),
                                "reveal_round",
                                wide(attempt.round()),
                                "commit_reveal_version",
                                number(4)));
        };
    }

    private Call reveal(long number, LongHistory.Attempt commit) {
        return call(
                PALLET,
                "reveal_weights",
                named(
                        "netuid",
                        netuid(commit),
                        "uids",
                        numbers(List.of(0, 1)),
                        "values",
                        numbers(List.of(65_535, LongState.second(number))),
                        "salt",
                        numbers(List.of(1)),
                        "version_key",
                        wide(0)));
    }

    private static Value netuid(LongHistory.Attempt attempt) {
        return number(LongChain.NETUID.value() + attempt.subnet());
    }

    private Call call(String pallet, String name, Value.Fields arguments) {
        return runtime.runtime().call(pallet, name, arguments);
    }

    private Bytes signed(AccountId signer, long nonce, Call call) {
        var preamble = new Extrinsic.Preamble.Signed(
                address(signer),
                "Sr25519",
                Bytes.wrap(new byte[64]),
                runtime.runtime().extensions(Era.Immortal.IMMORTAL, nonce, BigInteger.ZERO));
        return runtime.runtime().encodeExtrinsic(new Extrinsic(Hash.ZERO, 0, 4, preamble, call));
    }

    Bytes events(long number) {
        var events = new Events();
        if (history.way() == LongChain.Way.TIMELOCKED) {
            history.revealsIn(number).forEach(commit -> events.revealedByChain(commit));
        }
        int others = number == 0 ? 0 : 1 + OTHERS;
        for (int at = 0; at < others; at++) {
            events.succeeded(at);
        }
        history.attemptIn(number).forEach(attempt -> events.attempted(others, attempt));
        if (history.way() == LongChain.Way.BY_HASH) {
            history.revealsIn(number).forEach(commit -> events.revealed(others, commit));
        }
        return runtime.runtime().encodeEvents(events.all);
    }

    /** Events in the making. */
    private final class Events {

        private final List<EventRecord> all = new ArrayList<>();

        void revealedByChain(LongHistory.Attempt commit) {
            add(
                    Phase.Initialization.INITIALIZATION,
                    PALLET,
                    "WeightsSet",
                    unnamed(netuid(commit), number(LongState.UID)));
            add(
                    Phase.Initialization.INITIALIZATION,
                    PALLET,
                    "TimelockedWeightsRevealed",
                    unnamed(netuid(commit), account(LongChain.HOTKEY)));
        }

        void attempted(int extrinsic, LongHistory.Attempt attempt) {
            var phase = new Phase.ApplyExtrinsic(extrinsic);
            if (attempt.failed()) {
                Value error = runtime.moduleError(PALLET, "SettingWeightsTooFast");
                add(phase, "System", "ExtrinsicFailed", named("dispatch_error", error, "dispatch_info", information()));
                return;
            }
            Value netuid = netuid(attempt);
            Value secret = blob(secret(attempt));
            switch (history.way()) {
                case SET -> add(phase, PALLET, "WeightsSet", unnamed(netuid, number(LongState.UID)));
                case BY_HASH ->
                    add(phase, PALLET, "WeightsCommitted", unnamed(account(LongChain.HOTKEY), netuid, secret));
                case TIMELOCKED ->
                    add(
                            phase,
                            PALLET,
                            "TimelockedWeightsCommitted",
                            unnamed(
                                    account(LongChain.HOTKEY),
                                    netuid,
                                    blob(Blake2b.hash256(secret(attempt))),
                                    wide(attempt.round())));
            }
            succeeded(extrinsic);
        }

        void revealed(int extrinsic, LongHistory.Attempt commit) {
            var phase = new Phase.ApplyExtrinsic(extrinsic);
            add(phase, PALLET, "WeightsSet", unnamed(netuid(commit), number(LongState.UID)));
            add(
                    phase,
                    PALLET,
                    "WeightsRevealed",
                    unnamed(account(LongChain.HOTKEY), netuid(commit), blob(secret(commit))));
            succeeded(extrinsic);
        }

        void succeeded(int extrinsic) {
            add(
                    new Phase.ApplyExtrinsic(extrinsic),
                    "System",
                    "ExtrinsicSuccess",
                    named("dispatch_info", information()));
        }

        private void add(Phase phase, String pallet, String name, Value.Fields fields) {
            all.add(runtime.runtime().event(all.size(), phase, pallet, name, fields));
        }

        private Value information() {
            return named(
                    "weight",
                    named("ref_time", wide(1), "proof_size", wide(0)),
                    "class",
                    variant("Normal", 0),
                    "pays_fee",
                    variant("No", 1));
        }
    }
}
