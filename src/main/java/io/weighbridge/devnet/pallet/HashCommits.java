package io.weighbridge.devnet.pallet;

import static io.weighbridge.devnet.spec.Values.account;
import static io.weighbridge.devnet.spec.Values.blob;
import static io.weighbridge.devnet.spec.Values.items;
import static io.weighbridge.devnet.spec.Values.number;
import static io.weighbridge.devnet.spec.Values.tuple;
import static io.weighbridge.devnet.spec.Values.unnamed;
import static io.weighbridge.devnet.spec.Values.wide;

import io.weighbridge.chain.AccountId;
import io.weighbridge.chain.Hash;
import io.weighbridge.crypto.Blake2b;
import io.weighbridge.devnet.pallet.Ending.Fate;
import io.weighbridge.devnet.pallet.WeightRules.Submission;
import io.weighbridge.runtime.Value;
import io.weighbridge.scale.ScaleWriter;
import io.weighbridge.weights.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * Commits by hash: the hotkey commits to a hash, and shows what it is of in the one epoch in which it may (subtensor:
 * subnets/weights.rs). Each hotkey has a queue on each storage index.
 */
public final class HashCommits {

    private static final String PALLET = "SubtensorModule";
    private static final String QUEUE = "SubtensorModule.WeightCommits";
    private static final int MOST_UNREVEALED = 10;

    private HashCommits() {}

    /**
     * An entry of a queue.
     *
     * @param hash what was committed
     * @param epoch the epoch of the commit, where the chain counts them; else it follows from the block
     * @param block the block of the commit
     * @param stored the entry as it is stored
     */
    public record Entry(Hash hash, long epoch, long block, Value stored) {}

    /**
     * What a reveal shows.
     *
     * @param weights the weights
     * @param salt the salt
     */
    record Shown(Submission weights, List<Integer> salt) {

        Hash hash() {
            return HashCommits.hash(weights, salt);
        }
    }

    /** The hash of account, index, uids, values, salt and version key. */
    public static Hash hash(
            AccountId hotkey,
            int netuid,
            int mechanism,
            List<Integer> uids,
            List<Integer> values,
            List<Integer> salt,
            long versionKey) {
        return hash(new Submission(hotkey, netuid, mechanism, uids, values, versionKey), salt);
    }

    private static Hash hash(Submission weights, List<Integer> salt) {
        var out = new ScaleWriter()
                .bytes(weights.hotkey().bytes())
                .u16(weights.index())
                .bytes(weights.weights().vector())
                .compact(salt.size());
        salt.forEach(out::u16);
        return new Hash(Blake2b.hash256(out.u64(weights.versionKey()).toBytes()));
    }

    /** The queue of a hotkey, oldest first, whatever has expired. */
    public static List<Entry> queue(State state, int index, AccountId hotkey) {
        boolean counted = Epochs.isCounted(state);
        int netuid = WeightRules.netuidOf(index);
        return state.find(QUEUE, number(index), account(hotkey)).map(Value::asList).orElse(List.of()).stream()
                .map(Value::asList)
                .map(entry -> {
                    long block = entry.get(counted ? 2 : 1).asLong();
                    return new Entry(
                            new Hash(entry.get(0).asBytes()),
                            counted ? entry.get(1).asLong() : Epochs.at(state, netuid, block),
                            block,
                            tuple(entry.toArray(Value[]::new)));
                })
                .toList();
    }

    /** Whether an entry may be revealed in a block. */
    public static boolean isRevealable(State state, int index, Entry entry, long block) {
        int netuid = WeightRules.netuidOf(index);
        return Epochs.current(state, netuid, block) == entry.epoch() + Epochs.revealPeriod(state, netuid);
    }

    /** Whether an entry can no more be revealed in a block, nor later. */
    public static boolean isExpired(State state, int index, Entry entry, long block) {
        int netuid = WeightRules.netuidOf(index);
        return Epochs.current(state, netuid, block) > entry.epoch() + Epochs.revealPeriod(state, netuid);
    }

    static void commit(Execution execution, AccountId hotkey, int netuid, int mechanism, Hash hash) {
        State state = execution.state();
        int index = WeightRules.storageIndex(netuid, mechanism);
        int uid = WeightRules.committer(execution, hotkey, netuid, mechanism);
        List<Entry> queue = withoutExpired(execution, index, hotkey);
        execution.ensure(queue.size() < MOST_UNREVEALED, PALLET, "TooManyUnrevealedCommits");
        queue.add(entry(state, index, hash, execution.number()));
        store(state, index, hotkey, queue);
        execution.emit(PALLET, "WeightsCommitted", event(hotkey, index, blob(hash.bytes())));
        Neurons.setLastUpdate(state, index, uid, execution.number());
    }

    static void reveal(Execution execution, Shown shown, Position position) {
        Submission weights = shown.weights();
        AccountId hotkey = weights.hotkey();
        int index = weights.index();
        ensureRevealing(execution, weights.netuid(), weights.mechanism(), index, hotkey);
        List<Entry> all = queue(execution.state(), index, hotkey);
        List<Entry> queue = withoutExpired(execution, index, hotkey);
        execution.ensure(!queue.isEmpty() || holds(all, shown.hash()), PALLET, "NoWeightsCommitFound");
        Entry opened = find(execution, all, queue, shown.hash());
        execution.ensure(isRevealable(execution.state(), index, opened, execution.number()), PALLET, "RevealTooEarly");
        int at = queue.indexOf(opened);
        queue.subList(0, at).forEach(earlier -> end(execution, index, hotkey, earlier, Fate.OVERWRITTEN, position));
        queue.subList(0, at + 1).clear();
        store(execution.state(), index, hotkey, queue);
        WeightRules.setRevealed(execution, weights);
        end(execution, index, hotkey, opened, Fate.REVEALED, position);
        execution.emit(
                PALLET,
                "WeightsRevealed",
                event(hotkey, index, blob(shown.hash().bytes())));
    }

    /** Reveals several commits; unlike a single reveal this leaves the commits between them alone. */
    static void revealAll(
            Execution execution, AccountId hotkey, int netuid, List<Shown> reveals, IntFunction<Position> positions) {
        State state = execution.state();
        ensureRevealing(execution, netuid, 0, netuid, hotkey);
        List<Entry> all = queue(state, netuid, hotkey);
        List<Entry> queue = withoutExpired(execution, netuid, hotkey);
        for (Shown shown : reveals) {
            Entry opened = find(execution, all, queue, shown.hash());
            execution.ensure(isRevealable(state, netuid, opened, execution.number()), PALLET, "RevealTooEarly");
        }
        for (int item = 0; item < reveals.size(); item++) {
            Shown shown = reveals.get(item);
            Entry opened = find(execution, all, queue, shown.hash());
            queue.remove(opened);
            WeightRules.setRevealed(execution, shown.weights());
            end(execution, netuid, hotkey, opened, Fate.REVEALED, positions.apply(item));
        }
        store(state, netuid, hotkey, queue);
        List<Value> hashes =
                reveals.stream().map(shown -> blob(shown.hash().bytes())).toList();
        execution.emit(PALLET, "WeightsBatchRevealed", event(hotkey, netuid, items(hashes)));
    }

    /** Gives all queues the form that they have where epochs are counted: hash, epoch, block, and nothing. */
    static void migrate(State state) {
        for (List<Value> keys : state.keys(QUEUE)) {
            int netuid = WeightRules.netuidOf(keys.get(0).asInt());
            List<Value> queue = state.get(QUEUE, keys.get(0), keys.get(1)).asList().stream()
                    .map(Value::asList)
                    .map(entry -> counted(
                            entry.get(0), Epochs.at(state, netuid, entry.get(1).asLong()), entry.get(1)))
                    .toList();
            state.put(QUEUE, items(queue), keys.get(0), keys.get(1));
        }
    }

    private static void ensureRevealing(Execution execution, int netuid, int mechanism, int index, AccountId hotkey) {
        execution.ensure(
                WeightRules.mechanismExists(execution.state(), netuid, mechanism), PALLET, "MechanismDoesNotExist");
        execution.ensure(WeightRules.isCommitReveal(execution.state(), netuid), PALLET, "CommitRevealDisabled");
        execution.ensure(
                execution.state().find(QUEUE, number(index), account(hotkey)).isPresent(),
                PALLET,
                "NoWeightsCommitFound");
    }

    private static Entry find(Execution execution, List<Entry> all, List<Entry> queue, Hash hash) {
        Optional<Entry> found =
                queue.stream().filter(entry -> entry.hash().equals(hash)).findFirst();
        return found.orElseThrow(() -> execution.failure(
                PALLET, holds(all, hash) ? "ExpiredWeightCommit" : "InvalidRevealCommitHashNotMatch"));
    }

    private static boolean holds(List<Entry> queue, Hash hash) {
        return queue.stream().anyMatch(entry -> entry.hash().equals(hash));
    }

    /** The queue without the expired commits at its front, for which there is no event. */
    private static List<Entry> withoutExpired(Execution execution, int index, AccountId hotkey) {
        var queue = new ArrayList<>(queue(execution.state(), index, hotkey));
        while (!queue.isEmpty() && isExpired(execution.state(), index, queue.get(0), execution.number())) {
            end(execution, index, hotkey, queue.remove(0), Fate.EXPIRED, Position.ofHook(0));
        }
        return queue;
    }

    private static void end(
            Execution execution, int index, AccountId hotkey, Entry entry, Fate fate, Position position) {
        execution.end(new Ending(execution.number(), hotkey, index, entry.block(), fate, position));
    }

    private static void store(State state, int index, AccountId hotkey, List<Entry> queue) {
        if (queue.isEmpty()) {
            state.remove(QUEUE, number(index), account(hotkey));
            return;
        }
        state.put(QUEUE, items(queue.stream().map(Entry::stored).toList()), number(index), account(hotkey));
    }

    /** A new entry: (hash, block, first and last block that can reveal it), or (hash, epoch, block, 0) from 423 on. */
    private static Entry entry(State state, int index, Hash hash, long block) {
        int netuid = WeightRules.netuidOf(index);
        long epoch = Epochs.current(state, netuid, block);
        Value first = blob(hash.bytes());
        if (Epochs.isCounted(state)) {
            return new Entry(hash, epoch, block, counted(first, epoch, wide(block)));
        }
        long length = Epochs.tempo(state, netuid) + 1;
        long opens = (epoch + Epochs.revealPeriod(state, netuid)) * length - netuid - 1;
        return new Entry(hash, epoch, block, tuple(first, wide(block), wide(opens), wide(opens + length - 1)));
    }

    private static Value counted(Value hash, long epoch, Value block) {
        return tuple(hash, wide(epoch), block, wide(0));
    }

    private static Value.Fields event(AccountId hotkey, int index, Value hash) {
        return unnamed(account(hotkey), number(index), hash);
    }
}
