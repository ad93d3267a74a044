package io.weighbridge.store.sqlite;

import java.util.Arrays;

/**
 * A release of SQLite. Before 3.51.3 (and 3.50.7, 3.44.6 in their lines) two writing processes can meet in a race at the
 * reset of the write-ahead log that damages the file.
 */
record SqliteVersion(int major, int minor, int patch) {

    /** Reads {@code 3.51.3}. */
    static SqliteVersion parse(String text) {
        int[] parts = Arrays.stream(text.split("\\.", -1))
                .limit(3)
                .mapToInt(Integer::parseInt)
                .toArray();
        return new SqliteVersion(parts[0], parts[1], parts.length > 2 ? parts[2] : 0);
    }

    /** Whether several processes may write to one file without danger. */
    boolean isSafeForTwoWriters() {
        if (major != 3) {
            return major > 3;
        }
        return switch (minor) {
            case 44 -> patch >= 6;
            case 50 -> patch >= 7;
            case 51 -> patch >= 3;
            default -> minor > 51;
        };
    }

    @Override
    public String toString() {
        return major + "." + minor + "." + patch;
    }
}
