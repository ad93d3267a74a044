package io.weighbridge.runtime;

import io.weighbridge.crypto.Blake2b;
import io.weighbridge.crypto.Twox;
import io.weighbridge.metadata.Pallet;
import io.weighbridge.metadata.StorageHasher;
import io.weighbridge.metadata.StorageItem;
import io.weighbridge.scale.Bytes;
import io.weighbridge.scale.DecodeException;
import io.weighbridge.scale.DecodeException.Reason;
import io.weighbridge.scale.ScaleReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * One storage item. Its keys are twox128 of the pallet's prefix, twox128 of the item's name, then each map key hashed
 * by its hasher.
 */
final class StorageCodec implements Runtime.Storage {

    private final StorageItem item;
    private final Bytes prefix;
    private final List<Codec> keys;
    private final Codec value;

    StorageCodec(Pallet pallet, StorageItem item, IntFunction<Codec> codecs) {
        this.item = item;
        this.prefix = Bytes.concat(Twox.hash128(pallet.storagePrefix()), Twox.hash128(item.name()));
        this.keys = item.keyTypes().stream().map(codecs::apply).toList();
        this.value = codecs.apply(item.valueType());
    }

    @Override
    public StorageItem item() {
        return item;
    }

    @Override
    public Bytes key(Value... values) {
        if (values.length > keys.size()) {
            throw new IllegalArgumentException(
                    "storage item " + item.name() + " has " + keys.size() + " keys, not " + values.length);
        }
        var parts = new Bytes[values.length + 1];
        parts[0] = prefix;
        for (int i = 0; i < values.length; i++) {
            StorageHasher hasher = item.hashers().get(i);
            Bytes encoded = Encoding.of(keys.get(i), values[i]);
            Bytes hash = hash(hasher, encoded);
            parts[i + 1] = hasher.keepsKey() ? Bytes.concat(hash, encoded) : hash;
        }
        return Bytes.concat(parts);
    }

    @Override
    public List<Value> decodeKey(Bytes key) {
        if (!key.startsWith(prefix)) {
            throw DecodeException.at(
                    0, Reason.INVALID, "expected a key of " + item.name() + " (" + prefix + "…), found " + key);
        }
        var in = new ScaleReader(key);
        in.skip(prefix.size());
        List<Value> values = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            try {
                values.add(readKey(item.hashers().get(i), keys.get(i), in));
            } catch (DecodeException e) {
                throw e.inside("key[" + i + "]");
            }
        }
        in.expectEnd();
        return List.copyOf(values);
    }

    private static Value readKey(StorageHasher hasher, Codec codec, ScaleReader in) {
        Bytes hash = in.bytes(hasher.hashSize());
        if (!hasher.keepsKey()) {
            return new Value.Blob(hash);
        }
        int from = in.offset();
        Value value = codec.decode(in);
        if (!hash(hasher, in.since(from)).equals(hash)) {
            throw DecodeException.at(
                    from, Reason.INVALID, "the key " + in.since(from) + " has another hash than " + hash);
        }
        return value;
    }

    @Override
    public Value decode(Bytes encoded) {
        var in = new ScaleReader(encoded);
        try {
            Value decoded = value.decode(in);
            in.expectEnd();
            return decoded;
        } catch (DecodeException e) {
            throw e.inside(item.name());
        }
    }

    @Override
    public Bytes encode(Value decoded) {
        return Encoding.of(value, decoded);
    }

    @Override
    public Optional<Value> defaultValue() {
        return item.optional() ? Optional.empty() : Optional.of(decode(item.defaultValue()));
    }

    private static Bytes hash(StorageHasher hasher, Bytes key) {
        return switch (hasher) {
            case BLAKE2_128, BLAKE2_128_CONCAT -> Blake2b.hash128(key);
            case BLAKE2_256 -> Blake2b.hash256(key);
            case TWOX_128 -> Twox.hash128(key);
            case TWOX_256 -> Twox.hash256(key);
            case TWOX_64_CONCAT -> Twox.hash64(key);
            case IDENTITY -> Bytes.EMPTY;
        };
    }
}
