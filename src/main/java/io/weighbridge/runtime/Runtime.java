package io.weighbridge.runtime;

import io.weighbridge.metadata.Metadata;
import io.weighbridge.metadata.StorageItem;
import io.weighbridge.scale.Bytes;
import java.util.List;
import java.util.Optional;

/**
 * One runtime: everything that its metadata allows to decode and encode. Immutable and safe for many threads; building
 * one costs milliseconds, keep it.
 *
 * <p>A block decodes with the runtime of its parent's state: the one that executed it.
 */
public final class Runtime {

    private final Metadata metadata;

    private Runtime(Metadata metadata) {
        this.metadata = metadata;
    }

    /** The runtime that this metadata describes. */
    public static Runtime of(Metadata metadata) {
        return new Runtime(metadata);
    }

    /** What the runtime says about itself. */
    public Metadata metadata() {
        return metadata;
    }

    /** The spec version, from the constant {@code System.Version}. */
    public int specVersion() {
        throw new UnsupportedOperationException();
    }

    /** Decodes an extrinsic as it stands in a block, with its length prefix. */
    public Extrinsic decodeExtrinsic(Bytes encoded) {
        throw new UnsupportedOperationException();
    }

    /** Decodes a call on its own. */
    public Call decodeCall(Bytes encoded) {
        throw new UnsupportedOperationException();
    }

    /** Encodes a call; the arguments must be named and typed as in the metadata. */
    public Bytes encodeCall(Call call) {
        throw new UnsupportedOperationException();
    }

    /** A call with its indexes looked up. */
    public Call call(String pallet, String name, Value.Fields args) {
        throw new UnsupportedOperationException();
    }

    /** Encodes an extrinsic, length prefix included; hash and length of {@code extrinsic} are not looked at. */
    public Bytes encodeExtrinsic(Extrinsic extrinsic) {
        throw new UnsupportedOperationException();
    }

    /** Decodes the value of {@code System.Events}. */
    public List<EventRecord> decodeEvents(Bytes encoded) {
        throw new UnsupportedOperationException();
    }

    /** Encodes events as the value of {@code System.Events}. */
    public Bytes encodeEvents(List<EventRecord> events) {
        throw new UnsupportedOperationException();
    }

    /** An event with its indexes looked up; its own index is its position in the list it goes to. */
    public EventRecord event(int index, Phase phase, String pallet, String name, Value.Fields fields) {
        throw new UnsupportedOperationException();
    }

    /** Decodes any type; nothing may be left over. */
    public Value decode(int type, Bytes encoded) {
        throw new UnsupportedOperationException();
    }

    /** Encodes any type. */
    public Bytes encode(int type, Value value) {
        throw new UnsupportedOperationException();
    }

    /** A storage item, if this runtime has it. */
    public Optional<Storage> storage(String pallet, String item) {
        return Optional.empty();
    }

    /** Names the error in a decoded {@code sp_runtime::DispatchError} and finds its documentation. */
    public DispatchError dispatchError(Value error) {
        throw new UnsupportedOperationException();
    }

    /** The decoded value of a constant, if this runtime has it. */
    public Optional<Value> constant(String pallet, String name) {
        throw new UnsupportedOperationException();
    }

    /** One storage item of a runtime: its keys and its values. */
    public interface Storage {

        /** What the metadata says about it. */
        StorageItem item();

        /** The storage key for the given map keys, as many as the item has; or fewer, for a prefix of many keys. */
        Bytes key(Value... keys);

        /** The map keys in a storage key, as far as their hashers keep them. */
        List<Value> decodeKey(Bytes key);

        /** Decodes a stored value. */
        Value decode(Bytes value);

        /** Encodes a value to be stored. */
        Bytes encode(Value value);

        /** The value where none is stored; none for an optional item. */
        Optional<Value> defaultValue();
    }
}
