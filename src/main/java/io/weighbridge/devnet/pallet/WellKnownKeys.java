package io.weighbridge.devnet.pallet;

import io.weighbridge.scale.Bytes;
import java.nio.charset.StandardCharsets;

/** Storage keys that are the same in every runtime. */
public final class WellKnownKeys {

    /** {@code :code}, the runtime. */
    public static final Bytes CODE = Bytes.wrap(":code".getBytes(StandardCharsets.US_ASCII));

    private WellKnownKeys() {}
}
