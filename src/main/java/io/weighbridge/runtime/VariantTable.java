package io.weighbridge.runtime;

import io.weighbridge.scale.DecodeException;
import io.weighbridge.scale.DecodeException.Reason;
import io.weighbridge.scale.ScaleReader;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The variants of one enum, by their tags and by their names. */
final class VariantTable {

    private final String what;
    private final Entry[] byTag;
    private final Map<String, Entry> byName = new HashMap<>();

    /**
     * A table of these variants.
     *
     * @param what what they are variants of, for messages
     * @throws DecodeException if two of them have the same tag or the same name
     */
    VariantTable(String what, List<Entry> entries) {
        this.what = what;
        this.byTag = new Entry[entries.stream().mapToInt(Entry::tag).max().orElse(-1) + 1];
        for (Entry entry : entries) {
            if (byTag[entry.tag()] != null || byName.putIfAbsent(entry.name(), entry) != null) {
                throw DecodeException.of(
                        Reason.INVALID, what + " has two variants " + entry.name() + " (" + entry.tag() + ")");
            }
            byTag[entry.tag()] = entry;
        }
    }

    /** Reads a tag and returns its variant. */
    Entry read(ScaleReader in) {
        int tag = in.u8();
        if (tag >= byTag.length || byTag[tag] == null) {
            throw DecodeException.at(in.offset() - 1, Reason.UNKNOWN_VARIANT, what + " has no variant " + tag);
        }
        return byTag[tag];
    }

    /** The variant with that name, for writing. */
    Entry get(String name) {
        return Optional.ofNullable(byName.get(name))
                .orElseThrow(() -> new IllegalArgumentException(what + " has no variant " + name));
    }

    /**
     * One variant.
     *
     * @param name its name
     * @param tag its byte on the wire, 0 to 255
     * @param fields what follows the tag
     * @param bare the value of a variant without fields
     */
    record Entry(String name, int tag, FieldsCodec fields, Value.Variant bare) {

        Entry(String name, int tag, FieldsCodec fields) {
            this(name, tag, fields, new Value.Variant(name, tag, Value.Fields.NONE));
        }
    }
}
