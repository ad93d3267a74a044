package io.weighbridge.cli.doctor;

import io.reactivex.rxjava3.core.Single;
import io.weighbridge.chain.AccountId;
import io.weighbridge.chain.Netuid;
import io.weighbridge.runtime.Runtime;
import io.weighbridge.runtime.Value;
import io.weighbridge.scale.Bytes;
import io.weighbridge.source.ChainSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * What the chain says about a hotkey on a subnet.
 *
 * @param hotkey the hotkey
 * @param netuid the subnet
 * @param subnetExists whether there is such a subnet
 * @param uid its place on the subnet; empty if it has none
 * @param permitted whether it may set weights for others
 * @param sinceUpdate blocks since it last set or committed weights; empty where that is not known
 * @param tempo blocks from one epoch to the next
 * @param commitReveal whether weights have to be committed first
 * @param ownedHotkeys how many hotkeys it owns: a coldkey's mark
 */
record Neuron(
        AccountId hotkey,
        Netuid netuid,
        boolean subnetExists,
        Optional<Integer> uid,
        boolean permitted,
        Optional<Long> sinceUpdate,
        int tempo,
        boolean commitReveal,
        int ownedHotkeys) {

    private static final int PATIENCE_SECONDS = 15;
    private static final String PALLET = "SubtensorModule";

    /** Asks a node about the state after its finalized head. Blocks. */
    static Neuron ask(ChainSource source, EndpointCheck.Head head, AccountId hotkey, Netuid netuid) {
        var reader = new Reader(source, head);
        Value subnet = new Value.Int(netuid.value());
        Optional<Integer> uid =
                reader.stored("Uids", subnet, new Value.Account(hotkey)).map(Value::asInt);
        return new Neuron(
                hotkey,
                netuid,
                reader.read("NetworksAdded", subnet).map(Value::asBool).orElse(true),
                uid,
                uid.flatMap(place -> reader.item("ValidatorPermit", subnet, place))
                        .map(Value::asBool)
                        .orElse(false),
                uid.flatMap(place -> reader.item("LastUpdate", subnet, place))
                        .map(update -> head.block().number() - update.asLong()),
                reader.read("Tempo", subnet).map(Value::asInt).orElse(0),
                reader.read("CommitRevealWeightsEnabled", subnet)
                        .map(Value::asBool)
                        .orElse(false),
                reader.read("OwnedHotkeys", new Value.Account(hotkey))
                        .map(owned -> owned.asList().size())
                        .orElse(0));
    }

    /** One state, read item by item. */
    private record Reader(ChainSource source, EndpointCheck.Head head) {

        /** The value, or the item's default; empty where the runtime has no such item. */
        Optional<Value> read(String item, Value... keys) {
            return stored(item, keys).or(() -> storage(item).flatMap(Runtime.Storage::defaultValue));
        }

        Optional<Value> stored(String item, Value... keys) {
            return storage(item).flatMap(storage -> fetch(storage.key(keys)).map(storage::decode));
        }

        Optional<Value> item(String item, Value key, int place) {
            return read(item, key)
                    .map(Value::asList)
                    .filter(all -> place < all.size())
                    .map(all -> all.get(place));
        }

        private Optional<Runtime.Storage> storage(String item) {
            return head.runtime().storage(PALLET, item);
        }

        private Optional<Bytes> fetch(Bytes key) {
            return Single.defer(() -> source.storage(head.block().hash(), List.of(key)))
                    .timeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                    .blockingGet()
                    .get(0)
                    .value();
        }
    }
}
