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
 * The timelocked commits that wait to be revealed, under the epoch in which they were made (subtensor:
 * coinbase/reveal_commits.rs). A commit that is gone from here was revealed, or failed to be.
 */
final class RevealQueue {

    private static final String PALLET = "SubtensorModule";

    /** The names that the queue had: from 306 on, from 297 on, from 216 on. */
    private static final List<String> NAMES =
            List.of("TimelockedWeightCommits", "CRV3WeightCommitsV2", "CRV3WeightCommits");

    /** The longest reveal period that the chain allows; a longer one is not believed. */
    private static final long LONGEST_PERIOD = 100;

    private final Cells cells;
    private final String name;

    private RevealQueue(Cells cells, String name) {
        this.cells = cells;
        this.name = name;
    }

    /** The queue of that runtime, if it has one. */
    static Optional<RevealQueue> of(Cells cells) {
        return NAMES.stream()
                .filter(name -> cells.has(PALLET, name))
                .findFirst()
                .map(name -> new RevealQueue(cells, name));
    }

    Rhythm rhythm(Netuid netuid, long block) {
        var key = new Value.Int(netuid.value());
        int tempo = cells.read(PALLET, "Tempo", key).map(Value::asInt).orElse(0);
        long period = cells.read(PALLET, "RevealPeriodEpochs", key)
                .map(Value::asLong)
                .map(read -> Math.max(1, Math.min(read, LONGEST_PERIOD)))
                .orElse(1L);
        boolean counted = cells.has(PALLET, "SubnetEpochIndex");
        long epoch = counted
                ? cells.read(PALLET, "SubnetEpochIndex", key).map(Value::asLong).orElse(0L)
                : Rhythm.epochOf(block, netuid.value(), tempo);
        long began =
                cells.read(PALLET, "LastEpochBlock", key).map(Value::asLong).orElse(0L);
        long pulse = cells.read("Drand", "LastStoredRound").map(Value::asLong).orElse(0L);
        return new Rhythm(tempo, period, epoch, counted, began, pulse);
    }

    /** The hotkeys' commits that wait at the time of that rhythm. */
    List<Pending> waiting(StorageIndex index, Rhythm rhythm, Set<AccountId> hotkeys) {
        var found = new ArrayList<Pending>();
        for (long epoch = Math.max(0, rhythm.epoch() - rhythm.period()); epoch <= rhythm.epoch() + 1; epoch++) {
            List<Value> mine = read(index, epoch).stream()
                    .filter(entry -> hotkeys.contains(entry.asList().get(0).asAccount()))
                    .toList();
            for (int at = 0; at < mine.size(); at++) {
                Value entry = mine.get(at);
                long again = mine.subList(0, at).stream().filter(entry::equals).count();
                found.add(new Pending(index, epoch, entry, again));
            }
        }
        return found;
    }

    /** Notes the keys that are likely to be read at a block not far from another. */
    void keys(List<StorageIndex> indexes, Netuid netuid, Rhythm near, Snapshot from) {
        long distance = cells.block() - from.number();
        long epoch = near.counted()
                ? near.epoch() + Math.floorDiv(distance, Math.max(1, near.tempo()))
                : Rhythm.epochOf(cells.block(), netuid.value(), near.tempo());
        for (StorageIndex index : indexes) {
            for (long e = Math.max(0, epoch - near.period() - 1); e <= epoch + 2; e++) {
                List<Value> unused = read(index, e);
            }
        }
        Rhythm unused = rhythm(netuid, cells.block());
    }

    private List<Value> read(StorageIndex index, long epoch) {
        return cells.read(PALLET, name, new Value.Int(index.value()), new Value.Wide(BigInteger.valueOf(epoch)))
                .map(Value::asList)
                .orElse(List.of());
    }
}
