package io.weighbridge.timelock;

import io.weighbridge.chain.AccountId;
import io.weighbridge.scale.Bytes;
import io.weighbridge.scale.DecodeException;
import io.weighbridge.scale.ScaleReader;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import supranational.blst.P1_Affine;
import supranational.blst.P2_Affine;
import supranational.blst.PT;

/**
 * Opens timelocked commits (tlock for drand's quicknet, ideal-lab5/timelock): the key of an AES-256-GCM ciphertext is masked
 * with a pairing that only the signature of the named round gives. The tag proves that what comes out is what was committed.
 *
 * <p>A ciphertext as arkworks writes it, every length 8 bytes little-endian: {@code u} 96 bytes; {@code v} and {@code w},
 * each a length of 32 and 32 bytes; the length of the body, in it the length of the encrypted bytes, these with their tag of
 * 16 bytes, and a length of 12 and the nonce; a length of 8 and {@code AES_GCM_}.
 *
 * <p>Uses native code (blst) for Linux, macOS and Windows; on other systems it throws a {@link LinkageError}. Safe for
 * many threads.
 */
public final class Timelock {

    private static final int FIELD = 48;
    private static final int U = 96;
    private static final int MASK = 32;
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;

    /**
     * Where each of the twelve field elements of the target group, as arkworks orders them, stands in what blst writes: blst
     * keeps the two halves of the extension together, arkworks writes one half after the other.
     */
    private static final int[] ORDER = {0, 1, 4, 5, 8, 9, 2, 3, 6, 7, 10, 11};

    private Timelock() {}

    /**
     * What a commit held.
     *
     * @param hotkey the hotkey that it names; none before 301
     * @param uids the uids, in order
     * @param values their weights, 0 to 65535 each, as many as uids unless the chain refused them
     * @param versionKey the version key as its unsigned 64 bits
     */
    public record Opened(Optional<AccountId> hotkey, List<Integer> uids, List<Integer> values, long versionKey) {

        /** Copies the lists. */
        public Opened {
            uids = List.copyOf(uids);
            values = List.copyOf(values);
        }
    }

    /**
     * Opens a commit.
     *
     * @param ciphertext the commit's bytes
     * @param signature the signature of its round, 48 bytes
     * @return nothing if it is no ciphertext for that signature, or holds no weights
     */
    public static Optional<Opened> open(Bytes ciphertext, Bytes signature) {
        try {
            return Optional.of(weights(decrypt(new ScaleReader(ciphertext), signature)));
        } catch (DecodeException | GeneralSecurityException notMadeForIt) {
            return Optional.empty();
        }
    }

    private static Bytes decrypt(ScaleReader in, Bytes signature) throws GeneralSecurityException {
        Bytes u = in.bytes(U);
        Bytes v = vector(in);
        Bytes w = vector(in);
        var body = new ScaleReader(vector(in));
        Bytes encrypted = vector(body);
        Bytes nonce = vector(body);
        vector(in);
        if (v.size() != MASK || w.size() != MASK || nonce.size() != NONCE) {
            throw new GeneralSecurityException("a mask of " + v.size() + " bytes, or a nonce of " + nonce.size());
        }
        byte[] sigma = unmask(v, sha256(pairing(signature, u)));
        byte[] key = unmask(w, sha256(sigma));
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(
                Cipher.DECRYPT_MODE, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce.toArray()));
        return Bytes.wrap(cipher.doFinal(encrypted.toArray()));
    }

    private static Bytes vector(ScaleReader in) {
        long size = in.u64();
        return in.bytes(size < 0 || size > in.remaining() ? in.remaining() + 1 : (int) size);
    }

    /** The pairing of both as arkworks writes it: twelve numbers of 48 bytes, little-endian. */
    private static byte[] pairing(Bytes signature, Bytes u) throws GeneralSecurityException {
        byte[] bigEndian;
        try {
            bigEndian = new PT(new P1_Affine(signature.toArray()), new P2_Affine(u.toArray()))
                    .final_exp()
                    .to_bendian();
        } catch (RuntimeException e) {
            throw new GeneralSecurityException("no points of the curve", e);
        }
        var ordered = new byte[bigEndian.length];
        for (int element = 0; element < ORDER.length; element++) {
            for (int i = 0; i < FIELD; i++) {
                ordered[element * FIELD + i] = bigEndian[(ORDER[element] + 1) * FIELD - 1 - i];
            }
        }
        return ordered;
    }

    private static byte[] unmask(Bytes masked, byte[] mask) {
        byte[] plain = masked.toArray();
        for (int i = 0; i < plain.length; i++) {
            plain[i] ^= mask[i];
        }
        return plain;
    }

    private static byte[] sha256(byte[] message) throws GeneralSecurityException {
        return MessageDigest.getInstance("SHA-256").digest(message);
    }

    /** With the hotkey in front from 301 on, without it before. */
    private static Opened weights(Bytes plain) {
        try {
            var in = new ScaleReader(plain);
            var hotkey = new AccountId(in.byteVector());
            return weights(in, Optional.of(hotkey));
        } catch (DecodeException | IllegalArgumentException noHotkey) {
            return weights(new ScaleReader(plain), Optional.empty());
        }
    }

    private static Opened weights(ScaleReader in, Optional<AccountId> hotkey) {
        var opened = new Opened(hotkey, numbers(in), numbers(in), in.u64());
        in.expectEnd();
        return opened;
    }

    private static List<Integer> numbers(ScaleReader in) {
        int count = in.count(Short.BYTES);
        var numbers = new ArrayList<Integer>(count);
        for (int i = 0; i < count; i++) {
            numbers.add(in.u16());
        }
        return numbers;
    }
}
