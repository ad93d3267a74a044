package io.weighbridge.store;

/**
 * Why covered blocks hold no more than what was found in them, as numbers that add up over blocks that lie side by side.
 * Counted for all hotkeys that were looked for together, with those who may sign for them as proxies. None of them is
 * negative.
 *
 * @param states how many states were compared, each with the next one; 0 where nothing was counted, as in a scan
 * @param proved of how many of these states the values were proved against the state root of the block's header
 * @param visited how many blocks were read in full because they left a trace; each names the block before it as its parent
 * @param nonceSteps by how much the nonces went up in those blocks, and so in all
 * @param extrinsics how many extrinsics of the same signers stand in those blocks
 * @param effects how often {@code LastUpdate} moved, each time to the number of a visited block that says why
 */
public record Evidence(long states, long proved, long visited, long nonceSteps, long extrinsics, long effects) {

    /** Nothing was counted: every block was read. */
    public static final Evidence NONE = new Evidence(0, 0, 0, 0, 0, 0);

    /** Checks that nothing is negative. */
    public Evidence {
        if (states < 0 || proved < 0 || visited < 0 || nonceSteps < 0 || extrinsics < 0 || effects < 0) {
            throw new IllegalArgumentException("counts are not negative: " + states + ", " + proved + ", " + visited
                    + ", " + nonceSteps + ", " + extrinsics + ", " + effects);
        }
    }

    /** Whether anything was counted. */
    public boolean isCounted() {
        return states > 0;
    }

    /** What is true of both together, where they are about different blocks. */
    public Evidence plus(Evidence other) {
        return new Evidence(
                states + other.states,
                proved + other.proved,
                visited + other.visited,
                nonceSteps + other.nonceSteps,
                extrinsics + other.extrinsics,
                effects + other.effects);
    }
}
