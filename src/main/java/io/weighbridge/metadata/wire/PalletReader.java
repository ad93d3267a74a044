package io.weighbridge.metadata.wire;

import io.weighbridge.metadata.Constant;
import io.weighbridge.metadata.Metadata;
import io.weighbridge.metadata.Pallet;
import io.weighbridge.metadata.StorageItem;
import io.weighbridge.metadata.TypeRegistry;
import io.weighbridge.scale.DecodeException.Reason;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Reads pallets. Their first fields are the same in every version; the caller reads the rest. Not thread safe. */
public final class PalletReader {

    private static final int LEAST_PALLET = 8;
    private static final int LEAST_CONSTANT = 4;

    private final MetadataReader in;
    private final StorageReader storage;
    private final Notes notes;
    private final Set<Object> seen = new HashSet<>();

    /** Reads the deprecation notes that some versions put after an item or an enum. */
    public interface Notes {

        /** For versions that have nothing there. */
        Notes NONE = new Notes() {
            @Override
            public void ofItem() {}

            @Override
            public void ofEnum() {}
        };

        /** Passes over what follows a storage item, a constant, a pallet. */
        void ofItem();

        /** Passes over what follows a call, event or error type. */
        void ofEnum();
    }

    /** The fields of a pallet that every version has, in the order of the bytes; see {@link Pallet}. */
    public record Head(
            String name,
            String storagePrefix,
            List<StorageItem> storage,
            int callType,
            int eventType,
            List<Constant> constants,
            int errorType) {

        /** Copies the lists. */
        public Head {
            storage = List.copyOf(storage);
            constants = List.copyOf(constants);
        }

        /** The whole pallet. */
        public Pallet pallet(int index, List<String> docs) {
            return new Pallet(name, index, storagePrefix, storage, callType, eventType, errorType, constants, docs);
        }
    }

    /** A reader of pallets whose items have such notes. */
    public PalletReader(MetadataReader in, TypeRegistry types, Notes notes) {
        this.in = in;
        this.storage = new StorageReader(in, types, notes);
        this.notes = notes;
    }

    /** All pallets; {@code rest} reads what follows the head of one. Names and indexes must be unique. */
    public List<Pallet> read(Function<Head, Pallet> rest) {
        return in.list("pallets", LEAST_PALLET, () -> {
            String name = in.text();
            return in.part(name, () -> unique(rest.apply(head(name))));
        });
    }

    private Head head(String name) {
        boolean stored = in.option();
        String prefix = stored ? in.text() : "";
        List<StorageItem> items = stored ? storage.read() : List.of();
        return new Head(name, prefix, items, enumType(), enumType(), constants(), enumType());
    }

    private int enumType() {
        if (!in.option()) {
            return Metadata.NO_TYPE;
        }
        int type = in.typeId();
        notes.ofEnum();
        return type;
    }

    private List<Constant> constants() {
        return in.list("constants", LEAST_CONSTANT, () -> {
            String name = in.text();
            return in.part(name, () -> {
                var constant = new Constant(name, in.typeId(), in.byteVector(), in.docs());
                notes.ofItem();
                return constant;
            });
        });
    }

    private Pallet unique(Pallet pallet) {
        if (!seen.add(pallet.name()) || !seen.add(pallet.index())) {
            throw in.fail(Reason.INVALID, "an earlier pallet has the same name or the same index " + pallet.index());
        }
        return pallet;
    }
}
