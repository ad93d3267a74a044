package io.weighbridge.runtime;

import io.weighbridge.metadata.Metadata;
import io.weighbridge.metadata.Pallet;
import io.weighbridge.metadata.StorageItem;
import io.weighbridge.scale.Bytes;
import io.weighbridge.scale.DecodeException;
import io.weighbridge.scale.DecodeException.Reason;
import io.weighbridge.scale.ScaleReader;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/**
 * One runtime, as its metadata describes it: decodes and encodes extrinsics, events, storage and every other type.
 * Immutable and safe for many threads. Building one takes milliseconds, so keep it.
 *
 * <p>Decode a block with the runtime in its parent's state: that one executed it.
 *
 * <p>Whatever the bytes are, decoding throws nothing but {@link DecodeException}, and its time and memory are
 * proportional to the number of bytes. Encoding throws {@link IllegalArgumentException} if a value does not fit its
 * type.
 */
public final class Runtime {

    private final Metadata metadata;
    private final int specVersion;
    private final Codec[] codecs;
    private final CallCodec calls;
    private final EventsCodec events;
    private final ExtrinsicCodec extrinsics;
    private final DispatchErrors errors;

    private Runtime(Metadata metadata) {
        this.metadata = metadata;
        var compiler = new CodecCompiler(metadata.types(), metadata.extrinsic().callType());
        var allCalls = new OuterEnum("call");
        var allEvents = new OuterEnum("event");
        for (Pallet pallet : metadata.pallets()) {
            if (pallet.callType() != Metadata.NO_TYPE) {
                allCalls.add(pallet, compiler.variants(pallet.callType()));
            }
            if (pallet.eventType() != Metadata.NO_TYPE) {
                allEvents.add(pallet, compiler.variants(pallet.eventType()));
            }
        }
        this.calls = new CallCodec(allCalls);
        this.events = new EventsCodec(allEvents);
        this.extrinsics = new ExtrinsicCodec(metadata.extrinsic(), compiler, calls);
        this.codecs = compiler.table(calls);
        this.errors = new DispatchErrors(metadata);
        this.specVersion = readSpecVersion();
    }

    /**
     * The runtime that this metadata describes.
     *
     * @throws DecodeException if the metadata contradicts itself or has no spec version
     */
    public static Runtime of(Metadata metadata) {
        return new Runtime(metadata);
    }

    /** What the runtime says about itself. */
    public Metadata metadata() {
        return metadata;
    }

    /** The spec version, from the constant {@code System.Version}. */
    public int specVersion() {
        return specVersion;
    }

    /** Decodes an extrinsic as it stands in a block, with its length prefix. */
    public Extrinsic decodeExtrinsic(Bytes encoded) {
        return decodeExtrinsic(encoded, NameFilter.ALL);
    }

    /**
     * Decodes an extrinsic. If {@code wanted} does not choose its outermost call, the arguments are checked but not
     * built: the call then has {@link Value.Fields#NONE}.
     */
    public Extrinsic decodeExtrinsic(Bytes encoded, NameFilter wanted) {
        return extrinsics.decode(encoded, wanted);
    }

    /** Encodes an extrinsic, length prefix included; hash and length of {@code extrinsic} are not looked at. */
    public Bytes encodeExtrinsic(Extrinsic extrinsic) {
        return Encoding.of(out -> extrinsics.encode(extrinsic, out));
    }

    /** The extensions of a signed extrinsic: these three, and the default of all others. */
    public Extrinsic.Extensions extensions(Era era, long nonce, BigInteger tip) {
        return extrinsics.signedExtensions().of(era, nonce, tip);
    }

    /** Decodes a call on its own. */
    public Call decodeCall(Bytes encoded) {
        var in = new ScaleReader(encoded);
        Call call = calls.decodeCall(in, NameFilter.ALL);
        in.expectEnd();
        return call;
    }

    /** Encodes a call; the arguments must be named, ordered and typed as in the metadata. */
    public Bytes encodeCall(Call call) {
        return Encoding.of(out -> calls.encodeCall(call, out));
    }

    /** A call with its indexes looked up. */
    public Call call(String pallet, String name, Value.Fields args) {
        OuterEnum.Item item = calls.calls().get(pallet, name);
        return new Call(pallet, name, item.palletIndex(), item.index(), args);
    }

    /** Decodes the value of {@code System.Events}. */
    public List<EventRecord> decodeEvents(Bytes encoded) {
        return decodeEvents(encoded, NameFilter.ALL);
    }

    /**
     * Decodes the value of {@code System.Events}. Of events that {@code wanted} does not choose, the fields are checked
     * but not built: they are {@link Value.Fields#NONE}.
     */
    public List<EventRecord> decodeEvents(Bytes encoded, NameFilter wanted) {
        return events.decode(encoded, wanted);
    }

    /** Encodes events as the value of {@code System.Events}. */
    public Bytes encodeEvents(List<EventRecord> records) {
        return Encoding.of(out -> events.encode(records, out));
    }

    /**
     * An event with the indexes of pallet and event looked up; {@code index} is its position among the block's events.
     */
    public EventRecord event(int index, Phase phase, String pallet, String name, Value.Fields fields) {
        OuterEnum.Item item = events.events().get(pallet, name);
        return new EventRecord(index, phase, pallet, name, item.palletIndex(), item.index(), fields, List.of());
    }

    /** Decodes any type; nothing may be left over. */
    public Value decode(int type, Bytes encoded) {
        var in = new ScaleReader(encoded);
        Value value = codec(type).decode(in);
        in.expectEnd();
        return value;
    }

    /** Skips a value of any type: checks it as {@link #decode} does and builds nothing. */
    public void skip(int type, ScaleReader in) {
        codec(type).skip(in);
    }

    /** Encodes any type. */
    public Bytes encode(int type, Value value) {
        return Encoding.of(codec(type), value);
    }

    /** A storage item, if this runtime has it; keep it where many keys are built. */
    public Optional<Storage> storage(String pallet, String item) {
        return metadata.pallet(pallet)
                .flatMap(owner -> owner.storageItem(item).map(entry -> new StorageCodec(owner, entry, this::codec)));
    }

    /**
     * Names the error in a decoded {@code sp_runtime::DispatchError} and finds its documentation. An error that the
     * metadata does not know is named by its numbers, such as {@code Pallet77.Error3}.
     */
    public DispatchError dispatchError(Value error) {
        return errors.name(error);
    }

    /** The decoded value of a constant, if this runtime has it. */
    public Optional<Value> constant(String pallet, String name) {
        return metadata.pallet(pallet)
                .flatMap(owner -> owner.constant(name))
                .map(constant -> decode(constant.type(), constant.value()));
    }

    private Codec codec(int type) {
        return codecs[metadata.types().type(type).id()];
    }

    private int readSpecVersion() {
        return constant("System", "Version")
                .orElseThrow(() -> DecodeException.of(
                        Reason.INVALID, "the metadata has no constant System.Version: it tells no spec version"))
                .asFields()
                .get("spec_version")
                .asInt();
    }

    /** One storage item of a runtime: its keys and its values. */
    public interface Storage {

        /** What the metadata says about it. */
        StorageItem item();

        /** The storage key for the given map keys, as many as the item has; or fewer, for a prefix of many keys. */
        Bytes key(Value... keys);

        /** The map keys in a storage key; for one that its hasher does not keep, the hash as a {@link Value.Blob}. */
        List<Value> decodeKey(Bytes key);

        /** Decodes a stored value. */
        Value decode(Bytes value);

        /** Encodes a value to be stored. */
        Bytes encode(Value value);

        /** The value where none is stored; none for an optional item. */
        Optional<Value> defaultValue();
    }
}
