package io.weighbridge.backfill.jump;

import io.weighbridge.chain.BlockRange;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;

/**
 * In which of some blocks a change most likely happened that left no trace of its block number. Each block has a weight, at
 * first the same for all, 1 in total. It decides where to look first, and never what is found. Not thread safe.
 */
final class BlockLikelihood {

    /** How the weight of a predicted block spreads to its neighbours. */
    private static final double[] SPREAD = {0.5, 0.15, 0.05, 0.03, 0.02};

    /** From this share of all weights on a block is read at once, without reading states around it. */
    private static final double LIKELY = 0.4;

    /** How many bisections ahead hashes are asked for. */
    private static final int AHEAD = 2;

    private final long first;
    private final double[] weights;

    /** All blocks are equally likely. */
    BlockLikelihood(BlockRange blocks) {
        this.first = blocks.first();
        this.weights = new double[Math.toIntExact(blocks.size())];
        Arrays.fill(weights, 1.0 / weights.length);
    }

    /** Adds weight to that block, and less to its neighbours. */
    void near(long block, double weight) {
        for (int distance = 1 - SPREAD.length; distance < SPREAD.length; distance++) {
            add(block + distance, weight * SPREAD[Math.abs(distance)]);
        }
    }

    /** Adds weight to all of these, spread evenly. */
    void among(BlockRange blocks, double weight) {
        long from = Math.max(first, blocks.first());
        long to = Math.min(first + weights.length - 1, blocks.last());
        for (long block = from; block <= to; block++) {
            add(block, weight / (to - from + 1));
        }
    }

    private void add(long block, double weight) {
        if (block >= first && block < first + weights.length) {
            weights[(int) (block - first)] += weight;
        }
    }

    /** The likeliest block, if it is likely enough to be read at once. */
    OptionalLong likeliest() {
        int best = 0;
        double all = 0;
        for (int at = 0; at < weights.length; at++) {
            all += weights[at];
            best = weights[at] > weights[best] ? at : best;
        }
        return weights[best] >= LIKELY * all ? OptionalLong.of(first + best) : OptionalLong.empty();
    }

    /** The block that halves the weight; of at least two blocks. */
    long middle() {
        return first + middle(0, weights.length - 1);
    }

    /** The blocks at which bisection may go on after that {@link #middle}. */
    List<Long> next() {
        var next = new ArrayList<Long>();
        int middle = middle(0, weights.length - 1);
        collect(0, middle, AHEAD, next);
        collect(middle + 1, weights.length - 1, AHEAD, next);
        return next;
    }

    private void collect(int from, int to, int depth, List<Long> into) {
        if (from < to && depth > 0) {
            int middle = middle(from, to);
            into.add(first + middle);
            collect(from, middle, depth - 1, into);
            collect(middle + 1, to, depth - 1, into);
        }
    }

    private int middle(int from, int to) {
        double all = 0;
        for (int at = from; at <= to; at++) {
            all += weights[at];
        }
        double before = 0;
        int middle = from;
        for (int at = from; at < to; at++) {
            double with = before + weights[at];
            middle = at;
            if (with >= all / 2) {
                boolean closer = at > from && all / 2 - before < with - all / 2;
                return closer ? at - 1 : at;
            }
            before = with;
        }
        return middle;
    }
}
