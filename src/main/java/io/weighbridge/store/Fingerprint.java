package io.weighbridge.store;

import io.weighbridge.crypto.Blake2b;
import io.weighbridge.scale.Bytes;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** 64 bits that stand for a row's {@code ts} and {@code uids_json}, which nobody changes while the row is the same. */
public final class Fingerprint {

    private Fingerprint() {}

    /** The fingerprint of a row with these texts. */
    public static long of(@Nullable String ts, @Nullable String uidsJson) {
        byte[] text = (ts + "\n" + uidsJson).getBytes(StandardCharsets.UTF_8);
        Bytes digest = Blake2b.hash256(Bytes.wrap(text));
        long value = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            value = value << Byte.SIZE | digest.get(i);
        }
        return value;
    }
}
