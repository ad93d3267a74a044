package io.weighbridge.metadata;

import io.weighbridge.scale.Bytes;
import java.util.List;

/**
 * A storage item of a pallet: a plain value, or a map from one or more keys.
 *
 * @param name its name; its hash follows the hash of the pallet's prefix in every storage key
 * @param optional whether a missing value means none ({@code Option}); otherwise it means {@code defaultValue}
 * @param hashers one for each key; empty for a plain value
 * @param keyTypes the type ids of the keys, as many as hashers
 * @param keyType the type id of all keys together: the key itself where there is one, a tuple where there are more,
 *     {@link Metadata#NO_TYPE} for a plain value
 * @param valueType the type id of the value
 * @param defaultValue the value where none is stored, encoded
 * @param docs its documentation, line by line
 */
public record StorageItem(
        String name,
        boolean optional,
        List<StorageHasher> hashers,
        List<Integer> keyTypes,
        int keyType,
        int valueType,
        Bytes defaultValue,
        List<String> docs) {

    /** Checks that there is a hasher for each key, and copies the lists. */
    public StorageItem {
        hashers = List.copyOf(hashers);
        keyTypes = List.copyOf(keyTypes);
        docs = List.copyOf(docs);
        if (hashers.size() != keyTypes.size()) {
            throw new IllegalArgumentException(
                    "storage item " + name + " has " + hashers.size() + " hashers for " + keyTypes.size() + " keys");
        }
    }
}
