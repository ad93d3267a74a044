package io.weighbridge.backfill.jump;

import io.weighbridge.chain.BlockRange;
import io.weighbridge.chain.RangeSet;
import java.util.ArrayList;
import java.util.List;

/**
 * Why some blocks hold no more than what was found in them.
 *
 * <p>Between any two states that were looked at next to each other, either nothing changed (no nonce, no seat, no pending
 * commit), or there lies one block, which was read in full, or the blocks were scanned.
 *
 * @param blocks the blocks
 * @param visited how many of them were read because they left a trace
 * @param moved by how much the nonces went up in those
 * @param signed how many extrinsics of the same signers stand in those
 * @param looks how many states were looked at
 * @param scanned the blocks that were scanned instead
 * @param reset blocks in which an account ended and its nonce began anew
 * @param unexplained blocks whose nonces moved by something else than the extrinsics in them; then all blocks were scanned
 */
public record Proof(
        BlockRange blocks,
        long visited,
        long moved,
        long signed,
        long looks,
        RangeSet scanned,
        List<Long> reset,
        List<Long> unexplained) {

    /** Copies the lists. */
    public Proof {
        reset = List.copyOf(reset);
        unexplained = List.copyOf(unexplained);
    }

    /** Whether every step of a nonce has its extrinsic. */
    public boolean holds() {
        return unexplained.isEmpty();
    }

    /** Both, where the other is about the blocks right behind these and each of them holds; else the two as they are. */
    public List<Proof> with(Proof next) {
        if (blocks.last() + 1 != next.blocks.first() || !holds() || !next.holds()) {
            return List.of(this, next);
        }
        var resets = new ArrayList<>(reset);
        resets.addAll(next.reset);
        return List.of(new Proof(
                new BlockRange(blocks.first(), next.blocks.last()),
                visited + next.visited,
                moved + next.moved,
                signed + next.signed,
                looks + next.looks,
                scanned.union(next.scanned),
                resets,
                List.of()));
    }
}
