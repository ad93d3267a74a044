package io.weighbridge.backfill.jump;

import io.weighbridge.chain.AccountId;
import io.weighbridge.chain.MechanismId;
import io.weighbridge.chain.Netuid;
import io.weighbridge.chain.StorageIndex;
import io.weighbridge.ingest.Spots;
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
 * What is looked at in each state, by the names of the runtime that wrote it.
 *
 * @param hotkeys whose weights are wanted
 * @param netuids on which subnets
 * @param elsewhere where else the hotkeys are registered
 * @param rigour whether nonces are looked at
 */
record Watch(Set<AccountId> hotkeys, Set<Netuid> netuids, Set<Place> elsewhere, Rigour rigour) {

    private static final String PALLET = "SubtensorModule";

    /** Bytes of the nonce, with which an account's record begins. */
    private static final int NONCE_SIZE = 4;

    /** A tenth of a TAO, in rao. */
    private static final BigInteger LOW = BigInteger.valueOf(100_000_000);

    Watch {
        hotkeys = Set.copyOf(hotkeys);
        netuids = Set.copyOf(netuids);
        elsewhere = Set.copyOf(elsewhere);
    }

    /**
     * What looking at a state came to.
     *
     * @param snapshot what it tells, true if nothing is missing
     * @param missing keys whose values have to be fetched before that
     */
    record Look(Snapshot snapshot, Set<Bytes> missing) {}

    /** Looks at a state. */
    Look at(Spots.State state) {
        var cells = new Cells(state);
        checkNumber(cells);
        Map<AccountId, Signer> signers = rigour == Rigour.PROVED ? signers(cells) : Map.of();
        var seats = new HashMap<Place, Seat>();
        for (Place place : places()) {
            seat(cells, place).ifPresent(seat -> seats.put(place, seat));
        }
        var updates = new HashMap<Place, List<Long>>();
        for (Place place : elsewhere) {
            uid(cells, place).ifPresent(uid -> updates.put(place, updates(cells, place, uid)));
        }
        var committed = new HashSet<HashCommit>();
        places().forEach(place -> indexes(cells, place.netuid())
                .forEach(index -> committed.addAll(commits(cells, index, place.hotkey()))));
        Set<Bytes> lasting = new HashSet<>(cells.asked());
        var rhythms = new HashMap<Netuid, Rhythm>();
        var pending = new HashSet<Pending>();
        RevealQueue.of(cells)
                .ifPresent(queue -> netuids.forEach(netuid -> {
                    Rhythm rhythm = queue.rhythm(netuid, state.block().number());
                    rhythms.put(netuid, rhythm);
                    indexes(cells, netuid).forEach(index -> pending.addAll(queue.waiting(index, rhythm, hotkeys)));
                }));
        var snapshot = new Snapshot(state.block(), signers, seats, pending, committed, updates, rhythms, lasting);
        return new Look(snapshot, cells.missing());
    }

    /** The hotkeys, and who may sign for them as a proxy. */
    private Map<AccountId, Signer> signers(Cells cells) {
        var signers = new HashMap<AccountId, Signer>();
        for (AccountId hotkey : hotkeys) {
            signers.put(hotkey, signer(cells, hotkey));
            for (AccountId delegate : delegates(cells, hotkey)) {
                signers.computeIfAbsent(delegate, who -> signer(cells, who));
            }
        }
        return signers;
    }

    /** A node may take a number for another block's; the state itself knows better. */
    private static void checkNumber(Cells cells) {
        if (!cells.raw("System", "Number").isEmpty()) {
            cells.read("System", "Number").map(Value::asLong).ifPresent(number -> {
                if (number != cells.block()) {
                    throw new SourceException.Untrusted("asked for the state after block " + cells.block()
                            + ", got that after block " + number + ". Use another endpoint");
                }
            });
        }
    }

    /** Keys that are likely to be all that {@link #at} wants of a state, given another one that is not far away. */
    List<Bytes> keys(Spots.State empty, Snapshot near) {
        var keys = new HashSet<>(near.keys());
        var cells = new Cells(empty);
        RevealQueue.of(cells)
                .ifPresent(queue -> near.rhythms()
                        .forEach((netuid, rhythm) -> queue.keys(indexesOf(near, netuid), netuid, rhythm, near)));
        keys.addAll(cells.asked());
        return keys.stream().sorted().toList();
    }

    private List<Place> places() {
        return hotkeys.stream()
                .flatMap(hotkey -> netuids.stream().map(netuid -> new Place(hotkey, netuid)))
                .sorted(Comparator.comparing(Place::hotkey).thenComparing(Place::netuid))
                .toList();
    }

    private static Signer signer(Cells cells, AccountId who) {
        Value key = new Value.Account(who);
        Bytes raw = cells.raw("System", "Account", key);
        if (raw.isEmpty()) {
            return Signer.NONE;
        }
        Value.Fields record =
                cells.read("System", "Account", key).map(Value::asFields).orElse(Value.Fields.NONE);
        BigInteger free = record.get("data").asFields().get("free").asBigInteger();
        return new Signer(
                record.get("nonce").asLong(),
                record.get("providers").asLong() > 0,
                free.compareTo(LOW) < 0,
                raw.slice(NONCE_SIZE));
    }

    /** The delegates in {@code Proxy.Proxies}: a list of definitions, and the deposit. */
    private static List<AccountId> delegates(Cells cells, AccountId hotkey) {
        return cells.read("Proxy", "Proxies", new Value.Account(hotkey)).stream()
                .flatMap(proxies -> proxies.asList().get(0).asList().stream())
                .map(definition -> definition.asFields().get("delegate").asAccount())
                .toList();
    }

    private static Optional<Integer> uid(Cells cells, Place place) {
        return cells.read(PALLET, "Uids", new Value.Int(place.netuid().value()), new Value.Account(place.hotkey()))
                .map(Value::asInt);
    }

    private static Optional<Seat> seat(Cells cells, Place place) {
        return uid(cells, place).map(uid -> {
            var netuid = new Value.Int(place.netuid().value());
            var slot = new Value.Int(uid);
            return new Seat(
                    uid,
                    cells.read(PALLET, "BlockAtRegistration", netuid, slot)
                            .map(Value::asLong)
                            .orElse(0L),
                    updates(cells, place, uid),
                    indexes(cells, place.netuid()).stream()
                            .map(index -> cells.raw(PALLET, "Weights", new Value.Int(index.value()), slot))
                            .toList());
        });
    }

    private static List<Long> updates(Cells cells, Place place, int uid) {
        return indexes(cells, place.netuid()).stream()
                .map(index -> cells.read(PALLET, "LastUpdate", new Value.Int(index.value()))
                        .map(Value::asList)
                        .filter(all -> uid < all.size())
                        .map(all -> all.get(uid).asLong())
                        .orElse(0L))
                .toList();
    }

    /** The storage indexes of a subnet's mechanisms; before 320 there is one. */
    private static List<StorageIndex> indexes(Cells cells, Netuid netuid) {
        int count = cells.read(PALLET, "MechanismCountCurrent", new Value.Int(netuid.value()))
                .map(Value::asInt)
                .orElse(1);
        var indexes = new ArrayList<StorageIndex>();
        for (int mechanism = 0; mechanism < Math.min(count, MechanismId.LIMIT); mechanism++) {
            indexes.add(new StorageIndex(netuid, new MechanismId(mechanism)));
        }
        return indexes;
    }

    /** One commit up to 203, which is a pair; a list of them from 205 on. */
    private static List<HashCommit> commits(Cells cells, StorageIndex index, AccountId hotkey) {
        List<Value> entries = cells.read(
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
        int count = near.seats().entrySet().stream()
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
