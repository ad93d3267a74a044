package io.weighbridge.devnet.pallet;

import static io.weighbridge.devnet.spec.Values.account;
import static io.weighbridge.devnet.spec.Values.blob;
import static io.weighbridge.devnet.spec.Values.items;
import static io.weighbridge.devnet.spec.Values.number;
import static io.weighbridge.devnet.spec.Values.tuple;
import static io.weighbridge.devnet.spec.Values.unnamed;
import static io.weighbridge.devnet.spec.Values.wide;

import io.weighbridge.chain.AccountId;
import io.weighbridge.crypto.Blake2b;
import io.weighbridge.devnet.pallet.Act.Outcome;
import io.weighbridge.devnet.pallet.Ending.Fate;
import io.weighbridge.devnet.pallet.WeightRules.Submission;
import io.weighbridge.runtime.Value;
import io.weighbridge.scale.Bytes;
import io.weighbridge.scale.DecodeException;
import io.weighbridge.scale.ScaleReader;
import io.weighbridge.scale.ScaleWriter;
import io.weighbridge.weights.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Commits by ciphertext: the chain itself opens them, in the first blocks of the epoch that is theirs (subtensor:
 * subnets/weights.rs, coinbase/reveal_commits.rs, from 301 on). All hotkeys share a queue for each storage index and epoch.
 */
public final class TimelockedCommits {

    private static final String PALLET = "SubtensorModule";
    private static final String QUEUE = "SubtensorModule.TimelockedWeightCommits";
    private static final int MOST_UNREVEALED = 10;
    private static final int FIRST_WITH_ROUND_CHECKED = 423;

    private TimelockedCommits() {}

    /**
     * A commit as submitted.
     *
     * @param hotkey whose
     * @param netuid the subnet
     * @param mechanism the mechanism
     * @param ciphertext the ciphertext
     * @param round the round of the beacon that opens it
     * @param version the version of commit-reveal
     */
    record Commit(AccountId hotkey, int netuid, int mechanism, Bytes ciphertext, long round, int version) {}

    private record Entry(AccountId hotkey, long block, Bytes ciphertext, long round) {

        static Entry of(Value value) {
            List<Value> parts = value.asList();
            return new Entry(
                    parts.get(0).asAccount(),
                    parts.get(1).asLong(),
                    parts.get(2).asBytes(),
                    parts.get(3).asLong());
        }

        Value value() {
            return tuple(account(hotkey), wide(block), blob(ciphertext), wide(round));
        }
    }

    /** What is to be encrypted: hotkey as Vec&lt;u8&gt;, uids and values, version key. */
    public static Bytes text(AccountId hotkey, List<Integer> uids, List<Integer> values, long versionKey) {
        return new ScaleWriter()
                .byteVector(hotkey.bytes())
                .bytes(Deed.Weights.of(uids, values, versionKey).vector())
                .u64(versionKey)
                .toBytes();
    }

    static void commit(Execution execution, Commit commit) {
        State state = execution.state();
        int netuid = commit.netuid();
        int index = WeightRules.storageIndex(netuid, commit.mechanism());
        execution.ensure(
                !isRoundChecked(state) || commit.round() >= Beacon.lastStoredRound(state),
                PALLET,
                "InvalidRevealRound");
        execution.ensure(
                commit.version()
                        == state.get("SubtensorModule.CommitRevealWeightsVersion")
                                .asInt(),
                PALLET,
                "IncorrectCommitRevealVersion");
        int uid = WeightRules.committer(execution, commit.hotkey(), netuid, commit.mechanism());
        long epoch = Epochs.ofTimelocked(state, netuid, execution.number());
        var queue = new ArrayList<>(queue(state, index, epoch));
        long mine = queue.stream()
                .filter(entry -> entry.hotkey().equals(commit.hotkey()))
                .count();
        execution.ensure(mine < MOST_UNREVEALED, PALLET, "TooManyUnrevealedCommits");
        queue.add(new Entry(commit.hotkey(), execution.number(), commit.ciphertext(), commit.round()));
        store(state, index, epoch, queue);
        execution.emit(
                PALLET,
                "TimelockedWeightsCommitted",
                unnamed(
                        account(commit.hotkey()),
                        number(index),
                        blob(Blake2b.hash256(commit.ciphertext())),
                        wide(commit.round())));
        Neurons.setLastUpdate(state, index, uid, execution.number());
    }

    /** From 423 on a round that is over is refused wherever the call stands; before, only as an extrinsic of its own. */
    static boolean isRoundChecked(State state) {
        return state.runtime().specVersion() >= FIRST_WITH_ROUND_CHECKED;
    }

    /** Opens what can be opened of a subnet's commits, and drops what came too late, in the block's first hook. */
    static void reveal(Execution execution, int netuid) {
        State state = execution.state();
        long period = Epochs.revealPeriod(state, netuid);
        long current = Epochs.current(state, netuid, execution.number());
        long due = Math.max(0, current - period);
        for (int index : Neurons.indexes(state, netuid)) {
            dropBefore(execution, index, due);
            if (current >= period) {
                List<Entry> kept = new ArrayList<>();
                for (Entry entry : queue(state, index, due)) {
                    if (!open(execution, index, entry)) {
                        kept.add(entry);
                    }
                }
                store(state, index, due, kept);
            }
        }
    }

    private static void dropBefore(Execution execution, int index, long due) {
        State state = execution.state();
        for (List<Value> keys : state.keys(QUEUE, number(index))) {
            long epoch = keys.get(1).asLong();
            if (epoch < due) {
                queue(state, index, epoch)
                        .forEach(entry -> end(execution, index, entry, Fate.LOST, Position.ofHook(0)));
                store(state, index, epoch, List.of());
            }
        }
    }

    /**
     * Tries to reveal a commit; returns whether it leaves the queue, which it does not before its pulse is stored.
     * There is no event for a failure.
     */
    private static boolean open(Execution execution, int index, Entry entry) {
        Optional<Bytes> signature = Beacon.signature(execution.state(), entry.round());
        if (signature.isEmpty()) {
            return false;
        }
        Optional<Submission> weights = Timelock.open(entry.ciphertext(), signature.get())
                .flatMap(text -> weights(index, entry.hotkey(), text));
        Position position = Position.ofHook(execution.events().size());
        if (weights.isEmpty() || !isSet(execution, weights.get())) {
            end(execution, index, entry, Fate.LOST, position);
            return true;
        }
        execution.emit(PALLET, "TimelockedWeightsRevealed", unnamed(number(index), account(entry.hotkey())));
        execution.record(act(execution, position, weights.get()));
        end(execution, index, entry, Fate.REVEALED, position);
        return true;
    }

    private static boolean isSet(Execution execution, Submission weights) {
        try {
            WeightRules.setRevealed(execution, weights);
        } catch (DispatchFailure failure) {
            return false;
        }
        return true;
    }

    private static Act act(Execution execution, Position position, Submission weights) {
        return new Act(
                execution.number(),
                position,
                weights.hotkey(),
                weights.hotkey(),
                PALLET + ".WeightsSet",
                weights.netuid(),
                weights.mechanism(),
                new Deed.ChainReveal(weights.weights()),
                Outcome.SUCCESS,
                "");
    }

    /** The weights in a plain text, if it is one of that hotkey's. */
    private static Optional<Submission> weights(int index, AccountId hotkey, Bytes text) {
        try {
            var in = new ScaleReader(text);
            Bytes whose = in.byteVector();
            List<Integer> uids = list(in);
            List<Integer> values = list(in);
            var weights = new Submission(
                    hotkey, WeightRules.netuidOf(index), WeightRules.mechanismOf(index), uids, values, in.u64());
            return whose.equals(hotkey.bytes()) ? Optional.of(weights) : Optional.empty();
        } catch (DecodeException notWeights) {
            return Optional.empty();
        }
    }

    private static List<Integer> list(ScaleReader in) {
        int count = in.count(2);
        var list = new ArrayList<Integer>(count);
        for (int i = 0; i < count; i++) {
            list.add(in.u16());
        }
        return list;
    }

    private static List<Entry> queue(State state, int index, long epoch) {
        return state.get(QUEUE, number(index), wide(epoch)).asList().stream()
                .map(Entry::of)
                .toList();
    }

    private static void store(State state, int index, long epoch, List<Entry> queue) {
        if (queue.isEmpty()) {
            state.remove(QUEUE, number(index), wide(epoch));
        } else {
            state.put(QUEUE, items(queue.stream().map(Entry::value).toList()), number(index), wide(epoch));
        }
    }

    private static void end(Execution execution, int index, Entry entry, Fate fate, Position position) {
        execution.end(new Ending(execution.number(), entry.hotkey(), index, entry.block(), fate, position));
    }
}
