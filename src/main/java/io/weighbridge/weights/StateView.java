package io.weighbridge.weights;

import io.weighbridge.calls.StateAfter;
import io.weighbridge.chain.AccountId;
import io.weighbridge.chain.Netuid;
import io.weighbridge.chain.StorageIndex;
import io.weighbridge.chain.Uid;
import io.weighbridge.runtime.Runtime;
import io.weighbridge.runtime.Value;
import io.weighbridge.scale.Bytes;
import io.weighbridge.scale.DecodeException;
import io.weighbridge.scale.DecodeException.Reason;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The known values of the state after a block; notes the keys that were read but are not known. Not thread safe. */
final class StateView implements StateAfter {

    private final Runtime runtime;
    private final Map<Bytes, Optional<Bytes>> known;
    private final Set<Bytes> missing = new HashSet<>();
    private final Set<Bytes> welcome = new HashSet<>();

    StateView(Runtime runtime, Map<Bytes, Optional<Bytes>> known) {
        this.runtime = runtime;
        this.known = known;
    }

    /** The keys that were read, are not known, and are needed. */
    Set<Bytes> missing() {
        return missing;
    }

    /** The keys that were read, are not known, and are not needed. */
    Set<Bytes> welcome() {
        return welcome;
    }

    /** A value that is not needed; empty if none is stored or it is not known. */
    Optional<Value> welcome(String item, Value... keys) {
        return value(SubtensorEvents.PALLET, item, keys);
    }

    /** The same, with the item's default where nothing is stored. */
    Optional<Value> welcomeOrDefault(String item, Value... keys) {
        Optional<Runtime.Storage> storage = runtime.storage(SubtensorEvents.PALLET, item);
        return storage.filter(entry -> isKnown(entry.key(keys)))
                .flatMap(entry -> value(entry, keys).or(entry::defaultValue));
    }

    /** A value of any pallet that is not needed; empty if none is stored or it is not known. */
    @Override
    public Optional<Value> value(String pallet, String item, Value... keys) {
        return runtime.storage(pallet, item)
                .filter(entry -> isKnown(entry.key(keys)))
                .flatMap(entry -> value(entry, keys));
    }

    private boolean isKnown(Bytes key) {
        if (known.containsKey(key)) {
            return true;
        }
        welcome.add(key);
        return false;
    }

    private Optional<Value> value(Runtime.Storage storage, Value... keys) {
        return known.getOrDefault(storage.key(keys), Optional.empty()).map(storage::decode);
    }

    /**
     * The hotkey in a slot; empty if the slot is empty or the hotkey is not known.
     *
     * @param candidates the hotkeys it may be: then their {@code Uids} are read, which answers for all slots of a
     *     subnet; empty for any hotkey, which needs the slot's {@code Keys}
     */
    Optional<AccountId> hotkey(Netuid netuid, Uid uid, Set<AccountId> candidates) {
        if (candidates.isEmpty()) {
            return read("Keys", new Value.Int(netuid.value()), new Value.Int(uid.value()))
                    .map(Value::asAccount);
        }
        return candidates.stream()
                .filter(hotkey -> read("Uids", new Value.Int(netuid.value()), new Value.Account(hotkey))
                        .filter(value -> value.asInt() == uid.value())
                        .isPresent())
                .reduce((one, other) -> other);
    }

    /**
     * Whether a slot may still be that hotkey's after the block: when neurons are removed from a subnet, the others get
     * new uids.
     *
     * @param candidates the tracked hotkeys: their {@code Uids} are needed; empty for all hotkeys, whose {@code Uids}
     *     are not needed
     */
    boolean mayHold(Netuid netuid, Uid uid, AccountId hotkey, Set<AccountId> candidates) {
        Runtime.Storage uids = storage("Uids");
        Bytes key = uids.key(new Value.Int(netuid.value()), new Value.Account(hotkey));
        Optional<Bytes> now = known.get(key);
        if (now == null) {
            (candidates.contains(hotkey) ? missing : welcome).add(key);
            return true;
        }
        return now.map(uids::decode)
                .filter(value -> value.asInt() == uid.value())
                .isPresent();
    }

    /** The stored weights of a slot; empty if there are none or they are not known. */
    Optional<Payload.Stored> weights(StorageIndex index, Uid uid) {
        return read("Weights", new Value.Int(index.value()), new Value.Int(uid.value()))
                .map(StateView::stored);
    }

    private static Payload.Stored stored(Value pairs) {
        List<List<Value>> items = pairs.asList().stream().map(Value::asList).toList();
        return new Payload.Stored(
                items.stream().map(pair -> pair.get(0).asInt()).toList(),
                items.stream().map(pair -> pair.get(1).asInt()).toList());
    }

    private Optional<Value> read(String item, Value first, Value second) {
        Runtime.Storage storage = storage(item);
        Bytes key = storage.key(first, second);
        Optional<Bytes> value = known.get(key);
        if (value == null) {
            missing.add(key);
            return Optional.empty();
        }
        return value.map(storage::decode);
    }

    private Runtime.Storage storage(String item) {
        return runtime.storage(SubtensorEvents.PALLET, item)
                .orElseThrow(() -> DecodeException.of(
                        Reason.INVALID,
                        "this runtime has no storage item " + SubtensorEvents.PALLET + "." + item
                                + ", which an effect of a hook or an EVM call needs"));
    }
}
