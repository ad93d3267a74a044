package io.weighbridge.watch;

import io.reactivex.rxjava3.core.Single;
import io.weighbridge.chain.BlockRef;
import io.weighbridge.chain.Netuid;
import io.weighbridge.ingest.ProgressListener;
import io.weighbridge.ingest.StateReader;
import io.weighbridge.runtime.Runtime;
import io.weighbridge.runtime.Value;
import io.weighbridge.scale.Bytes;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the chain for the tempo of the subnets that matter, at the first head and again from time to time: an owner may
 * change it. Safe for many threads; whoever tells of a head never waits.
 */
public final class Tempos implements ProgressListener {

    private static final Logger LOG = LoggerFactory.getLogger(Tempos.class);
    private static final String PALLET = "SubtensorModule";
    private static final String ITEM = "Tempo";

    /** About an hour. */
    private static final long BLOCKS_KEPT = 300;

    private final Supplier<StateReader> states;
    private final LastSetTracker lastSets;
    private final Consumer<Map<Netuid, Integer>> listener;
    private final Set<Netuid> known = new HashSet<>();
    private long askedAt = -BLOCKS_KEPT;
    private boolean asking;

    /** Tells {@code lastSets} and {@code listener} what it finds out; nothing is asked for yet. */
    public Tempos(Supplier<StateReader> states, LastSetTracker lastSets, Consumer<Map<Netuid, Integer>> listener) {
        this.states = states;
        this.lastSets = lastSets;
        this.listener = listener;
    }

    @Override
    public void finalizedHead(BlockRef head) {
        Set<Netuid> wanted = lastSets.netuids();
        if (isDue(head.number(), wanted)) {
            // Its end is its own affair: it either tells what it found, or leaves it to the next head.
            var unused = Single.defer(() -> at(head, wanted)).subscribe(this::found, this::failed);
        }
    }

    /** The tempos of those subnets that exist, in blocks, in the state after a block. */
    public Single<Map<Netuid, Integer>> at(BlockRef block, Set<Netuid> netuids) {
        List<Netuid> asked = List.copyOf(netuids);
        return states.get().state(block, runtime -> keys(runtime, asked)).map(state -> read(state, asked));
    }

    private synchronized boolean isDue(long head, Set<Netuid> wanted) {
        boolean due = !asking && !wanted.isEmpty() && (!known.containsAll(wanted) || head - askedAt >= BLOCKS_KEPT);
        if (due) {
            asking = true;
            askedAt = head;
            // A subnet that does not exist is not asked for with every head.
            known.addAll(wanted);
        }
        return due;
    }

    private synchronized void found(Map<Netuid, Integer> tempos) {
        asking = false;
        tempos.forEach(lastSets::tempo);
        listener.accept(tempos);
    }

    private synchronized void failed(Throwable fault) {
        asking = false;
        known.clear();
        LOG.debug("the tempo could not be had; it is asked for again with the next head", fault);
    }

    private static List<Bytes> keys(Runtime runtime, List<Netuid> netuids) {
        return runtime.storage(PALLET, ITEM)
                .map(storage -> netuids.stream()
                        .map(netuid -> storage.key(number(netuid)))
                        .toList())
                .orElse(List.of());
    }

    private static Map<Netuid, Integer> read(StateReader.State state, List<Netuid> netuids) {
        var tempos = new HashMap<Netuid, Integer>();
        state.runtime().storage(PALLET, ITEM).ifPresent(storage -> {
            for (Netuid netuid : netuids) {
                state.values()
                        .getOrDefault(storage.key(number(netuid)), Optional.empty())
                        .map(storage::decode)
                        .map(Value::asInt)
                        .filter(tempo -> tempo > 0)
                        .ifPresent(tempo -> tempos.put(netuid, tempo));
            }
        });
        return tempos;
    }

    private static Value number(Netuid netuid) {
        return new Value.Int(netuid.value());
    }
}
