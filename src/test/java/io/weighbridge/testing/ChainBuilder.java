package io.weighbridge.testing;

import io.weighbridge.chain.BlockRef;
import io.weighbridge.chain.Hash;
import io.weighbridge.chain.Header;
import io.weighbridge.chain.RawBlock;
import io.weighbridge.scale.Bytes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Makes chains for tests whose hashes a person can read: block 12 has the hash {@code 0xb1000…0012}, and on a fork
 * {@code 0xfa000…0012}. Headers do not hash to them. What the blocks say is understood by {@link TestDecoder}.
 */
public final class ChainBuilder {

    private static final int FIRST_SPEC = 100;

    /** A digest item {@code RuntimeEnvironmentUpdated}. */
    private static final Bytes RUNTIME_UPDATED = Bytes.copyOf((byte) 8);

    private final long last;
    private final Map<Long, Integer> facts = new HashMap<>();
    private final Set<Long> damaged = new HashSet<>();
    private final Set<Long> needState = new HashSet<>();
    private final Set<Long> neverEnough = new HashSet<>();
    private final TreeMap<Long, Integer> upgrades = new TreeMap<>();
    private final Set<Long> announced = new HashSet<>();
    private long forkAt = Long.MAX_VALUE;

    private ChainBuilder(long last) {
        this.last = last;
        upgrades.put(0L, FIRST_SPEC);
    }

    /** A chain from genesis to block {@code last}, of runtime 100. */
    public static ChainBuilder chainTo(long last) {
        return new ChainBuilder(last);
    }

    /** The hash of a block on the main chain. */
    public static Hash hash(long number) {
        return readable("b1", number);
    }

    /** Number and hash of a block on the main chain. */
    public static BlockRef ref(long number) {
        return new BlockRef(number, hash(number));
    }

    /** Puts that many facts into a block. */
    public ChainBuilder withFacts(long block, int count) {
        facts.put(block, count);
        return this;
    }

    /** Puts one fact into every block whose number is a multiple of {@code step}. */
    public ChainBuilder withFactEvery(int step) {
        for (long block = step; block <= last; block += step) {
            facts.put(block, 1);
        }
        return this;
    }

    /** Makes a block that cannot be decoded. */
    public ChainBuilder damagedAt(long block) {
        damaged.add(block);
        return this;
    }

    /** Makes a block with one fact that shows only with a value from the state. */
    public ChainBuilder needingStateAt(long block) {
        needState.add(block);
        return this;
    }

    /** Makes a block that needs more values from the state the more it is given. */
    public ChainBuilder neverEnoughAt(long block) {
        neverEnough.add(block);
        return this;
    }

    /** The state of that block, and of those after it, holds this runtime; the header says so. */
    public ChainBuilder upgradeAt(long block, int spec) {
        announced.add(block);
        return swapAt(block, spec);
    }

    /** The state of that block, and of those after it, holds this runtime; no header says so. */
    public ChainBuilder swapAt(long block, int spec) {
        upgrades.put(block, spec);
        return this;
    }

    /** From that block on, the chain is another one. */
    public ChainBuilder forkAt(long block) {
        forkAt = block;
        return this;
    }

    /** The chain. */
    public Chain build() {
        var blocks = new ArrayList<RawBlock>();
        var specs = new ArrayList<Integer>();
        for (long number = 0; number <= last; number++) {
            Hash parent =
                    number == 0 ? Hash.ZERO : blocks.get((int) number - 1).ref().hash();
            List<Bytes> digest = announced.contains(number) ? List.of(RUNTIME_UPDATED) : List.of();
            Hash own = readable(number >= forkAt ? "fa" : "b1", number);
            blocks.add(new RawBlock(
                    new BlockRef(number, own),
                    new Header(parent, number, Hash.ZERO, Hash.ZERO, digest),
                    number == 0 ? List.of() : List.of(extrinsic(number))));
            specs.add(upgrades.floorEntry(number).getValue());
        }
        return new Chain(blocks, specs);
    }

    private Bytes extrinsic(long number) {
        if (damaged.contains(number)) {
            return TestDecoder.DAMAGED;
        }
        if (neverEnough.contains(number)) {
            return TestDecoder.NEVER_ENOUGH;
        }
        return needState.contains(number)
                ? TestDecoder.NEEDS_STATE
                : Bytes.copyOf((byte) (int) facts.getOrDefault(number, 0));
    }

    private static Hash readable(String prefix, long number) {
        String digits = Long.toString(number);
        return Hash.fromHex(prefix + "0".repeat(64 - prefix.length() - digits.length()) + digits);
    }

    /**
     * A chain in memory.
     *
     * @param blocks each at the position of its number
     * @param specs the runtime in the state of each block
     */
    public record Chain(List<RawBlock> blocks, List<Integer> specs) {

        /** Copies the lists. */
        public Chain {
            blocks = List.copyOf(blocks);
            specs = List.copyOf(specs);
        }

        /** The block of that number. */
        public RawBlock block(long number) {
            return blocks.get((int) number);
        }

        /** The newest block. */
        public BlockRef head() {
            return blocks.get(blocks.size() - 1).ref();
        }

        /** The runtime that executed a block: the one in its parent's state. */
        public int executedBy(long number) {
            return specs.get((int) number - 1);
        }
    }
}
