package io.weighbridge.source;

import io.weighbridge.scale.Bytes;
import java.util.Optional;

/** What a storage key holds in a state. */
public sealed interface StorageValue {

    /**
     * The key holds these bytes.
     *
     * @param bytes the value, encoded
     */
    record Present(Bytes bytes) implements StorageValue {}

    /** The key holds nothing. */
    enum Absent implements StorageValue {
        /** The only one. */
        ABSENT
    }

    /** The value, if the key holds one. */
    default Optional<Bytes> value() {
        return this instanceof Present present ? Optional.of(present.bytes()) : Optional.empty();
    }
}
