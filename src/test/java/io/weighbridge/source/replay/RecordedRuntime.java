package io.weighbridge.source.replay;

import io.weighbridge.scale.Bytes;
import io.weighbridge.source.RuntimeVersion;
import java.util.Map;
import java.util.Optional;

/**
 * A runtime of a recorded chain.
 *
 * @param version its version
 * @param versionJson the same as the node wrote it, JSON
 * @param metadata its metadata, magic number first
 * @param keys the storage keys whose values are recorded while it rules, by the names that the recording gives them
 */
public record RecordedRuntime(RuntimeVersion version, String versionJson, Bytes metadata, Map<String, Bytes> keys) {

    /** Copies the keys. */
    public RecordedRuntime {
        keys = Map.copyOf(keys);
    }

    /** The storage key of that name. */
    public Optional<Bytes> key(String name) {
        return Optional.ofNullable(keys.get(name));
    }
}
