package io.weighbridge.weights.commit;

import io.weighbridge.chain.Hash;
import io.weighbridge.scale.Bytes;
import io.weighbridge.weights.RevealWindow;

/**
 * A commit that took effect.
 *
 * @param fact the key of its fact
 * @param block the block that holds it
 * @param form how the chain keeps it
 * @param hash its hash
 * @param window when it can be revealed
 * @param sound whether the ciphertext is well-formed, so that the chain may be able to decrypt it; otherwise the chain
 *     drops it without an event
 */
public record EffectiveCommit(long fact, long block, Form form, Hash hash, RevealWindow window, boolean sound) {

    /** How many bytes a ciphertext ends with to name its cipher. */
    public static final int SUITE_SIZE = 8;

    /** {@code AES_GCM_}, the only cipher suite there is. */
    private static final Bytes SUITE = Bytes.fromHex("4145535f47434d5f");

    /** Bytes around the plaintext: point, masks, lengths, tag, nonce and suite (tle, {@code TLECiphertext}). */
    private static final int ENVELOPE = 244;

    /** The first runtime that keeps a queue of hash commits. */
    private static final int FIRST_WITH_QUEUE = 205;

    /** How the chain keeps a commit. */
    public enum Form {
        /** By hash, one for each hotkey: the next one replaces it (151 to 203). */
        SINGLE,
        /** By hash, in a queue: a reveal removes the commit it opens and all older ones (205 on). */
        QUEUED,
        /** As a ciphertext, in a queue that the chain itself reveals (216 on). */
        TIMELOCKED
    }

    /** A well-formed commit. */
    public EffectiveCommit(long fact, long block, Form form, Hash hash, RevealWindow window) {
        this(fact, block, form, hash, window, true);
    }

    /**
     * Whether a ciphertext is well-formed; its content may still be invalid. One that is not known passes.
     *
     * @param size its size in bytes; 0 where no call showed it
     * @param end its last {@link #SUITE_SIZE} bytes
     */
    public static boolean isSound(int size, Bytes end) {
        return size == 0 || (size >= ENVELOPE && end.equals(SUITE));
    }

    /** How that runtime keeps commits by hash. */
    public static Form byHash(int specVersion) {
        return specVersion < FIRST_WITH_QUEUE ? Form.SINGLE : Form.QUEUED;
    }
}
