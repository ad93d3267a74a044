package io.weighbridge.weights;

import io.weighbridge.chain.AccountId;
import io.weighbridge.chain.Hash;
import io.weighbridge.chain.StorageIndex;
import io.weighbridge.crypto.Blake2b;
import io.weighbridge.scale.Bytes;
import io.weighbridge.scale.ScaleWriter;
import java.util.List;

/**
 * Computes the hash of a commit, by which a reveal finds it.
 *
 * <p>A hash commit (151 on) is blake2b-256 of the SCALE encoding of account, storage index (u16; the netuid before 320),
 * uids ({@code Vec<u16>}), values ({@code Vec<u16>}), salt ({@code Vec<u16>}) and version key (u64) (subtensor:
 * subnets/weights.rs, {@code get_commit_hash}).
 */
public final class CommitHash {

    private CommitHash() {}

    /** The hash that the hotkey must have committed for these weights and this salt. */
    public static Hash of(AccountId hotkey, StorageIndex index, Payload.Weights weights, List<Integer> salt) {
        var preimage = head(hotkey, index, weights);
        list(preimage, salt);
        return hash(preimage, weights);
    }

    /** The same for runtimes whose reveals carry no salt. */
    public static Hash withoutSalt(AccountId hotkey, StorageIndex index, Payload.Weights weights) {
        return hash(head(hotkey, index, weights), weights);
    }

    /** The hash by which the chain's events name a timelocked commit: blake2b-256 of the ciphertext. */
    public static Hash ofCiphertext(Bytes ciphertext) {
        return new Hash(Blake2b.hash256(ciphertext));
    }

    private static ScaleWriter head(AccountId hotkey, StorageIndex index, Payload.Weights weights) {
        var preimage = new ScaleWriter().bytes(hotkey.bytes()).u16(index.value());
        list(preimage, weights.uids());
        list(preimage, weights.values());
        return preimage;
    }

    private static Hash hash(ScaleWriter preimage, Payload.Weights weights) {
        return new Hash(Blake2b.hash256(preimage.u64(weights.versionKey()).toBytes()));
    }

    private static void list(ScaleWriter out, List<Integer> numbers) {
        out.compact(numbers.size());
        numbers.forEach(out::u16);
    }
}
