package io.weighbridge.devnet.spec;

import io.weighbridge.chain.AccountId;
import io.weighbridge.runtime.Call;
import io.weighbridge.runtime.Value;
import io.weighbridge.runtime.Value.Fields;
import io.weighbridge.runtime.Value.Variant;
import io.weighbridge.scale.Bytes;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** Short names for building runtime values. */
public final class Values {

    private static final BigInteger TWO_TO_64 = BigInteger.ONE.shiftLeft(64);

    private Values() {}

    /** An integer of at most 32 bits. */
    public static Value number(long value) {
        return new Value.Int(value);
    }

    /** A 64-bit integer, given as its two's complement. */
    public static Value wide(long value) {
        BigInteger number = BigInteger.valueOf(value);
        return new Value.Wide(value < 0 ? number.add(TWO_TO_64) : number);
    }

    /** A boolean. */
    public static Value flag(boolean value) {
        return new Value.Bool(value);
    }

    /** An account id. */
    public static Value account(AccountId value) {
        return new Value.Account(value);
    }

    /** An account id as an address ({@code MultiAddress::Id}). */
    public static Value address(AccountId value) {
        return new Variant("Id", 0, unnamed(account(value)));
    }

    /** Bytes, also of fixed length. */
    public static Value blob(Bytes value) {
        return new Value.Blob(value);
    }

    /** A list of integers of at most 32 bits. */
    public static Value numbers(List<Integer> values) {
        return new Value.Items(
                values.stream().map(value -> (Value) new Value.Int(value)).toList());
    }

    /** A list. */
    public static Value items(List<? extends Value> values) {
        return new Value.Items(List.copyOf(values));
    }

    /** A tuple. */
    public static Value tuple(Value... values) {
        return new Value.Tuple(List.of(values));
    }

    /** A call as an argument. */
    public static Value nested(Call call) {
        return new Value.Nested(call);
    }

    /** Calls as an argument. */
    public static Value nested(List<Call> calls) {
        return items(calls.stream().map(Value.Nested::new).toList());
    }

    /** A variant of an enum; its index is looked up by the encoder through its name. */
    public static Variant variant(String name, int index, Value... fields) {
        return new Variant(name, index, unnamed(fields));
    }

    /** Fields without names. */
    public static Fields unnamed(Value... values) {
        return new Fields(List.of(), List.of(values));
    }

    /** Fields with names: name, value, name, value, …. */
    public static Fields named(Object... namesAndValues) {
        var names = new ArrayList<String>();
        var values = new ArrayList<Value>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            names.add((String) namesAndValues[i]);
            values.add((Value) namesAndValues[i + 1]);
        }
        return new Fields(List.copyOf(names), List.copyOf(values));
    }
}
