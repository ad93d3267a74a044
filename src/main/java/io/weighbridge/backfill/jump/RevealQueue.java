package io.weighbridge.backfill.jump;

import io.weighbridge.chain.AccountId;
import io.weighbridge.chain.Netuid;
import io.weighbridge.chain.StorageIndex;
import io.weighbridge.runtime.Value;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The chain's queue of timelocked commits, by the epoch in which they were made (subtensor:
 * coinbase/reveal_commits.rs). A commit that is no longer in the queue was revealed or dropped.
 */
final class RevealQueue {

    private static final String PALLET = "SubtensorModule";

    /** The names that the queue had: from 306 on, from 297 on, from 216 on. */
    private static final List<String> NAMES =
            List.of("TimelockedWeightCommits", "CRV3WeightCommitsV2", "CRV3WeightCommits");

    /** The longest reveal period that the chain allows; a longer one is cut to this, to bound the number of keys. */
    private static final long LONGEST_PERIOD = 100;

    private final StorageItems items;
    private final String name;

    private RevealQueue(StorageItems items, String name) {
        this.items = items;
        this.name = name;
    }

    /** The queue of that runtime, if it has one. */
    static Optional<RevealQueue> of(StorageItems items) {
        return NAMES.stream()
                .filter(name -> items.has(PALLET, name))
                .findFirst()
                .map(name -> new RevealQueue(items, name));
    }

    EpochSchedule schedule(Netuid netuid, long block) {
        var key = new Value.Int(netuid.value());
        int tempo = items.read(PALLET, "Tempo", key).map(Value::asInt).orElse(0);
        long period = items.read(PALLET, "RevealPeriodEpochs", key)
                .map(Value::asLong)
                .map(read -> Math.max(1, Math.min(read, LONGEST_PERIOD)))
                .orElse(1L);
        boolean counted = items.has(PALLET, "SubnetEpochIndex");
        long epoch = counted
                ? items.read(PALLET, "SubnetEpochIndex", key).map(Value::asLong).orElse(0L)
                : EpochSchedule.epochOf(block, netuid.value(), tempo);
        long epochStart =
                items.read(PALLET, "LastEpochBlock", key).map(Value::asLong).orElse(0L);
        long drandRound =
                items.read("Drand", "LastStoredRound").map(Value::asLong).orElse(0L);
        return new EpochSchedule(tempo, period, epoch, counted, epochStart, drandRound);
    }

    /** The hotkeys' commits in the queue at the time of that schedule. */
    List<TimelockedCommit> waiting(StorageIndex index, EpochSchedule schedule, Set<AccountId> hotkeys) {
        var found = new ArrayList<TimelockedCommit>();
        for (long epoch = Math.max(0, schedule.epoch() - schedule.period()); epoch <= schedule.epoch() + 1; epoch++) {
            List<Value> mine = read(index, epoch).stream()
                    .filter(entry -> hotkeys.contains(entry.asList().get(0).asAccount()))
                    .toList();
            for (int at = 0; at < mine.size(); at++) {
                Value entry = mine.get(at);
                long earlierEqual =
                        mine.subList(0, at).stream().filter(entry::equals).count();
                found.add(new TimelockedCommit(index, epoch, entry, earlierEqual));
            }
        }
        return found;
    }

    /** Notes the keys that are likely to be read at a block near a known state. */
    void keys(List<StorageIndex> indexes, Netuid netuid, EpochSchedule near, Snapshot from) {
        long distance = items.block() - from.number();
        long epoch = near.counted()
                ? near.epoch() + Math.floorDiv(distance, Math.max(1, near.tempo()))
                : EpochSchedule.epochOf(items.block(), netuid.value(), near.tempo());
        for (StorageIndex index : indexes) {
            for (long e = Math.max(0, epoch - near.period() - 1); e <= epoch + 2; e++) {
                List<Value> unused = read(index, e);
            }
        }
        EpochSchedule unused = schedule(netuid, items.block());
    }

    private List<Value> read(StorageIndex index, long epoch) {
        return items.read(PALLET, name, new Value.Int(index.value()), new Value.Wide(BigInteger.valueOf(epoch)))
                .map(Value::asList)
                .orElse(List.of());
    }
}
