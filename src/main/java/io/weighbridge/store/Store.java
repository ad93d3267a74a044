package io.weighbridge.store;

import io.weighbridge.chain.AccountId;
import io.weighbridge.chain.BlockRange;
import io.weighbridge.chain.BlockRef;
import io.weighbridge.chain.Hash;
import io.weighbridge.chain.RangeSet;
import io.weighbridge.chain.StorageIndex;
import io.weighbridge.scale.Bytes;
import io.weighbridge.weights.Payload;
import io.weighbridge.weights.Position;
import io.weighbridge.weights.Tracked;
import io.weighbridge.weights.WeightFact;
import io.weighbridge.weights.commit.CommitLife;
import io.weighbridge.weights.commit.CommitState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Weighbridge's own database: facts, coverage, runtimes, parked blocks. Plain and blocking. Reads are safe for many
 * threads; writes come from one thread. A busy database is waited for, never an error, and so is one that is out of service
 * where {@link Endurance} says so; every other fault is a {@link StoreException}.
 */
public interface Store extends AutoCloseable {

    /** A week of blocks, in which each commit is revealed or lost; the longest reveal period, 100 epochs, is 36,100. */
    long LONGEST_WAIT = 50_400;

    /**
     * Binds the database to a chain: the first genesis hash that it sees is its own for ever.
     *
     * @throws StoreException.ForeignChain if it belongs to another chain
     */
    void bindGenesis(Hash genesis);

    /** The chain that the database belongs to, if it has seen one. */
    Optional<Hash> genesis();

    /**
     * Stores facts together with what they cover, in one transaction. Facts that are there already are left as they are,
     * so storing anything twice changes nothing; but one whose outcome is known takes the place of one whose outcome is not.
     *
     * @return the keys of the commits, old and new, of which this changed whether their reveal is certain, or which it is
     */
    Set<Long> commit(Increment increment);

    /** The blocks that are verified for every hotkey and subnet of {@code tracked}. */
    RangeSet coverage(Tracked tracked);

    /** The same with those in which effects were looked for, and failed attempts were not. */
    RangeSet coverageOfEffects(Tracked tracked);

    /** The same with those of which the bodies alone were read. */
    RangeSet coverageOfBodies(Tracked tracked);

    /** All coverage, row by row, ordered by target and first block. */
    List<CoverageRow> coverageRows();

    /** Facts in chain order; at most {@code query.limit()} of them. */
    List<StoredFact> facts(FactQuery query);

    /** Outlines of facts in chain order; at most {@code query.limit()} of them. */
    List<FactOutline> outlines(FactQuery query);

    /** Those facts, in the order of their keys; keys that nothing has are passed over. */
    List<StoredFact> factsByKey(Set<Long> keys);

    /** How many facts there are for a query, its limit and offset apart. */
    long countFacts(FactQuery query);

    /**
     * The commits that took effect, by hotkey and storage index, in chain order, and what has become of each as far as the
     * verified blocks tell.
     */
    default List<StoredCommit> commits(Tracked tracked) {
        return commits(tracked, FactQuery.ALL_BLOCKS);
    }

    /** Those commits among them that are in these blocks; no more is read than lies {@link #LONGEST_WAIT} around. */
    List<StoredCommit> commits(Tracked tracked, BlockRange blocks);

    /**
     * The commits whose reveal is certain and has weights that can be read, in the order of the reveals;
     * each commit once.
     */
    List<OpenedCommit> openedCommits(Tracked tracked);

    /** Those among these commits whose reveal is certain and has weights that can be read, in the order of the reveals. */
    List<OpenedCommit> openedCommits(Set<Long> commits);

    /** Notes that a block could not be read; a second time counts another attempt. */
    void park(long block, String reason, Instant at);

    /** Takes a block off the list. */
    void unpark(long block);

    /** Blocks that could not be read, ascending. */
    List<ParkedBlock> parkedBlocks();

    /** Keeps the metadata of a runtime; a second time changes nothing. */
    void saveMetadata(int specVersion, Bytes metadata);

    /** The metadata of a runtime, if it is kept. */
    Optional<Bytes> metadata(int specVersion);

    /**
     * Notes that every block of {@code executed} was executed by that runtime. Ranges of one runtime merge where they
     * overlap or touch, and only there: a chain may go back to an older runtime. Where the new word contradicts the old,
     * it holds: ranges of other runtimes lose the blocks.
     */
    void saveSpecRange(int specVersion, BlockRange executed);

    /** Which runtime executed which blocks, as far as known, ascending. */
    List<SpecRange> specRanges();

    /** What an earlier run left on a topic, by name. */
    Map<String, String> notes(String topic);

    /** Leaves notes on a topic to the next run, instead of those that were there. Safe for any thread. */
    void leaveNotes(String topic, Map<String, String> notes);

    /**
     * The same store for threads that may wait: where writes wait for a database that is out of service, its reads do as well.
     * It is closed with this one.
     */
    default Store patient() {
        return this;
    }

    /** Closes every connection. */
    @Override
    void close();

    /**
     * What one step of indexing adds.
     *
     * @param tracked whose weights were looked for
     * @param covered the blocks that were looked at
     * @param strategy how: {@code follow}, {@code scan}, {@code jump}, {@code jump+no-account} where a life of the hotkey's
     *     account may have begun and ended unseen, {@code jump+no-proof} where nonces were not looked at, {@code bodies} where
     *     the bodies alone were read; with {@code +unverified} behind it where bodies were not compared with their extrinsics root
     * @param facts what was found, in chain order
     * @param evidence why that is all
     */
    record Increment(Tracked tracked, BlockRange covered, String strategy, List<WeightFact> facts, Evidence evidence) {

        /** What was found by reading every block. */
        public Increment(Tracked tracked, BlockRange covered, String strategy, List<WeightFact> facts) {
            this(tracked, covered, strategy, facts, Evidence.NONE);
        }

        /** Copies the facts. */
        public Increment {
            facts = List.copyOf(facts);
        }
    }

    /**
     * One row of coverage.
     *
     * @param netuid the subnet's number, or {@code all}
     * @param hotkey the hotkey's SS58 address, or {@code all}
     * @param blocks the blocks
     * @param strategy how they were looked at
     * @param evidence why what was found in them is all
     */
    record CoverageRow(String netuid, String hotkey, BlockRange blocks, String strategy, Evidence evidence) {

        /** Whether failed attempts were looked for as well, so that the blocks count as verified. */
        public boolean isVerified() {
            return showsEffects() && !strategy.contains("+no-proof");
        }

        /** Whether it is known what took effect; bodies alone do not tell. */
        public boolean showsEffects() {
            return !strategy.startsWith("bodies");
        }

        /** What that way of looking cannot see, or takes on trust; empty where that is nothing. */
        public String open() {
            var open = new ArrayList<String>();
            if (!showsEffects()) {
                open.add("what became of the calls; reveals by the chain, and whatever leaves no call in a body");
            } else if (!isVerified()) {
                open.add("attempts that failed, and what changed nothing in the end");
            } else if (strategy.startsWith("jump")) {
                open.add("failed calls that others signed for the hotkey");
            }
            if (strategy.contains("+no-account")) {
                open.add("a life of the hotkey's account that began and ended between two looks");
            }
            if (strategy.contains("+unverified")) {
                open.add("bodies are the endpoint's word");
            }
            return String.join("; ", open);
        }
    }

    /**
     * A fact and its key in the store.
     *
     * @param id the key
     * @param fact the fact
     */
    record StoredFact(long id, WeightFact fact) {}

    /**
     * A commit and what has become of it; keys of facts are those of {@link StoredFact}.
     *
     * @param hotkey whose
     * @param index the subnet and the mechanism
     * @param life the commit and its reveal
     * @param state what has become of it
     */
    record StoredCommit(AccountId hotkey, StorageIndex index, CommitLife life, CommitState state) {}

    /**
     * A commit that came into the open.
     *
     * @param block the block that holds the commit
     * @param position the commit's place in it
     * @param weights what the reveal brought into the open
     */
    record OpenedCommit(BlockRef block, Position position, Payload.Open weights) {

        /** What names the commit beyond one store, as {@link WeightFact#key()} does. */
        public String key() {
            return WeightFact.key(block, position);
        }
    }

    /**
     * A block that could not be read.
     *
     * @param block its number
     * @param reason why
     * @param attempts how often it was tried, at least 1
     * @param lastTried when it was tried last
     */
    record ParkedBlock(long block, String reason, int attempts, Instant lastTried) {}

    /**
     * Which runtime executed which blocks.
     *
     * @param specVersion the runtime
     * @param executed the blocks
     */
    record SpecRange(int specVersion, BlockRange executed) {}
}
