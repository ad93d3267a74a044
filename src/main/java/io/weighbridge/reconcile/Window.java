package io.weighbridge.reconcile;

/**
 * The allowed distance between a fact and a row.
 *
 * @param after how many blocks the fact may come after the row, at least 0
 * @param before how many blocks the fact may come before the row, at least 0
 */
public record Window(long after, long before) {

    /** Checks the numbers. */
    public Window {
        if (after < 0 || before < 0) {
            throw new IllegalArgumentException("a window has no negative side: [" + after + ", " + before + "]");
        }
    }

    /** The intersection with another window. */
    Window within(Window cap) {
        return new Window(Math.min(after, cap.after), Math.min(before, cap.before));
    }

    /** Whether a lag (row minus fact) lies within, both in microseconds. */
    boolean allows(long lag, long blockTime) {
        return lag >= -after * blockTime && lag <= before * blockTime;
    }
}
