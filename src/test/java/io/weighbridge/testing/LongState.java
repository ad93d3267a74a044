package io.weighbridge.testing;

import static io.weighbridge.devnet.spec.Values.account;
import static io.weighbridge.devnet.spec.Values.blob;
import static io.weighbridge.devnet.spec.Values.items;
import static io.weighbridge.devnet.spec.Values.named;
import static io.weighbridge.devnet.spec.Values.number;
import static io.weighbridge.devnet.spec.Values.tuple;
import static io.weighbridge.devnet.spec.Values.wide;

import io.weighbridge.devnet.spec.DevRuntime;
import io.weighbridge.runtime.Runtime;
import io.weighbridge.runtime.Value;
import io.weighbridge.scale.Bytes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import java.util.stream.IntStream;

/** What the state of a {@link LongChain} holds, by storage key, given the number of the block that left it. */
final class LongState {

    private static final String PALLET = "SubtensorModule.";
    private static final int NEURONS = 256;

    /** The uid of the validator on every subnet. */
    static final int UID = 3;

    /** The nonce of its first extrinsic. */
    static final long FIRST_NONCE = 5000;

    /** When block 0 was, in milliseconds since 1970. */
    static final long GENESIS = 1_700_000_000_000L;

    private final DevRuntime runtime;
    private final LongHistory history;
    private final Map<Bytes, LongFunction<Bytes>> entries = new HashMap<>();

    LongState(DevRuntime runtime, LongHistory history) {
        this.runtime = runtime;
        this.history = history;
    }

    Map<Bytes, LongFunction<Bytes>> entries() {
        put("Timestamp.Now", at -> wide(GENESIS + at * 12_000));
        put("System.Account", at -> accountWith(FIRST_NONCE + history.signedUpTo(at)), account(LongChain.HOTKEY));
        put("Drand.LastStoredRound", at -> wide(history.pulse(at)));
        for (int subnet = 0; subnet < history.subnets(); subnet++) {
            describe(subnet);
        }
        return entries;
    }

    private void describe(int subnet) {
        Value netuid = number(LongChain.NETUID.value() + subnet);
        put(PALLET + "Uids", at -> number(UID), netuid, account(LongChain.HOTKEY));
        put(PALLET + "LastUpdate", at -> updates(history.lastUpdate(subnet, at), at), netuid);
        put(PALLET + "Weights", at -> weights(history.lastChange(subnet, at)), netuid, number(UID));
        put(PALLET + "SubnetEpochIndex", at -> wide(at / LongHistory.TEMPO), netuid);
        put(PALLET + "LastEpochBlock", at -> wide(at / LongHistory.TEMPO * LongHistory.TEMPO), netuid);
        if (history.way() == LongChain.Way.BY_HASH) {
            put(
                    PALLET + "WeightCommits",
                    at -> items(history.waiting(subnet, at).stream()
                            .map(commit -> tuple(
                                    blob(LongBlocks.secret(commit)),
                                    wide(commit.epoch()),
                                    wide(commit.block()),
                                    wide(0)))
                            .toList()),
                    netuid,
                    account(LongChain.HOTKEY));
        }
        if (history.way() == LongChain.Way.TIMELOCKED) {
            for (long epoch : history.epochs(subnet)) {
                put(PALLET + "TimelockedWeightCommits", at -> queue(subnet, epoch, at), netuid, wide(epoch));
            }
        }
    }

    private Value queue(int subnet, long epoch, long at) {
        return items(history.waiting(subnet, at).stream()
                .filter(commit -> commit.epoch() == epoch)
                .map(commit -> tuple(
                        account(LongChain.HOTKEY),
                        wide(commit.block()),
                        blob(LongBlocks.secret(commit)),
                        wide(commit.round())))
                .toList());
    }

    private void put(String item, LongFunction<Value> value, Value... keys) {
        Runtime.Storage storage = runtime.storage(item);
        entries.put(storage.key(keys), at -> storage.encode(value.apply(at)));
    }

    private static Value updates(long own, long at) {
        return items(IntStream.range(0, NEURONS)
                .mapToObj(uid -> wide(uid == UID ? own : at / 100 * 100))
                .toList());
    }

    private static Value weights(long changed) {
        return changed == 0
                ? items(List.of())
                : items(List.of(tuple(number(0), number(65_535)), tuple(number(1), number(second(changed)))));
    }

    /** The weight of the second uid, which is another one each time. */
    static int second(long block) {
        return (int) (block % 65_535);
    }

    private static Value accountWith(long nonce) {
        Value data = named("free", wide(1_000_000_000), "reserved", wide(0), "frozen", wide(0), "flags", wide(0));
        return named(
                "nonce",
                number(nonce),
                "consumers",
                number(0),
                "providers",
                number(1),
                "sufficients",
                number(0),
                "data",
                data);
    }
}
