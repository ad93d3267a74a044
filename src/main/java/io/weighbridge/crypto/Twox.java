package io.weighbridge.crypto;

import io.weighbridge.scale.Bytes;
import io.weighbridge.scale.ScaleWriter;
import java.nio.charset.StandardCharsets;
import net.openhft.hashing.LongHashFunction;

/** The xxHash64 hashes with which Substrate builds storage keys: seeds 0, 1, … one after another, little-endian. */
public final class Twox {

    private Twox() {}

    /** The 8-byte hash. */
    public static Bytes hash64(Bytes message) {
        return hash(message, 1);
    }

    /** The 16-byte hash. */
    public static Bytes hash128(Bytes message) {
        return hash(message, 2);
    }

    /** The 32-byte hash. */
    public static Bytes hash256(Bytes message) {
        return hash(message, 4);
    }

    /** The 16-byte hash of a pallet's or a storage item's name. */
    public static Bytes hash128(String name) {
        return hash128(Bytes.wrap(name.getBytes(StandardCharsets.UTF_8)));
    }

    private static Bytes hash(Bytes message, int words) {
        byte[] input = message.toArray();
        var out = new ScaleWriter();
        for (int seed = 0; seed < words; seed++) {
            out.u64(LongHashFunction.xx(seed).hashBytes(input));
        }
        return out.toBytes();
    }
}
