package io.weighbridge.calls;

import io.weighbridge.runtime.Value;
import java.util.Optional;

/**
 * The chain's state after the block, as far as it is known; for calls that are stored on chain instead of being in the
 * block.
 */
@FunctionalInterface
public interface StateAfter {

    /** A state of which nothing is known. */
    StateAfter UNKNOWN = (pallet, item, keys) -> Optional.empty();

    /** The value of a storage item; none where none is stored, or while it is not known. */
    Optional<Value> value(String pallet, String item, Value... keys);
}
