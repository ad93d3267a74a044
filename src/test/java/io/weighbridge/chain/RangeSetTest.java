package io.weighbridge.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** By example, and against sets of bits. */
class RangeSetTest {

    private static final int BLOCKS = 64;

    @Test
    void mergesRangesThatOverlapOrTouch() {
        assertThat(set(8, 9, 1, 3, 4, 5, 2, 4).ranges()).containsExactly(new BlockRange(1, 5), new BlockRange(8, 9));
    }

    @Test
    void mergesARangeWithinAnother() {
        assertThat(set(1, 9, 2, 3, 5, 6).ranges()).containsExactly(new BlockRange(1, 9));
    }

    @Test
    void findsTheGaps() {
        assertThat(RangeSet.of(new BlockRange(0, 10))
                        .minus(set(2, 3, 5, 5, 9, 20))
                        .ranges())
                .containsExactly(new BlockRange(0, 1), new BlockRange(4, 4), new BlockRange(6, 8));
    }

    @Test
    void ofNoRangeIsEmpty() {
        assertThat(RangeSet.EMPTY.isEmpty()).isTrue();
        assertThat(RangeSet.EMPTY.size()).isZero();
        assertThat(RangeSet.EMPTY.first()).isEmpty();
        assertThat(RangeSet.EMPTY.last()).isEmpty();
        assertThat(RangeSet.EMPTY.contains(0)).isFalse();
    }

    @Test
    void reachesToTheGreatestNumber() {
        var all = new BlockRange(0, Long.MAX_VALUE - 1);
        var end = new BlockRange(5, Long.MAX_VALUE - 1);

        assertThat(RangeSet.of(all).minus(RangeSet.of(end)).ranges()).containsExactly(new BlockRange(0, 4));
        assertThat(RangeSet.of(all).union(RangeSet.of(end)).ranges()).containsExactly(all);
        assertThat(RangeSet.of(all).size()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void refusesWhatIsNoRange() {
        assertThatThrownBy(() -> new BlockRange(2, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new BlockRange(-1, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new BlockRange(0, Long.MAX_VALUE)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aRangeHoldsItsEnds() {
        var range = new BlockRange(5, 9);

        assertThat(List.of(range.contains(4), range.contains(5), range.contains(9), range.contains(10)))
                .containsExactly(false, true, true, false);
        assertThat(range.size()).isEqualTo(5);
        assertThat(range).hasToString("5–9");
        assertThat(new BlockRange(7, 7)).hasToString("7");
    }

    @Test
    void agreesWithSetsOfBits() {
        for (long seed = 0; seed < 1_000; seed++) {
            var random = new Random(seed);
            var one = new BitSet();
            var other = new BitSet();
            RangeSet left = random(random, one);
            RangeSet right = random(random, other);

            assertSame(seed, left, one);
            assertSame(seed, left.union(right), with(one, other, BitSet::or));
            assertSame(seed, left.intersect(right), with(one, other, BitSet::and));
            assertSame(seed, left.minus(right), with(one, other, BitSet::andNot));
        }
    }

    private interface Operation {
        void apply(BitSet target, BitSet operand);
    }

    private static BitSet with(BitSet one, BitSet other, Operation operation) {
        var result = (BitSet) one.clone();
        operation.apply(result, other);
        return result;
    }

    private static RangeSet random(Random random, BitSet bits) {
        var ranges = new ArrayList<BlockRange>();
        for (int i = random.nextInt(8); i > 0; i--) {
            int first = random.nextInt(BLOCKS);
            int last = Math.min(BLOCKS - 1, first + random.nextInt(12));
            ranges.add(new BlockRange(first, last));
            bits.set(first, last + 1);
        }
        return new RangeSet(ranges);
    }

    private static void assertSame(long seed, RangeSet set, BitSet bits) {
        for (int block = 0; block <= BLOCKS; block++) {
            assertThat(set.contains(block)).as("seed %d, block %d", seed, block).isEqualTo(bits.get(block));
        }
        assertThat(set.size()).as("seed %d", seed).isEqualTo(bits.cardinality());
        assertThat(set.isEmpty()).as("seed %d", seed).isEqualTo(bits.isEmpty());
        assertThat(set.first().orElse(-1)).as("seed %d", seed).isEqualTo(bits.nextSetBit(0));
        assertThat(set.last().orElse(-1)).as("seed %d", seed).isEqualTo(bits.length() - 1);
        for (int i = 1; i < set.ranges().size(); i++) {
            assertThat(set.ranges().get(i).first() - set.ranges().get(i - 1).last())
                    .as("seed %d: ranges do not touch", seed)
                    .isGreaterThan(1);
        }
    }

    private static RangeSet set(long... ends) {
        var ranges = new ArrayList<BlockRange>();
        for (int i = 0; i < ends.length; i += 2) {
            ranges.add(new BlockRange(ends[i], ends[i + 1]));
        }
        return new RangeSet(ranges);
    }
}
