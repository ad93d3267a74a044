package io.weighbridge.devnet.state;

import io.weighbridge.scale.Bytes;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The values that one key had, each from a block on. Safe for many threads. */
final class Versions {

    private int[] blocks = new int[1];
    private @Nullable Bytes[] values = new @Nullable Bytes[1];
    private int count;

    /** The value in the state after that block; none where there was none, or none any more. */
    synchronized Optional<Bytes> at(long block) {
        int found = Arrays.binarySearch(blocks, 0, count, (int) Math.min(block, Integer.MAX_VALUE));
        int version = found >= 0 ? found : -found - 2;
        return version < 0 ? Optional.empty() : Optional.ofNullable(values[version]);
    }

    /** Adds a value, or with {@code null} its end; blocks ascend. */
    synchronized void add(int block, @Nullable Bytes value) {
        if (count > 0 && block <= blocks[count - 1]) {
            throw new IllegalArgumentException("block " + block + " is written after block " + blocks[count - 1]);
        }
        if (count == blocks.length) {
            blocks = Arrays.copyOf(blocks, 2 * count);
            values = Arrays.copyOf(values, 2 * count);
        }
        blocks[count] = block;
        values[count++] = value;
    }
}
