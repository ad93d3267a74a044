package io.weighbridge.devnet.pallet;

import static io.weighbridge.devnet.spec.Values.account;
import static io.weighbridge.devnet.spec.Values.items;
import static io.weighbridge.devnet.spec.Values.number;
import static io.weighbridge.devnet.spec.Values.unnamed;
import static io.weighbridge.devnet.spec.Values.wide;

import io.weighbridge.chain.AccountId;
import io.weighbridge.chain.Netuid;
import io.weighbridge.runtime.Value;
import java.util.ArrayList;
import java.util.List;

/** The neurons of subnets: their slots, hotkeys and last updates (subtensor: subnets/uids.rs). */
public final class Neurons {

    private static final int FIRST_WITH_LAST_UPDATE_ON_REPLACE = 397;

    private Neurons() {}

    /** The block of a neuron's last update; 0 where there is none. */
    static long lastUpdate(State state, int index, int uid) {
        List<Value> all = state.get("SubtensorModule.LastUpdate", number(index)).asList();
        return uid < all.size() ? all.get(uid).asLong() : 0;
    }

    static void setLastUpdate(State state, int index, int uid, long block) {
        var all = new ArrayList<>(
                state.get("SubtensorModule.LastUpdate", number(index)).asList());
        while (all.size() <= uid) {
            all.add(wide(0));
        }
        all.set(uid, wide(block));
        state.put("SubtensorModule.LastUpdate", items(all), number(index));
    }

    static boolean hasPermit(State state, int netuid, int uid) {
        List<Value> permits =
                state.get("SubtensorModule.ValidatorPermit", number(netuid)).asList();
        return uid < permits.size() && permits.get(uid).asBool();
    }

    /** Registers a hotkey into a fresh slot, or into the slot of the miner who came first where none is free. */
    static void register(Execution execution, int netuid, AccountId hotkey) {
        State state = execution.state();
        int count = state.get("SubtensorModule.SubnetworkN", number(netuid)).asInt();
        boolean fresh = count
                < state.get("SubtensorModule.MaxAllowedUids", number(netuid)).asInt();
        int uid = fresh ? count : oldestMiner(state, netuid, count);
        if (fresh) {
            append(state, netuid, hotkey, execution.number());
        } else {
            replace(execution, netuid, uid, hotkey);
        }
        execution.emit("SubtensorModule", "NeuronRegistered", unnamed(number(netuid), number(uid), account(hotkey)));
    }

    /** Adds a neuron in a fresh slot. */
    public static void append(State state, int netuid, AccountId hotkey, long block) {
        int uid = state.get("SubtensorModule.SubnetworkN", number(netuid)).asInt();
        state.put("SubtensorModule.SubnetworkN", number(uid + 1L), number(netuid));
        for (int index : indexes(state, netuid)) {
            setLastUpdate(state, index, uid, block);
        }
        var permits = new ArrayList<>(
                state.get("SubtensorModule.ValidatorPermit", number(netuid)).asList());
        permits.add(new Value.Bool(false));
        state.put("SubtensorModule.ValidatorPermit", items(permits), number(netuid));
        occupy(state, netuid, uid, hotkey, block);
    }

    private static void replace(Execution execution, int netuid, int uid, AccountId hotkey) {
        State state = execution.state();
        AccountId former =
                state.get("SubtensorModule.Keys", number(netuid), number(uid)).asAccount();
        state.remove("SubtensorModule.Uids", number(netuid), account(former));
        for (int index : indexes(state, netuid)) {
            state.remove("SubtensorModule.Weights", number(index), number(uid));
            if (execution.runtime().specVersion() >= FIRST_WITH_LAST_UPDATE_ON_REPLACE) {
                setLastUpdate(state, index, uid, execution.number());
            }
        }
        occupy(state, netuid, uid, hotkey, execution.number());
    }

    /**
     * Leaves that many neurons; the others close up
     * (subtensor: subnets/uids.rs, trim_to_max_allowed_uids).
     */
    static void trim(Execution execution, int netuid, int most) {
        State state = execution.state();
        Value key = number(netuid);
        int count = state.get("SubtensorModule.SubnetworkN", key).asInt();
        state.put("SubtensorModule.MaxAllowedUids", number(most), key);
        List<Integer> staying = Trim.staying(state, netuid, count, most, execution.number());
        if (staying.size() < count) {
            new Trim(state, netuid, staying).run(count, indexes(state, netuid));
        }
    }

    private static void occupy(State state, int netuid, int uid, AccountId hotkey, long block) {
        state.put("SubtensorModule.Keys", account(hotkey), number(netuid), number(uid));
        state.put("SubtensorModule.Uids", number(uid), number(netuid), account(hotkey));
        state.put("SubtensorModule.BlockAtRegistration", wide(block), number(netuid), number(uid));
    }

    private static int oldestMiner(State state, int netuid, int count) {
        int oldest = count - 1;
        long since = Long.MAX_VALUE;
        for (int uid = 0; uid < count; uid++) {
            long registered = state.get("SubtensorModule.BlockAtRegistration", number(netuid), number(uid))
                    .asLong();
            if (registered < since && !hasPermit(state, netuid, uid)) {
                since = registered;
                oldest = uid;
            }
        }
        return oldest;
    }

    /** The subnets, ascending. */
    static List<Integer> netuids(State state) {
        return state.keys("SubtensorModule.NetworksAdded").stream()
                .map(keys -> keys.get(0).asInt())
                .sorted()
                .toList();
    }

    /** The storage indexes of a subnet's mechanisms, ascending. */
    static List<Integer> indexes(State state, int netuid) {
        int mechanisms = state.get("SubtensorModule.MechanismCountCurrent", number(netuid))
                .asInt();
        var indexes = new ArrayList<Integer>(mechanisms);
        for (int mechanism = 0; mechanism < mechanisms; mechanism++) {
            indexes.add(mechanism * Netuid.LIMIT + netuid);
        }
        return indexes;
    }
}
