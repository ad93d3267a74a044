package io.weighbridge.metadata;

import java.util.List;
import java.util.Optional;

/**
 * One pallet of a runtime.
 *
 * @param name its name in {@code construct_runtime}
 * @param index its index in calls, events and module errors, 0 to 255
 * @param storagePrefix what its storage keys begin with, before hashing; empty where it has no storage
 * @param storage its storage items
 * @param callType the id of its call enum, or {@link Metadata#NO_TYPE}
 * @param eventType the id of its event enum, or {@link Metadata#NO_TYPE}
 * @param errorType the id of its error enum, or {@link Metadata#NO_TYPE}
 * @param constants its constants
 * @param docs its documentation, line by line; always empty for V14
 */
public record Pallet(
        String name,
        int index,
        String storagePrefix,
        List<StorageItem> storage,
        int callType,
        int eventType,
        int errorType,
        List<Constant> constants,
        List<String> docs) {

    /** Copies the lists. */
    public Pallet {
        storage = List.copyOf(storage);
        constants = List.copyOf(constants);
        docs = List.copyOf(docs);
    }

    /** The storage item of that name. */
    public Optional<StorageItem> storageItem(String item) {
        return storage.stream().filter(entry -> entry.name().equals(item)).findFirst();
    }

    /** The constant of that name. */
    public Optional<Constant> constant(String constant) {
        return constants.stream().filter(entry -> entry.name().equals(constant)).findFirst();
    }
}
