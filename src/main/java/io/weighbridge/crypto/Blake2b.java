package io.weighbridge.crypto;

import io.weighbridge.scale.Bytes;
import org.bouncycastle.crypto.digests.Blake2bDigest;

/** The BLAKE2b hash (RFC 7693, no key) in the two lengths that Substrate uses. */
public final class Blake2b {

    private Blake2b() {}

    /** The 32-byte hash: of extrinsics, headers, commits. */
    public static Bytes hash256(Bytes message) {
        return hash(message, 256);
    }

    /** The 16-byte hash: of {@code Blake2_128} storage keys. */
    public static Bytes hash128(Bytes message) {
        return hash(message, 128);
    }

    /** The 64-byte hash: of SS58 checksums. */
    static Bytes hash512(Bytes message) {
        return hash(message, 512);
    }

    private static Bytes hash(Bytes message, int bits) {
        var digest = new Blake2bDigest(bits);
        digest.update(message.toArray(), 0, message.size());
        var out = new byte[bits / 8];
        digest.doFinal(out, 0);
        return Bytes.wrap(out);
    }
}
