package io.weighbridge.runtime;

import io.weighbridge.chain.AccountId;
import io.weighbridge.scale.Bytes;
import io.weighbridge.scale.DecodeException;
import io.weighbridge.scale.DecodeException.Reason;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/**
 * A decoded value of any type of any runtime.
 *
 * <p>The {@code as…} methods return the value as the kind that the caller expects, and throw {@link DecodeException}
 * with reason {@code INVALID} if it is of another kind: a runtime upgrade may change the type of an argument under the
 * same name.
 */
public sealed interface Value {

    /**
     * A boolean.
     *
     * @param value the value
     */
    record Bool(boolean value) implements Value {}

    /**
     * An integer whose type has at most 32 bits, compact or not.
     *
     * @param value −2³¹ to 2³²−1
     */
    record Int(long value) implements Value {}

    /**
     * An integer whose type has 64 bits or more, compact or not.
     *
     * @param value the number
     */
    record Wide(BigInteger value) implements Value {}

    /**
     * Text: a {@code str} or a single {@code char}.
     *
     * @param value the text
     */
    record Text(String value) implements Value {}

    /**
     * Plain bytes: {@code Vec<u8>}, {@code [u8; N]} and structs around them such as {@code H256}.
     *
     * @param value the bytes
     */
    record Blob(Bytes value) implements Value {}

    /**
     * A 32-byte account id.
     *
     * @param value the account
     */
    record Account(AccountId value) implements Value {}

    /**
     * A list, an array, a set, or a map as a list of pairs.
     *
     * @param items the elements, in order; handed over, unmodifiable
     */
    record Items(List<Value> items) implements Value {}

    /**
     * A tuple; the empty one too.
     *
     * @param items the elements, unmodifiable
     */
    record Tuple(List<Value> items) implements Value {}

    /**
     * The fields of a struct, of a variant, of a call or of an event.
     *
     * @param names the fields' names, or empty where they have none; unmodifiable
     * @param values the fields' values, in order; unmodifiable
     */
    record Fields(List<String> names, List<Value> values) implements Value {

        /** No fields. */
        public static final Fields NONE = new Fields(List.of(), List.of());

        /** The field of that name, if there is one. */
        public Optional<Value> find(String name) {
            int at = names.indexOf(name);
            return at < 0 ? Optional.empty() : Optional.of(values.get(at));
        }

        /** The field of that name. */
        public Value get(String name) {
            return find(name)
                    .orElseThrow(() -> DecodeException.of(
                            Reason.INVALID,
                            "no field '" + name + "' among " + names + " (" + values.size() + " fields)"));
        }

        /** The field at that position. */
        public Value get(int position) {
            if (position < 0 || position >= values.size()) {
                throw DecodeException.of(Reason.INVALID, "no field " + position + ", there are only " + values.size());
            }
            return values.get(position);
        }
    }

    /**
     * A value of an enum.
     *
     * @param name the variant's name
     * @param index the variant's tag, 0 to 255
     * @param fields what it carries
     */
    record Variant(String name, int index, Fields fields) implements Value {}

    /**
     * An option that holds a value.
     *
     * @param value the value; itself an option where options are nested
     */
    record Some(Value value) implements Value {}

    /** An option that holds nothing. */
    enum None implements Value {
        /** The only one. */
        NONE
    }

    /**
     * A call as an argument of another.
     *
     * @param call the call
     */
    record Nested(Call call) implements Value {}

    /**
     * How long an extrinsic is valid.
     *
     * @param era the era
     */
    record OfEra(Era era) implements Value {}

    /**
     * Packed bits.
     *
     * @param encoded the SCALE bytes, the compact count of bits first
     */
    record Bits(Bytes encoded) implements Value {}

    /** This value as a boolean. */
    default boolean asBool() {
        if (this instanceof Bool bool) {
            return bool.value();
        }
        throw unexpected("a boolean");
    }

    /** This value as an integer of at most 64 bits, as its two's complement. */
    default long asLong() {
        if (this instanceof Int number) {
            return number.value();
        }
        if (this instanceof Wide wide && wide.value().bitLength() <= 64) {
            return wide.value().longValue();
        }
        throw unexpected("an integer of at most 64 bits");
    }

    /** This value as an integer of at most 31 bits. */
    default int asInt() {
        long number = asLong();
        if (number != (int) number) {
            throw unexpected("an integer of at most 31 bits");
        }
        return (int) number;
    }

    /** This value as an integer of any size. */
    default BigInteger asBigInteger() {
        if (this instanceof Int number) {
            return BigInteger.valueOf(number.value());
        }
        if (this instanceof Wide wide) {
            return wide.value();
        }
        throw unexpected("an integer");
    }

    /** This value as text. */
    default String asText() {
        if (this instanceof Text text) {
            return text.value();
        }
        throw unexpected("text");
    }

    /** This value as bytes; an account id too. */
    default Bytes asBytes() {
        if (this instanceof Blob blob) {
            return blob.value();
        }
        if (this instanceof Account account) {
            return account.value().bytes();
        }
        throw unexpected("bytes");
    }

    /** This value as an account id. */
    default AccountId asAccount() {
        if (this instanceof Account account) {
            return account.value();
        }
        throw unexpected("an account id");
    }

    /**
     * The account of an address: an account id, or a {@code MultiAddress} with an id; empty for another form of
     * address, which only the chain's state can resolve.
     */
    default Optional<AccountId> asAddress() {
        if (this instanceof Account account) {
            return Optional.of(account.value());
        }
        return this instanceof Variant address
                        && address.name().equals("Id")
                        && address.fields().get(0) instanceof Account account
                ? Optional.of(account.value())
                : Optional.empty();
    }

    /** This value as a list: of a list or of a tuple. */
    default List<Value> asList() {
        if (this instanceof Items items) {
            return items.items();
        }
        if (this instanceof Tuple tuple) {
            return tuple.items();
        }
        throw unexpected("a list");
    }

    /** This value as a list of integers of at most 31 bits. */
    default List<Integer> asInts() {
        return asList().stream().map(Value::asInt).toList();
    }

    /** This value as fields: of a struct, or of an enum's variant. */
    default Fields asFields() {
        if (this instanceof Fields fields) {
            return fields;
        }
        if (this instanceof Variant variant) {
            return variant.fields();
        }
        throw unexpected("fields");
    }

    /** This value as an enum's variant. */
    default Variant asVariant() {
        if (this instanceof Variant variant) {
            return variant;
        }
        throw unexpected("an enum");
    }

    /** This value as a call. */
    default Call asCall() {
        if (this instanceof Nested nested) {
            return nested.call();
        }
        throw unexpected("a call");
    }

    /** This value as an option. */
    default Optional<Value> asOption() {
        if (this instanceof Some some) {
            return Optional.of(some.value());
        }
        if (this == None.NONE) {
            return Optional.empty();
        }
        throw unexpected("an option");
    }

    private DecodeException unexpected(String expected) {
        return DecodeException.of(
                Reason.INVALID, "expected " + expected + ", found " + getClass().getSimpleName());
    }
}
