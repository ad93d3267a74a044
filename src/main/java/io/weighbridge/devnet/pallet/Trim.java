package io.weighbridge.devnet.pallet;

import static io.weighbridge.devnet.spec.Values.account;
import static io.weighbridge.devnet.spec.Values.items;
import static io.weighbridge.devnet.spec.Values.number;
import static io.weighbridge.devnet.spec.Values.tuple;

import io.weighbridge.crypto.Blake2b;
import io.weighbridge.runtime.Value;
import io.weighbridge.scale.Bytes;
import io.weighbridge.scale.ScaleWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Takes neurons off a subnet, and gives new uids to those that stay (subtensor: subnets/uids.rs,
 * trim_to_max_allowed_uids).
 *
 * @param state the state
 * @param netuid the subnet
 * @param staying the uids of those that stay, ascending; each gets its place in this list as its new uid
 */
record Trim(State state, int netuid, List<Integer> staying) {

    private static final String KEYS = "SubtensorModule.Keys";
    private static final String WEIGHTS = "SubtensorModule.Weights";
    private static final String REGISTERED = "SubtensorModule.BlockAtRegistration";

    Trim {
        staying = List.copyOf(staying);
    }

    /**
     * The uids that stay when {@code most} of {@code count} may: the owner's, and others chosen by the block's draw.
     */
    static List<Integer> staying(State state, int netuid, int count, int most, long block) {
        Value owner = state.get("SubtensorModule.SubnetOwnerHotkey", number(netuid));
        var uids = new ArrayList<>(IntStream.range(0, count).boxed().toList());
        IntStream.range(0, count)
                .boxed()
                .filter(uid -> !hotkey(state, netuid, uid).equals(owner))
                .sorted(Comparator.comparing(uid -> luck(hotkey(state, netuid, uid), block)))
                .limit(Math.max(0, count - most))
                .forEach(uids::remove);
        return uids;
    }

    private static Value hotkey(State state, int netuid, int uid) {
        return state.get(KEYS, number(netuid), number(uid));
    }

    /** Replaces the emission by which the real chain orders neurons. */
    private static Bytes luck(Value hotkey, long block) {
        return Blake2b.hash256(
                new ScaleWriter().bytes(hotkey.asAccount().bytes()).u64(block).toBytes());
    }

    void run(int count, List<Integer> indexes) {
        Value key = number(netuid);
        List<Value> hotkeys = values(KEYS, count);
        List<Value> registered = values(REGISTERED, count);
        hotkeys.forEach(hotkey -> state.remove("SubtensorModule.Uids", key, hotkey));
        for (int uid = 0; uid < count; uid++) {
            state.remove(KEYS, key, number(uid));
            state.remove(REGISTERED, key, number(uid));
        }
        for (int uid = 0; uid < staying.size(); uid++) {
            Value hotkey = hotkeys.get(staying.get(uid));
            state.put(KEYS, hotkey, key, number(uid));
            state.put("SubtensorModule.Uids", number(uid), key, account(hotkey.asAccount()));
            state.put(REGISTERED, registered.get(staying.get(uid)), key, number(uid));
        }
        close("SubtensorModule.ValidatorPermit", key);
        indexes.forEach(index -> {
            close("SubtensorModule.LastUpdate", number(index));
            weights(number(index), count);
        });
        state.put("SubtensorModule.SubnetworkN", number(staying.size()), key);
    }

    private List<Value> values(String item, int count) {
        return IntStream.range(0, count)
                .mapToObj(uid -> state.get(item, number(netuid), number(uid)))
                .toList();
    }

    /** Closes up a list that has an element a uid. */
    private void close(String item, Value key) {
        List<Value> all = state.get(item, key).asList();
        state.put(
                item,
                items(staying.stream()
                        .filter(uid -> uid < all.size())
                        .map(all::get)
                        .toList()),
                key);
    }

    /** Rows move with their neurons, and keep what they say about those that stay. */
    private void weights(Value index, int count) {
        Map<Integer, Integer> moved = new HashMap<>();
        staying.forEach(uid -> moved.put(uid, moved.size()));
        Map<Integer, Value> rows = new HashMap<>();
        for (int uid = 0; uid < count; uid++) {
            int before = uid;
            state.overlay()
                    .get(state.runtime().storage(WEIGHTS).key(index, number(uid)))
                    .ifPresent(bytes ->
                            rows.put(before, state.runtime().storage(WEIGHTS).decode(bytes)));
            state.remove(WEIGHTS, index, number(uid));
        }
        rows.forEach((uid, row) -> {
            Integer now = moved.get(uid);
            if (now != null) {
                state.put(WEIGHTS, items(kept(row, moved)), index, number(now));
            }
        });
    }

    private static List<Value> kept(Value row, Map<Integer, Integer> moved) {
        var kept = new ArrayList<Value>();
        for (Value pair : row.asList()) {
            Integer target = moved.get(pair.asList().get(0).asInt());
            if (target != null) {
                kept.add(tuple(number(target), pair.asList().get(1)));
            }
        }
        return kept;
    }
}
