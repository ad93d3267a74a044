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

    private static final String TOTAL = "TotalNetworks";

    private static final String ADDED = "NetworksAdded";

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
        Set<Bytes> lasting = new HashSet<>(cells.asked());
        var rhythms = new HashMap<Netuid, Rhythm>();
        var pending = new HashSet<Pending>();
        Queue.of(cells)
                .ifPresent(queue -> netuids.forEach(netuid -> {
                    Rhythm rhythm = queue.rhythm(netuid, state.block().number());
                    rhythms.put(netuid, rhythm);
                    indexes(cells, netuid).forEach(index -> pending.addAll(queue.waiting(index, rhythm, hotkeys)));
                }));
        var snapshot = new Snapshot(state.block(), signers, seats, pending, updates, rhythms, lasting);
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
        Queue.of(cells)
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

    /**
     * The keys that tell on which of some subnets the hotkeys are registered, and which of these subnets there are.
     *
     * @param from the first netuid
     * @param to the netuid behind the last one
     */
    static Map<Bytes, Place> registrations(Spots.State empty, Set<AccountId> hotkeys, int from, int to) {
        var keys = new HashMap<Bytes, Place>();
        empty.runtime().storage(PALLET, "Uids").ifPresent(uids -> {
            for (int netuid = from; netuid < to; netuid++) {
                for (AccountId hotkey : hotkeys) {
                    var place = new Place(hotkey, new Netuid(netuid));
                    keys.put(uids.key(new Value.Int(netuid), new Value.Account(hotkey)), place);
                }
            }
        });
        return keys;
    }

    /** The keys that tell which of some subnets there are, and how many there are in all. */
    static List<Bytes> subnets(Spots.State empty, int from, int to) {
        var keys = new ArrayList<Bytes>();
        empty.runtime().storage(PALLET, TOTAL).ifPresent(total -> keys.add(total.key()));
        empty.runtime()
                .storage(PALLET, ADDED)
                .ifPresent(added ->
                        IntStream.range(from, to).forEach(netuid -> keys.add(added.key(new Value.Int(netuid)))));
        return keys;
    }

    /** How many of some subnets there are. */
    static long countOf(Spots.State state, int from, int to) {
        var cells = new Cells(state);
        return IntStream.range(from, to)
                .filter(netuid -> cells.read(PALLET, ADDED, new Value.Int(netuid))
                        .filter(added -> added instanceof Value.Bool exists && exists.value())
                        .isPresent())
                .count();
    }

    /**
     * How many subnets there are in all ({@code TotalNetworks}). Where the runtime does not say, as many as can be for who
     * wants all of them; else none, as those elsewhere only help to explain what was signed.
     */
    long total(Spots.State state) {
        return new Cells(state)
                .read(PALLET, TOTAL)
                .map(Value::asLong)
                .orElse(netuids.isEmpty() ? (long) Netuid.LIMIT : 0L);
    }
}
