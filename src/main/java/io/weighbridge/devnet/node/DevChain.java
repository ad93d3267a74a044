package io.weighbridge.devnet.node;

import io.weighbridge.chain.Hash;
import io.weighbridge.chain.RawBlock;
import io.weighbridge.devnet.actor.Dice;
import io.weighbridge.devnet.actor.Scenario;
import io.weighbridge.devnet.pallet.Act;
import io.weighbridge.devnet.pallet.Ending;
import io.weighbridge.devnet.pallet.State;
import io.weighbridge.devnet.spec.DevRuntime;
import io.weighbridge.devnet.state.Overlay;
import io.weighbridge.devnet.state.StateHistory;
import io.weighbridge.scale.Bytes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * A chain as an archive node has it: all blocks, all states, a best and a finalized head. Any thread may read; {@link
 * #produce} is for one thread at a time.
 */
public final class DevChain {

    private static final int FINALITY_PAUSE_PERCENT = 35;

    private final Scenario scenario;
    private final StateHistory states = new StateHistory();
    private final Runtimes runtimes = new Runtimes(states);
    private final StateTries tries = new StateTries(states);
    private final BlockAuthor author;
    private final Pool pool;
    private final List<RawBlock> blocks = new ArrayList<>();
    private final Map<Hash, Integer> numbers = new HashMap<>();
    private final List<Act> acts = new ArrayList<>();
    private final List<Ending> endings = new ArrayList<>();
    private long finalized;

    /** A chain of one block, genesis. */
    public DevChain(Scenario scenario) {
        this.scenario = scenario;
        this.author = new BlockAuthor(scenario, states, runtimes);
        this.pool = new Pool(this);
        add(author.genesis());
    }

    /** What the chain looks like. */
    public Scenario scenario() {
        return scenario;
    }

    /** Makes the next block, and finalizes some of those before it. */
    public RawBlock produce() {
        RawBlock best = best();
        MadeBlock made = author.next(best.ref(), pool.drain());
        add(made);
        return made.block();
    }

    /** How many slots the next block takes: more than one if slots are missed. */
    public int slotsToNext() {
        return author.slots(best().ref().number() + 1);
    }

    /** How many slots the first {@code blocks} blocks of such a chain take, with those that are missed. */
    public static long slotsOf(Scenario scenario, long blocks) {
        return LongStream.rangeClosed(1, blocks)
                .map(number -> BlockAuthor.slots(scenario, number))
                .sum();
    }

    /** The extrinsics that wait for the next block. */
    public Pool pool() {
        return pool;
    }

    /** The newest block. */
    public synchronized RawBlock best() {
        return blocks.get(blocks.size() - 1);
    }

    /** The newest finalized block. */
    public synchronized RawBlock finalized() {
        return blocks.get((int) finalized);
    }

    /** The block with that number, if there is one yet. */
    public synchronized Optional<RawBlock> block(long number) {
        return number >= 0 && number < blocks.size() ? Optional.of(blocks.get((int) number)) : Optional.empty();
    }

    /** The block with that hash, if there is one. */
    public synchronized Optional<RawBlock> block(Hash hash) {
        return Optional.ofNullable(numbers.get(hash)).map(blocks::get);
    }

    /** A value in the state after block {@code number}. */
    public Optional<Bytes> storage(Bytes key, long number) {
        return states.get(key, number);
    }

    /**
     * Keys in the state after block {@code number} that begin with {@code prefix} and come after {@code after}, ascending,
     * at most {@code limit}.
     */
    public List<Bytes> keys(Bytes prefix, Bytes after, int limit, long number) {
        return states.keys(prefix, after, limit, number);
    }

    /** Nodes of the state's trie after block {@code number} that tell what those keys hold. */
    public List<Bytes> proof(List<Bytes> keys, long number) {
        return tries.after(number).proof(keys);
    }

    /** The runtime in the state after block {@code number}: it executes the block after it. */
    public DevRuntime runtimeAfter(long number) {
        return runtimes.after(number);
    }

    /** When block {@code number} was made, by the chain's own clock. */
    public Instant time(long number) {
        State after = new State(runtimeAfter(number), new Overlay(states, number));
        return Instant.ofEpochMilli(after.get("Timestamp.Now").asLong());
    }

    /** The state after the best block, to be looked at. */
    public synchronized State newestState() {
        long best = best().ref().number();
        return new State(runtimeAfter(best), new Overlay(states, best));
    }

    /** Every weight action from block {@code from} on, in the order in which they happened. */
    public synchronized List<Act> acts(long from) {
        return acts.stream().filter(act -> act.block() >= from).toList();
    }

    /** Every end of a commit so far, in order; expired commits are noticed late or never. */
    public synchronized List<Ending> endings() {
        return List.copyOf(endings);
    }

    StateHistory states() {
        return states;
    }

    /** Adds the state first, then the block, so that a reader who finds the block also finds its state. */
    private void add(MadeBlock made) {
        long number = made.block().ref().number();
        states.add(number, made.changes());
        synchronized (this) {
            numbers.put(made.block().ref().hash(), blocks.size());
            blocks.add(made.block());
            acts.addAll(made.acts());
            endings.addAll(made.endings());
            finalized = Math.max(finalized, finalizedAt(number));
        }
    }

    /** Finality is two or three blocks behind; sometimes it pauses, and then several blocks become final at once. */
    private long finalizedAt(long number) {
        Dice dice = scenario.dice();
        return dice.happens(FINALITY_PAUSE_PERCENT, "finality pause", number)
                ? 0
                : number - 2 - dice.below(2, "finality lag", number);
    }
}
