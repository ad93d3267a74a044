package io.weighbridge.devnet.spec;

import io.weighbridge.devnet.spec.TypeBook.Choice;
import io.weighbridge.metadata.Constant;
import io.weighbridge.metadata.Metadata;
import io.weighbridge.metadata.Pallet;
import io.weighbridge.metadata.StorageHasher;
import io.weighbridge.metadata.StorageItem;
import io.weighbridge.scale.Bytes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A pallet in the making. Not thread safe. */
final class PalletBook {

    private final String name;
    private final int index;
    private final String path;
    private final TypeBook types;
    private final List<Choice> calls = new ArrayList<>();
    private final List<Choice> events = new ArrayList<>();
    private final List<Choice> errors = new ArrayList<>();
    private final List<Stored> storage = new ArrayList<>();
    private final List<Fixed> constants = new ArrayList<>();

    /** A storage item; no default means that a missing value is none. */
    private record Stored(
            String name,
            String keys,
            String value,
            @Nullable Bytes fallback) {}

    private record Fixed(String name, String type, Bytes value) {}

    PalletBook(String name, int index, String path, TypeBook types) {
        this.name = name;
        this.index = index;
        this.path = path;
        this.types = types;
    }

    /** Adds a call: {@code call(0, "set_weights(netuid: u16, …)")}. */
    PalletBook call(int variant, String signature, String... docs) {
        return add(calls, variant, signature, docs);
    }

    /** Adds an event. */
    PalletBook event(int variant, String signature, String... docs) {
        return add(events, variant, signature, docs);
    }

    /** Adds an error. */
    PalletBook error(int variant, String error, String... docs) {
        return add(errors, variant, error, docs);
    }

    /** Adds a plain storage value that reads as {@code fallback} (hexadecimal) where none is stored. */
    PalletBook value(String item, String type, String fallback) {
        return store(item, "", type, Bytes.fromHex(fallback));
    }

    /** Adds a plain storage value that may be missing. */
    PalletBook optionalValue(String item, String type) {
        return store(item, "", type, null);
    }

    /** Adds a storage map: {@code map("Uids", "Identity u16, Blake2_128Concat AccountId32", "u16", …)}. */
    PalletBook map(String item, String keys, String value, String fallback) {
        return store(item, keys, value, Bytes.fromHex(fallback));
    }

    /** Adds a storage map whose values may be missing. */
    PalletBook optionalMap(String item, String keys, String value) {
        return store(item, keys, value, null);
    }

    /** Adds a constant with its encoded value. */
    PalletBook constant(String constant, String type, Bytes value) {
        constants.add(new Fixed(constant, type, value));
        return this;
    }

    /** Adds a constant with its encoded value in hexadecimal. */
    PalletBook constant(String constant, String type, String value) {
        return constant(constant, type, Bytes.fromHex(value));
    }

    /** Declares the call, event and error enums. */
    void declareTypes() {
        declare("Call", calls);
        declare("Event", events);
        declare("Error", errors);
    }

    /** The variant of the outer call enum, if the pallet has calls. */
    Optional<Choice> outerCall() {
        return outer("Call", calls);
    }

    /** The variant of the outer event enum, if the pallet has events. */
    Optional<Choice> outerEvent() {
        return outer("Event", events);
    }

    /** The finished pallet. */
    Pallet build() {
        return new Pallet(
                name,
                index,
                storage.isEmpty() ? "" : name,
                storage.stream().map(this::item).toList(),
                typeOf("Call", calls),
                typeOf("Event", events),
                typeOf("Error", errors),
                constants.stream()
                        .map(fixed -> new Constant(fixed.name(), types.id(fixed.type()), fixed.value(), List.of()))
                        .toList(),
                List.of());
    }

    private PalletBook add(List<Choice> to, int variant, String signature, String... docs) {
        to.add(new Choice(variant, Signature.parse(signature), List.of(docs)));
        return this;
    }

    private PalletBook store(String item, String keys, String value, @Nullable Bytes fallback) {
        storage.add(new Stored(item, keys, value, fallback));
        return this;
    }

    private StorageItem item(Stored stored) {
        List<String[]> keys = Arrays.stream(stored.keys().split(", ", -1))
                .filter(key -> !key.isEmpty())
                .map(key -> key.split(" ", 2))
                .toList();
        List<Integer> keyTypes = keys.stream().map(key -> types.id(key[1])).toList();
        Bytes fallback = stored.fallback();
        return new StorageItem(
                stored.name(),
                fallback == null,
                keys.stream().map(key -> hasher(key[0])).toList(),
                keyTypes,
                keyType(keys.stream().map(key -> key[1]).toList()),
                types.id(stored.value()),
                fallback == null ? Bytes.copyOf((byte) 0) : fallback,
                List.of());
    }

    private int keyType(List<String> keys) {
        return switch (keys.size()) {
            case 0 -> Metadata.NO_TYPE;
            case 1 -> types.id(keys.get(0));
            default -> types.id("(" + String.join(", ", keys) + ")");
        };
    }

    private static StorageHasher hasher(String chainName) {
        return Arrays.stream(StorageHasher.values())
                .filter(hasher -> hasher.chainName().equals(chainName))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no storage hasher is called " + chainName));
    }

    private void declare(String kind, List<Choice> variants) {
        if (!variants.isEmpty()) {
            types.choice(name + kind, path + "::pallet::" + kind, variants);
        }
    }

    private Optional<Choice> outer(String kind, List<Choice> variants) {
        return variants.isEmpty()
                ? Optional.empty()
                : Optional.of(new Choice(index, Signature.parse(name + "(" + name + kind + ")"), List.of()));
    }

    private int typeOf(String kind, List<Choice> variants) {
        return variants.isEmpty() ? Metadata.NO_TYPE : types.id(name + kind);
    }
}
