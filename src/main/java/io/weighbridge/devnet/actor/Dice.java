package io.weighbridge.devnet.actor;

/**
 * Deterministic random numbers: the same question with the same seed has the same answer, in whatever order questions
 * are asked.
 *
 * @param seed the seed
 */
public record Dice(long seed) {

    /** A number from 0 to {@code bound} − 1. */
    public int below(int bound, String question, long... about) {
        return (int) Long.remainderUnsigned(roll(question, about), bound);
    }

    /** Whether something happens that happens {@code percent} times in a hundred. */
    public boolean happens(int percent, String question, long... about) {
        return below(100, question, about) < percent;
    }

    /** 64 bits. */
    long roll(String question, long... about) {
        long mixed = mix(seed ^ (long) question.hashCode() << 17);
        for (long part : about) {
            mixed = mix(mixed + part);
        }
        return mixed;
    }

    /** The finalizer of SplitMix64. */
    private static long mix(long value) {
        long z = value + 0x9e3779b97f4a7c15L;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
