package io.weighbridge.chain;

import io.weighbridge.scale.Bytes;
import java.util.List;

/**
 * A block as bytes: what a node gave, nothing decoded but the header.
 *
 * @param ref the block's number and hash
 * @param header the header with that hash
 * @param extrinsics each with its length prefix, in order
 */
public record RawBlock(BlockRef ref, Header header, List<Bytes> extrinsics) {

    /** Checks that the numbers agree and copies the extrinsics. */
    public RawBlock {
        if (ref.number() != header.number()) {
            throw new IllegalArgumentException("block " + ref + " has a header of block " + header.number());
        }
        extrinsics = List.copyOf(extrinsics);
    }
}
