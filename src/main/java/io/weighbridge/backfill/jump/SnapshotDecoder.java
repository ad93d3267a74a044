package io.weighbridge.backfill.jump;

import io.weighbridge.chain.AccountId;
import io.weighbridge.chain.MechanismId;
import io.weighbridge.chain.Netuid;
import io.weighbridge.chain.StorageIndex;
import io.weighbridge.ingest.StateReader;
import io.weighbridge.runtime.Value;
import io.weighbridge.scale.Bytes;
import io.weighbridge.source.SourceException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Decodes the state of tracked hotkeys into a {@link Snapshot}, by the names of the runtime that wrote it, and tells which
 * storage keys that takes.
 *
 * @param hotkeys whose weights are wanted
 * @param netuids on which subnets
 * @param elsewhere the hotkeys on other subnets
 * @param proofLevel whether nonces are read
 */
record SnapshotDecoder(
        Set<AccountId> hotkeys, Set<Netuid> netuids, Set<SubnetHotkey> elsewhere, ProofLevel proofLevel) {

    private static final String PALLET = "SubtensorModule";

    /** Bytes of the nonce, with which an account's record begins. */
    private static final int NONCE_SIZE = 4;

    /** A tenth of a TAO, in rao. */
    private static final BigInteger LOW = BigInteger.valueOf(100_000_000);

    SnapshotDecoder {
        hotkeys = Set.copyOf(hotkeys);
        netuids = Set.copyOf(netuids);
        elsewhere = Set.copyOf(elsewhere);
    }

    /**
     * A state, decoded as far as it is known.
     *
     * @param snapshot what it tells; right only if nothing is missing
     * @param missing keys whose values have to be fetched first
     */
    record Decoded(Snapshot snapshot, Set<Bytes> missing) {}

    /** Decodes a state. */
    Decoded decode(StateReader.State state) {
        var items = new StorageItems(state);
        checkNumber(items);
        Map<AccountId, Signer> signers = proofLevel == ProofLevel.PROVED ? signers(items) : Map.of();
        var registrations = new HashMap<SubnetHotkey, Registration>();
        for (SubnetHotkey pair : pairs()) {
            registration(items, pair).ifPresent(registration -> registrations.put(pair, registration));
        }
        var updates = new HashMap<SubnetHotkey, List<Long>>();
        for (SubnetHotkey pair : elsewhere) {
            uid(items, pair).ifPresent(uid -> updates.put(pair, updates(items, pair, uid)));
        }
        var hashCommits = new HashSet<HashCommit>();
        pairs().forEach(pair -> indexes(items, pair.netuid())
                .forEach(index -> hashCommits.addAll(commits(items, index, pair.hotkey()))));
        Set<Bytes> lasting = new HashSet<>(items.asked());
        var schedules = new HashMap<Netuid, EpochSchedule>();
        var timelockedCommits = new HashSet<TimelockedCommit>();
        RevealQueue.of(items)
                .ifPresent(queue -> netuids.forEach(netuid -> {
                    EpochSchedule schedule =
                            queue.schedule(netuid, state.block().number());
                    schedules.put(netuid, schedule);
                    indexes(items, netuid)
                            .forEach(index -> timelockedCommits.addAll(queue.waiting(index, schedule, hotkeys)));
                }));
        var snapshot = new Snapshot(
                state.block(), signers, registrations, timelockedCommits, hashCommits, updates, schedules, lasting);
        return new Decoded(snapshot, items.missing());
    }

    /** The hotkeys, and who may sign for them as a proxy. */
    private Map<AccountId, Signer> signers(StorageItems items) {
        var signers = new HashMap<AccountId, Signer>();
        for (AccountId hotkey : hotkeys) {
            signers.put(hotkey, signer(items, hotkey));
            for (AccountId delegate : delegates(items, hotkey)) {
                signers.computeIfAbsent(delegate, who -> signer(items, who));
            }
        }
        return signers;
    }

    /** A node may answer for another block than it was asked for; the state holds its own number. */
    private static void checkNumber(StorageItems items) {
        if (!items.raw("System", "Number").isEmpty()) {
            items.read("System", "Number").map(Value::asLong).ifPresent(number -> {
                if (number != items.block()) {
                    throw new SourceException.Untrusted("asked for the state after block " + items.block()
                            + ", got that after block " + number + ". Use another endpoint");
                }
            });
        }
    }

    /** The keys that {@link #decode} most likely needs, given the snapshot of a state not far away. */
    List<Bytes> keys(StateReader.State empty, Snapshot near) {
        var keys = new HashSet<>(near.keys());
        var items = new StorageItems(empty);
        RevealQueue.of(items)
                .ifPresent(queue -> near.schedules()
                        .forEach((netuid, schedule) -> queue.keys(indexesOf(near, netuid), netuid, schedule, near)));
        keys.addAll(items.asked());
        return keys.stream().sorted().toList();
    }

    private List<SubnetHotkey> pairs() {
        return hotkeys.stream()
                .flatMap(hotkey -> netuids.stream().map(netuid -> new SubnetHotkey(hotkey, netuid)))
                .sorted(Comparator.comparing(SubnetHotkey::hotkey).thenComparing(SubnetHotkey::netuid))
                .toList();
    }

    private static Signer signer(StorageItems items, AccountId who) {
        Value key = new Value.Account(who);
        Bytes raw = items.raw("System", "Account", key);
        if (raw.isEmpty()) {
            return Signer.NONE;
        }
        Value.Fields record =
                items.read("System", "Account", key).map(Value::asFields).orElse(Value.Fields.NONE);
        BigInteger free = record.get("data").asFields().get("free").asBigInteger();
        return new Signer(
                record.get("nonce").asLong(),
                record.get("providers").asLong() > 0,
                free.compareTo(LOW) < 0,
                raw.slice(NONCE_SIZE));
    }

    /** The delegates in {@code Proxy.Proxies}: a list of definitions, and the deposit. */
    private static List<AccountId> delegates(StorageItems items, AccountId hotkey) {
        return items.read("Proxy", "Proxies", new Value.Account(hotkey)).stream()
                .flatMap(proxies -> proxies.asList().get(0).asList().stream())
                .map(definition -> definition.asFields().get("delegate").asAccount())
                .toList();
    }

    private static Optional<Integer> uid(StorageItems items, SubnetHotkey pair) {
        return items.read(PALLET, "Uids", new Value.Int(pair.netuid().value()), new Value.Account(pair.hotkey()))
                .map(Value::asInt);
    }

    private static Optional<Registration> registration(StorageItems items, SubnetHotkey pair) {
        return uid(items, pair).map(uid -> {
            var netuid = new Value.Int(pair.netuid().value());
            var slot = new Value.Int(uid);
            return new Registration(
                    uid,
                    items.read(PALLET, "BlockAtRegistration", netuid, slot)
                            .map(Value::asLong)
                            .orElse(0L),
                    updates(items, pair, uid),
                    indexes(items, pair.netuid()).stream()
                            .map(index -> items.raw(PALLET, "Weights", new Value.Int(index.value()), slot))
                            .toList());
        });
    }

    private static List<Long> updates(StorageItems items, SubnetHotkey pair, int uid) {
        return indexes(items, pair.netuid()).stream()
                .map(index -> items.read(PALLET, "LastUpdate", new Value.Int(index.value()))
                        .map(Value::asList)
                        .filter(all -> uid < all.size())
                        .map(all -> all.get(uid).asLong())
                        .orElse(0L))
                .toList();
    }

    /** The storage indexes of a subnet's mechanisms; before 320 there is one. */
    private static List<StorageIndex> indexes(StorageItems items, Netuid netuid) {
        int count = items.read(PALLET, "MechanismCountCurrent", new Value.Int(netuid.value()))
                .map(Value::asInt)
                .orElse(1);
        var indexes = new ArrayList<StorageIndex>();
        for (int mechanism = 0; mechanism < Math.min(count, MechanismId.LIMIT); mechanism++) {
            indexes.add(new StorageIndex(netuid, new MechanismId(mechanism)));
        }
        return indexes;
    }

    /** One commit up to 203, which is a pair; a list of them from 205 on. */
    private static List<HashCommit> commits(StorageItems items, StorageIndex index, AccountId hotkey) {
        List<Value> entries = items.read(
                        PALLET, "WeightCommits", new Value.Int(index.value()), new Value.Account(hotkey))
                .map(kept -> kept instanceof Value.Tuple ? List.of(kept) : kept.asList())
                .orElse(List.of());
        return IntStream.range(0, entries.size())
                .mapToObj(at -> new HashCommit(
                        index,
                        hotkey,
                        entries.get(at),
                        entries.subList(0, at).stream()
                                .filter(entries.get(at)::equals)
                                .count()))
                .toList();
    }

    private static List<StorageIndex> indexesOf(Snapshot near, Netuid netuid) {
        int count = near.registrations().entrySet().stream()
                .filter(entry -> entry.getKey().netuid().equals(netuid))
                .mapToInt(entry -> entry.getValue().updates().size())
                .max()
                .orElse(1);
        var indexes = new ArrayList<StorageIndex>();
        for (int mechanism = 0; mechanism < count; mechanism++) {
            indexes.add(new StorageIndex(netuid, new MechanismId(mechanism)));
        }
        return indexes;
    }
}
