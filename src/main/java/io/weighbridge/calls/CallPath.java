package io.weighbridge.calls;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The place of a call in its extrinsic: the index of the nested call at each level, from outside in. A path holds only
 * its own index and its parent's path, so a deep tree of calls stays small.
 */
public final class CallPath {

    /** The extrinsic's own call. */
    public static final CallPath ROOT = new CallPath(null, 0, 0);

    private final @Nullable CallPath outer;
    private final int index;
    private final int depth;

    private CallPath(@Nullable CallPath outer, int index, int depth) {
        this.outer = outer;
        this.index = index;
        this.depth = depth;
    }

    /** The path of the call with that index in the call here. */
    public CallPath inner(int innerIndex) {
        return new CallPath(this, innerIndex, depth + 1);
    }

    /** How many calls are around it; 0 for the extrinsic's own. */
    public int depth() {
        return depth;
    }

    /** The indexes, from outside in. */
    public List<Integer> indexes() {
        Deque<Integer> indexes = new ArrayDeque<>(depth);
        for (CallPath at = this; at != null && at.outer != null; at = at.outer) {
            indexes.addFirst(at.index);
        }
        return List.copyOf(indexes);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof CallPath that
                && depth == that.depth
                && indexes().equals(that.indexes());
    }

    @Override
    public int hashCode() {
        return indexes().hashCode();
    }

    /** {@code [0, 2]}. */
    @Override
    public String toString() {
        return indexes().toString();
    }
}
