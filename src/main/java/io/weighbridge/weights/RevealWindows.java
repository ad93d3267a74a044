package io.weighbridge.weights;

import io.weighbridge.chain.AccountId;
import io.weighbridge.chain.Hash;
import io.weighbridge.chain.Netuid;
import io.weighbridge.chain.StorageIndex;
import io.weighbridge.runtime.Runtime;
import io.weighbridge.runtime.Value;
import java.util.List;
import java.util.Optional;

/**
 * Computes the reveal windows of the commits of one block. Not thread safe.
 *
 * <p>Epochs up to spec 422 are {@code (block + netuid + 1) div (tempo + 1)}, and the epoch runs in the last block of
 * each; from 423 on the chain counts them (subtensor: coinbase/run_coinbase.rs, coinbase/reveal_commits.rs,
 * subnets/weights.rs). Everything is read from the state after the commit's block: {@code Tempo}, {@code
 * RevealPeriodEpochs} and {@code SubnetEpochIndex} change in other calls only.
 */
final class RevealWindows {

    /**
     * From this spec version on, a timelocked commit made in the block that runs an epoch belongs to the next epoch.
     */
    private static final int COUNTS_EPOCH_BLOCK_TO_NEXT = 218;

    private final Runtime runtime;
    private final StateView state;
    private final long block;

    RevealWindows(Runtime runtime, StateView state, long block) {
        this.runtime = runtime;
        this.state = state;
        this.block = block;
    }

    /** The commit with its window; anything else as it is. */
    Payload complete(AccountId hotkey, StorageIndex index, Payload payload) {
        if (payload instanceof Payload.HashCommit commit) {
            return ofHash(hotkey, index, commit.commitHash())
                    .<Payload>map(commit::within)
                    .orElse(commit);
        }
        if (payload instanceof Payload.TimelockedCommit commit) {
            return ofTimelocked(index.netuid()).<Payload>map(commit::within).orElse(commit);
        }
        return payload;
    }

    private Optional<RevealWindow> ofHash(AccountId hotkey, StorageIndex index, Hash hash) {
        if (has("SubnetEpochIndex")) {
            return countedEpochs(index.netuid());
        }
        if (has("RevealPeriodEpochs")) {
            return state.welcome("WeightCommits", number(index.value()), new Value.Account(hotkey))
                    .flatMap(queue -> entry(queue.asList(), hash));
        }
        return nextInterval(index.netuid());
    }

    /** From 205 on the queue holds (hash, commit block, first reveal block, last reveal block). */
    private static Optional<RevealWindow> entry(List<Value> queue, Hash hash) {
        return queue.stream()
                .map(Value::asList)
                .filter(entry -> SubtensorEvents.hash(entry.get(0)).equals(hash))
                .<RevealWindow>map(entry -> new RevealWindow.Blocks(
                        entry.get(2).asLong(), entry.get(3).asLong()))
                .reduce((earlier, later) -> later);
    }

    /** Up to 203: the interval after the commit's, of {@code WeightCommitRevealInterval} blocks. */
    private Optional<RevealWindow> nextInterval(Netuid netuid) {
        return state.welcomeOrDefault("WeightCommitRevealInterval", number(netuid.value()))
                .map(Value::asLong)
                .filter(interval -> interval > 0)
                .map(interval -> {
                    long first = block - block % interval + interval;
                    return new RevealWindow.Blocks(first, first + interval - 1);
                });
    }

    private Optional<RevealWindow> ofTimelocked(Netuid netuid) {
        if (has("SubnetEpochIndex")) {
            return countedEpochs(netuid);
        }
        Optional<Long> tempo = tempo(netuid);
        Optional<Long> period = period(netuid);
        if (tempo.isEmpty() || period.isEmpty()) {
            return Optional.empty();
        }
        long length = tempo.get() + 1;
        long shift = netuid.value() + 1L;
        boolean runsNow = (block + shift) % length == tempo.get();
        long epoch =
                (block + shift) / length + (runsNow && runtime.specVersion() >= COUNTS_EPOCH_BLOCK_TO_NEXT ? 1 : 0);
        long begins = (epoch + period.get()) * length - shift;
        return Optional.of(
                revealsInEveryBlock()
                        ? new RevealWindow.Blocks(begins, begins + tempo.get())
                        : new RevealWindow.Blocks(begins - 1, begins - 1));
    }

    /** From 301 on every block of the reveal epoch reveals; before, only the block in which the epoch before it runs. */
    private boolean revealsInEveryBlock() {
        return has("CommitRevealWeightsVersion");
    }

    /**
     * From 423 on the next epoch begins a tempo after the last. An owner who triggers one early, or a cap that defers one,
     * shifts the window; the reveal shows it.
     */
    private Optional<RevealWindow> countedEpochs(Netuid netuid) {
        Optional<Long> tempo = tempo(netuid);
        Optional<Long> period = period(netuid);
        Optional<Long> last =
                state.welcome("LastEpochBlock", number(netuid.value())).map(Value::asLong);
        if (tempo.isEmpty() || period.isEmpty() || last.isEmpty()) {
            return Optional.empty();
        }
        long length = Math.max(1, tempo.get());
        long began = block - last.get() >= length ? block : last.get();
        long first = began + period.get() * length;
        return Optional.of(new RevealWindow.Blocks(first, first + length - 1));
    }

    /**
     * Every subnet has a tempo in the state. If none is found, the state is incomplete, and the default would be wrong.
     */
    private Optional<Long> tempo(Netuid netuid) {
        return state.welcome("Tempo", number(netuid.value())).map(Value::asLong).filter(tempo -> tempo > 0);
    }

    private Optional<Long> period(Netuid netuid) {
        return has("RevealPeriodEpochs")
                ? state.welcomeOrDefault("RevealPeriodEpochs", number(netuid.value()))
                        .map(Value::asLong)
                : Optional.of(1L);
    }

    private boolean has(String item) {
        return runtime.storage(SubtensorEvents.PALLET, item).isPresent();
    }

    private static Value number(int value) {
        return new Value.Int(value);
    }
}
