package io.weighbridge.metadata.wire;

import io.weighbridge.metadata.Metadata;
import io.weighbridge.scale.Bytes;
import io.weighbridge.scale.DecodeException;
import io.weighbridge.scale.DecodeException.Reason;
import io.weighbridge.scale.ScaleReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * A cursor over the parts that metadata is made of. Not thread safe.
 *
 * <p>Equal texts become one object, type ids are checked as they are read, and an exception carries the path of lists
 * and names to the place of the fault.
 */
public final class MetadataReader {

    private final ScaleReader in;
    private final Map<Bytes, String> texts = new HashMap<>();
    private int typeCount;

    /** A cursor that goes on where {@code in} stands. */
    public MetadataReader(ScaleReader in) {
        this.in = in;
    }

    /** An unsigned byte, 0 to 255. */
    public int u8() {
        return in.u8();
    }

    /** An unsigned 32-bit integer. */
    public long u32() {
        return in.u32();
    }

    /** A compact integer of at most 32 bits. */
    public long compactU32() {
        return in.compactU32();
    }

    /** An option's tag: whether a value follows. */
    public boolean option() {
        return in.option();
    }

    /** Bytes behind their compact length, copied so that they do not keep the whole metadata alive. */
    public Bytes byteVector() {
        return Bytes.copyOf(in.byteVector().toArray());
    }

    /** Passes over {@code size} bytes. */
    public void skip(int size) {
        in.skip(size);
    }

    /** UTF-8 text behind its compact length. */
    public String text() {
        int from = in.offset();
        String text = in.text();
        return texts.computeIfAbsent(in.since(from), encoded -> text);
    }

    /** A text, or the empty one where there is none. */
    public String optionalText() {
        return in.option() ? text() : "";
    }

    /** Lines of documentation. */
    public List<String> docs() {
        return list("docs", 1, this::text);
    }

    /** Reads the number of types in the registry; every type id that is read from here on lies below it. */
    int typeCount(int leastTypeSize) {
        typeCount = in.count(leastTypeSize);
        return typeCount;
    }

    /** The id of a type, which must exist. */
    public int typeId() {
        long id = in.compactU32();
        if (id >= typeCount) {
            throw in.fail(
                    Reason.INVALID,
                    "refers to type " + id + ", but the registry has only the types 0 to " + (typeCount - 1));
        }
        return (int) id;
    }

    /** The id of a type, or {@link Metadata#NO_TYPE} where there is none. */
    public int optionalTypeId() {
        return in.option() ? typeId() : Metadata.NO_TYPE;
    }

    /**
     * A list of elements behind their count.
     *
     * @param name what the list is, for the path of a fault
     * @param leastElementSize the least number of bytes that an element takes
     * @param element reads one element from this cursor
     */
    public <T> List<T> list(String name, int leastElementSize, Supplier<T> element) {
        return elements(name, part(name, () -> in.count(leastElementSize)), element);
    }

    /** A list of elements whose count is known and was checked. */
    <T> List<T> elements(String name, int count, Supplier<T> element) {
        var elements = new ArrayList<T>(count);
        for (int i = 0; i < count; i++) {
            try {
                elements.add(element.get());
            } catch (DecodeException e) {
                throw e.inside(name + "[" + i + "]");
            }
        }
        return elements;
    }

    /** One part, with its name for the path of a fault. */
    public <T> T part(String name, Supplier<T> part) {
        try {
            return part.get();
        } catch (DecodeException e) {
            throw e.inside(name);
        }
    }

    /** A fault of what was just read, for the caller to throw. */
    public DecodeException fail(Reason reason, String what) {
        return in.fail(reason, what);
    }
}
