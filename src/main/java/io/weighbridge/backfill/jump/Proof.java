package io.weighbridge.backfill.jump;

import io.weighbridge.chain.BlockRange;
import io.weighbridge.chain.RangeSet;
import io.weighbridge.store.Evidence;
import java.util.ArrayList;
import java.util.List;

/**
 * Why some blocks hold no more than what was found in them.
 *
 * <p>Between any two neighbouring states that were read, either nothing changed (no nonce, no registration, no pending
 * commit), or there lies one block, which was read in full, or the blocks were scanned. Every step of a nonce has the
 * extrinsic of that nonce, every step of {@code LastUpdate} the weight action in that very block, and every block that was
 * read names the one before it, whose state was compared, as its parent.
 *
 * @param blocks the blocks
 * @param proofLevel what was read
 * @param evidence what was counted in them
 * @param scanned the blocks that were scanned instead
 * @param reset blocks in which an account was removed, so that its nonce begins at 0 again
 * @param otherWeights blocks after which the state keeps other weights than those that were set in them last
 * @param distrusted names of endpoints that contradicted themselves about these blocks, so that others were asked
 * @param unexplained blocks whose state contradicts their extrinsics, or the state of other blocks; then all blocks were
 *     scanned
 */
public record Proof(
        BlockRange blocks,
        ProofLevel proofLevel,
        Evidence evidence,
        RangeSet scanned,
        List<Long> reset,
        List<Long> otherWeights,
        List<String> distrusted,
        List<Long> unexplained) {

    /** Copies the lists. */
    public Proof {
        otherWeights = List.copyOf(otherWeights);
        distrusted = List.copyOf(distrusted);
        reset = List.copyOf(reset);
        unexplained = List.copyOf(unexplained);
    }

    /** Whether nothing contradicts anything. */
    public boolean holds() {
        return unexplained.isEmpty();
    }

    /** Both, where the other is about the blocks right behind these and each of them holds; else the two as they are. */
    public List<Proof> with(Proof next) {
        if (blocks.last() + 1 != next.blocks.first() || proofLevel != next.proofLevel || !holds() || !next.holds()) {
            return List.of(this, next);
        }
        return List.of(new Proof(
                new BlockRange(blocks.first(), next.blocks.last()),
                proofLevel,
                evidence.plus(next.evidence),
                scanned.union(next.scanned),
                joined(reset, next.reset),
                joined(otherWeights, next.otherWeights),
                joined(distrusted, next.distrusted).stream().distinct().toList(),
                List.of()));
    }

    /** The same, after which these endpoints are not to be trusted. */
    Proof distrusting(List<String> names) {
        return new Proof(blocks, proofLevel, evidence, scanned, reset, otherWeights, names, unexplained);
    }

    private static <T> List<T> joined(List<T> first, List<T> second) {
        var all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }

    /** The same proofs, those of blocks in a row summed up as far as they hold. */
    public static List<Proof> summed(List<Proof> proofs) {
        var pieces = new ArrayList<Proof>();
        for (Proof next : proofs) {
            List<Proof> both = pieces.isEmpty()
                    ? List.of(next)
                    : pieces.remove(pieces.size() - 1).with(next);
            pieces.addAll(both);
        }
        return List.copyOf(pieces);
    }
}
