package io.weighbridge.devnet.pallet;

import io.weighbridge.crypto.Blake2b;
import io.weighbridge.scale.Bytes;
import io.weighbridge.scale.ScaleWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * Ciphertexts with the layout of timelock encryption but without its security: the key is derived from the pulse's
 * signature, and all signatures follow from the seed of the devnet.
 *
 * <pre>
 * point (96 bytes) | length 32 (u64) | check (32 bytes) | length 32 (u64) | zeros (32 bytes)
 *   | length of the body (u64) | length of the text and tag (u64) | masked text | tag (16 bytes) | length 12 (u64) | nonce (12 bytes)
 *   | length 8 (u64) | AES_GCM_
 * </pre>
 */
public final class Timelock {

    private static final Bytes SUITE = Bytes.wrap("AES_GCM_".getBytes(StandardCharsets.US_ASCII));
    private static final int POINT = 96;
    private static final int MASK = 32;
    private static final int TAG = 16;
    private static final int NONCE = 12;
    private static final int TEXT = POINT + 2 * (Long.BYTES + MASK) + 2 * Long.BYTES;
    private static final int AROUND_TEXT = TEXT + TAG + Long.BYTES + NONCE + Long.BYTES + SUITE.size();

    private Timelock() {}

    /** Encrypts for the pulse with that signature. */
    public static Bytes seal(Bytes text, Bytes signature) {
        Bytes masked = masked(text, signature);
        return new ScaleWriter()
                .bytes(stream(masked, POINT))
                .u64(MASK)
                .bytes(check(text, signature))
                .u64(MASK)
                .bytes(stream(signature, MASK))
                .u64(2 * Long.BYTES + text.size() + TAG + NONCE)
                .u64(text.size() + (long) TAG)
                .bytes(masked)
                .bytes(stream(text, TAG))
                .u64(NONCE)
                .bytes(stream(signature, NONCE))
                .u64(SUITE.size())
                .bytes(SUITE)
                .toBytes();
    }

    /** What was encrypted, if it was for the pulse with that signature. */
    public static Optional<Bytes> open(Bytes ciphertext, Bytes signature) {
        int size = ciphertext.size();
        if (size < AROUND_TEXT || !ciphertext.slice(size - SUITE.size()).equals(SUITE)) {
            return Optional.empty();
        }
        Bytes text = masked(ciphertext.slice(TEXT, size - AROUND_TEXT + TEXT), signature);
        Bytes check = ciphertext.slice(POINT + Long.BYTES, POINT + Long.BYTES + MASK);
        return check.equals(check(text, signature)) ? Optional.of(text) : Optional.empty();
    }

    private static Bytes check(Bytes text, Bytes signature) {
        return Blake2b.hash256(Bytes.concat(text, signature));
    }

    private static Bytes masked(Bytes text, Bytes signature) {
        byte[] mask = stream(signature, text.size()).toArray();
        byte[] result = text.toArray();
        for (int i = 0; i < result.length; i++) {
            result[i] ^= mask[i];
        }
        return Bytes.wrap(result);
    }

    private static Bytes stream(Bytes seed, int length) {
        byte[] stream = new byte[length + Blake2b.hash256(seed).size()];
        for (int at = 0; at < length; at += MASK) {
            Blake2b.hash256(new ScaleWriter().bytes(seed).u32(at).toBytes()).copyTo(stream, at);
        }
        return Bytes.wrap(Arrays.copyOf(stream, length));
    }
}
