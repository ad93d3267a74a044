package io.weighbridge.chain;

import io.weighbridge.crypto.Blake2b;
import io.weighbridge.scale.Bytes;
import io.weighbridge.scale.ScaleWriter;
import java.util.List;

/**
 * A block header.
 *
 * @param parentHash the hash of the block before
 * @param number the block's number, at most 2³²−1
 * @param stateRoot the root of the state after the block
 * @param extrinsicsRoot the root of the trie of the block's extrinsics
 * @param digest the digest items, each in its SCALE encoding, in order
 */
public record Header(Hash parentHash, long number, Hash stateRoot, Hash extrinsicsRoot, List<Bytes> digest) {

    /** Checks the number and copies the digest. */
    public Header {
        if (number < 0 || number >>> 32 != 0) {
            throw new IllegalArgumentException("a header's block number has 32 bits: " + number);
        }
        digest = List.copyOf(digest);
    }

    /** SCALE: parent hash, {@code Compact<u32>} number, state root, extrinsics root, {@code Vec} of digest items. */
    public Bytes encode() {
        var out = new ScaleWriter()
                .bytes(parentHash.bytes())
                .compact(number)
                .bytes(stateRoot.bytes())
                .bytes(extrinsicsRoot.bytes())
                .compact(digest.size());
        digest.forEach(out::bytes);
        return out.toBytes();
    }

    /** The block's hash: blake2b-256 of {@link #encode()}. */
    public Hash hash() {
        return new Hash(Blake2b.hash256(encode()));
    }

    /** The block's number and hash. */
    public BlockRef ref() {
        return new BlockRef(number, hash());
    }
}
