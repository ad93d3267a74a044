package io.weighbridge.crypto;

import io.weighbridge.scale.Bytes;
import io.weighbridge.scale.ScaleWriter;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The trie root as its definition reads: keys as text of hexadecimal digits, one call for each node. */
final class TrieModel {

    private TrieModel() {}

    static Bytes root(SortedMap<Bytes, Bytes> entries, TrieVersion version) {
        var digits = new TreeMap<String, Bytes>();
        entries.forEach((key, value) -> digits.put(key.hex().substring(2), value));
        return Blake2b.hash256(digits.isEmpty() ? Bytes.copyOf((byte) 0) : node(digits, version));
    }

    private static Bytes node(SortedMap<String, Bytes> entries, TrieVersion version) {
        String shared = common(entries.firstKey(), entries.lastKey());
        Bytes value = entries.get(shared);
        boolean hashed = version == TrieVersion.V1 && value != null && value.size() > 32;
        var children = new ScaleWriter();
        int bitmap = 0;
        for (int digit = 0; digit < 16; digit++) {
            String from = shared + Integer.toHexString(digit);
            var below = new TreeMap<String, Bytes>();
            for (Map.Entry<String, Bytes> entry : entries.entrySet()) {
                if (entry.getKey().startsWith(from)) {
                    below.put(entry.getKey().substring(from.length()), entry.getValue());
                }
            }
            if (!below.isEmpty()) {
                bitmap |= 1 << digit;
                Bytes child = node(below, version);
                children.byteVector(child.size() < 32 ? child : Blake2b.hash256(child));
            }
        }
        var out = new ScaleWriter();
        header(out, shared.length(), bitmap != 0, value, hashed);
        out.bytes(Bytes.fromHex(shared.length() % 2 == 1 ? "0" + shared : shared));
        if (bitmap != 0) {
            out.u16(bitmap);
        }
        if (value != null) {
            out.bytes(
                    hashed
                            ? Blake2b.hash256(value)
                            : new ScaleWriter().byteVector(value).toBytes());
        }
        return out.bytes(children.toBytes()).toBytes();
    }

    private static void header(ScaleWriter out, int count, boolean branch, @Nullable Bytes value, boolean hashed) {
        int bits = !hashed ? 6 : branch ? 4 : 5;
        int kind = hashed ? 1 : !branch ? 1 : value == null ? 2 : 3;
        int most = (1 << bits) - 1;
        out.u8(kind << bits | Math.min(count, most));
        for (int rest = count - most; rest >= 0; rest -= 255) {
            out.u8(Math.min(rest, 255));
        }
    }

    private static String common(String one, String other) {
        int size = 0;
        while (size < Math.min(one.length(), other.length()) && one.charAt(size) == other.charAt(size)) {
            size++;
        }
        return one.substring(0, size);
    }
}
