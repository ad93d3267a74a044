package io.weighbridge.runtime;

import io.weighbridge.scale.DecodeException;
import io.weighbridge.scale.DecodeException.Reason;
import io.weighbridge.scale.ScaleReader;
import io.weighbridge.scale.ScaleWriter;
import java.util.List;

/** The fields of a struct, a variant, a call or an event, one after another. */
final class FieldsCodec implements Codec {

    private final List<String> names;
    private final Codec[] codecs;
    private final int leastSize;
    private final boolean plain;

    /** Fields with these codecs; {@code names} is empty for fields without names. */
    FieldsCodec(List<String> names, List<Codec> codecs) {
        this.names = List.copyOf(names);
        this.codecs = codecs.toArray(Codec[]::new);
        this.leastSize =
                Codec.saturated(codecs.stream().mapToLong(Codec::leastSize).sum());
        this.plain = codecs.stream().allMatch(Codec::isPlain);
    }

    /** The fields' names, or empty where they have none. */
    List<String> names() {
        return names;
    }

    /** How many there are. */
    int size() {
        return codecs.length;
    }

    @Override
    public Value.Fields decode(ScaleReader in) {
        if (codecs.length == 0) {
            return Value.Fields.NONE;
        }
        in.enter();
        var values = new Value[codecs.length];
        int at = 0;
        try {
            for (; at < codecs.length; at++) {
                values[at] = codecs[at].decode(in);
            }
        } catch (DecodeException e) {
            throw e.inside(name(at));
        }
        in.leave();
        return new Value.Fields(names, List.of(values));
    }

    @Override
    public void encode(Value value, ScaleWriter out) {
        Value.Fields fields = value.asFields();
        if (!fields.names().equals(names) || fields.values().size() != codecs.length) {
            throw DecodeException.of(
                    Reason.INVALID,
                    "expected " + describe(names, codecs.length) + ", found "
                            + describe(fields.names(), fields.values().size()));
        }
        int at = 0;
        try {
            for (; at < codecs.length; at++) {
                codecs[at].encode(fields.values().get(at), out);
            }
        } catch (DecodeException e) {
            throw e.inside(name(at));
        }
    }

    @Override
    public void skip(ScaleReader in) {
        if (plain) {
            in.skip(leastSize);
            return;
        }
        in.enter();
        int at = 0;
        try {
            for (; at < codecs.length; at++) {
                codecs[at].skip(in);
            }
        } catch (DecodeException e) {
            throw e.inside(name(at));
        }
        in.leave();
    }

    @Override
    public int leastSize() {
        return leastSize;
    }

    @Override
    public boolean isPlain() {
        return plain;
    }

    private String name(int position) {
        return names.isEmpty() ? Integer.toString(position) : names.get(position);
    }

    private static String describe(List<String> names, int size) {
        return names.isEmpty() ? size + " fields without names" : "fields " + names;
    }
}
