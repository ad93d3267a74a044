package io.weighbridge.runtime;

import io.weighbridge.metadata.Pallet;
import io.weighbridge.scale.DecodeException;
import io.weighbridge.scale.DecodeException.Reason;
import io.weighbridge.scale.ScaleReader;
import io.weighbridge.scale.ScaleWriter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The calls or the events of all pallets: a byte for the pallet, a byte for the item in the pallet, the item's fields. */
final class OuterEnum {

    private static final int MOST_PALLETS = 256;

    private final String what;
    private final Item[][] items = new Item[MOST_PALLETS][];
    private final String[] pallets = new String[MOST_PALLETS];
    private final Map<String, Item> byName = new HashMap<>();

    /** An enum without pallets; {@code what} its items are, for messages. */
    OuterEnum(String what) {
        this.what = what;
    }

    /** Adds the items of one pallet. Only while a runtime is built. */
    void add(Pallet pallet, List<VariantTable.Entry> variants) {
        var row = new Item
                [variants.stream().mapToInt(VariantTable.Entry::tag).max().orElse(-1) + 1];
        for (VariantTable.Entry variant : variants) {
            var item = new Item(pallet.name(), pallet.index(), variant.name(), variant.tag(), variant.fields());
            if (row[item.index()] != null || byName.putIfAbsent(item.qualifiedName(), item) != null) {
                throw DecodeException.of(
                        Reason.INVALID, "two " + what + "s " + item.qualifiedName() + " (" + item.index() + ")");
            }
            row[item.index()] = item;
        }
        items[pallet.index()] = row;
        pallets[pallet.index()] = pallet.name();
    }

    /** Reads both bytes and returns the item that they name. */
    Item read(ScaleReader in) {
        int pallet = in.u8();
        Item[] row = items[pallet];
        if (row == null) {
            throw DecodeException.at(
                    in.offset() - 1, Reason.UNKNOWN_VARIANT, "no pallet with " + what + "s has index " + pallet);
        }
        int index = in.u8();
        if (index >= row.length || row[index] == null) {
            throw DecodeException.at(
                    in.offset() - 1,
                    Reason.UNKNOWN_VARIANT,
                    "pallet " + pallets[pallet] + " has no " + what + " with index " + index);
        }
        return row[index];
    }

    /** The item of that name, for writing. */
    Item get(String pallet, String name) {
        return Optional.ofNullable(byName.get(pallet + "." + name))
                .orElseThrow(
                        () -> new IllegalArgumentException("this runtime has no " + what + " " + pallet + "." + name));
    }

    /**
     * A call or an event.
     *
     * @param pallet its pallet's name
     * @param palletIndex its pallet's index, 0 to 255
     * @param name its name
     * @param index its index in the pallet, 0 to 255
     * @param fields what it carries
     */
    record Item(String pallet, int palletIndex, String name, int index, FieldsCodec fields) {

        String qualifiedName() {
            return pallet + "." + name;
        }

        /** The fields, or none where the item is not wanted: then they are passed over. */
        Value.Fields decodeFields(ScaleReader in, NameFilter wanted) {
            try {
                if (wanted.wants(pallet, name)) {
                    return fields.decode(in);
                }
                fields.skip(in);
                return Value.Fields.NONE;
            } catch (DecodeException e) {
                throw e.inside(qualifiedName());
            }
        }

        void encodeFields(Value.Fields values, ScaleWriter out) {
            out.u8(palletIndex).u8(index);
            try {
                fields.encode(values, out);
            } catch (DecodeException e) {
                throw e.inside(qualifiedName());
            }
        }
    }
}
