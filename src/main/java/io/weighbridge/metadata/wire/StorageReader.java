package io.weighbridge.metadata.wire;

import io.weighbridge.metadata.Metadata;
import io.weighbridge.metadata.StorageHasher;
import io.weighbridge.metadata.StorageItem;
import io.weighbridge.metadata.TypeDef.Shape;
import io.weighbridge.metadata.TypeRegistry;
import io.weighbridge.scale.DecodeException.Reason;
import java.util.List;

/** Reads the storage items of a pallet. */
final class StorageReader {

    private static final int LEAST_ITEM = 6;
    private static final List<StorageHasher> HASHERS = List.of(StorageHasher.values());

    private final MetadataReader in;
    private final TypeRegistry types;
    private final PalletReader.Notes notes;

    StorageReader(MetadataReader in, TypeRegistry types, PalletReader.Notes notes) {
        this.in = in;
        this.types = types;
        this.notes = notes;
    }

    List<StorageItem> read() {
        return in.list("storage", LEAST_ITEM, () -> {
            String name = in.text();
            return in.part(name, () -> {
                StorageItem item = item(name);
                notes.ofItem();
                return item;
            });
        });
    }

    private StorageItem item(String name) {
        boolean optional = oneOf("modifier", "optional", "default") == 0;
        boolean map = oneOf("storage item", "plain value", "map") == 1;
        List<StorageHasher> hashers = map ? in.list("hashers", 1, this::hasher) : List.of();
        int keyType = map ? in.typeId() : Metadata.NO_TYPE;
        List<Integer> keyTypes = map ? keyTypes(keyType, hashers.size()) : List.of();
        return new StorageItem(name, optional, hashers, keyTypes, keyType, in.typeId(), in.byteVector(), in.docs());
    }

    /** A single hasher hashes the whole key, even a tuple; several hash one element of a tuple each. */
    private List<Integer> keyTypes(int keyType, int hashers) {
        if (hashers == 1) {
            return List.of(keyType);
        }
        if (hashers > 1
                && types.type(keyType).shape() instanceof Shape.Tuple tuple
                && tuple.elements().size() == hashers) {
            return tuple.elements();
        }
        throw in.fail(
                Reason.INVALID,
                "has " + hashers + " hashers, but its key type " + keyType + " is no tuple of as many elements");
    }

    private StorageHasher hasher() {
        int tag = in.u8();
        if (tag >= HASHERS.size()) {
            throw in.fail(Reason.UNKNOWN_VARIANT, "no storage hasher has tag " + tag);
        }
        return HASHERS.get(tag);
    }

    private int oneOf(String what, String zero, String one) {
        int tag = in.u8();
        if (tag > 1) {
            throw in.fail(
                    Reason.UNKNOWN_VARIANT, what + ": expected 0 (" + zero + ") or 1 (" + one + "), found " + tag);
        }
        return tag;
    }
}
