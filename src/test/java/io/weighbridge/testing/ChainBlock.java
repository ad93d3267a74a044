package io.weighbridge.testing;

import io.weighbridge.chain.AccountId;
import io.weighbridge.chain.Hash;
import io.weighbridge.chain.Header;
import io.weighbridge.chain.RawBlock;
import io.weighbridge.metadata.ExtrinsicFormat.SignedExtension;
import io.weighbridge.metadata.Pallet;
import io.weighbridge.metadata.TypeDef;
import io.weighbridge.runtime.Runtime;
import io.weighbridge.scale.Bytes;
import io.weighbridge.scale.ScaleWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A block of any runtime, put together as bytes: extrinsics and the events that they leave. Fields that are not given are
 * {@link Zeros}. It begins with {@code Timestamp.set}. Not thread safe.
 */
public final class ChainBlock {

    /** The block's time in milliseconds. */
    public static final long TIME = 1_700_000_000_123L;

    private final Runtime runtime;
    private final Zeros zeros;
    private final List<Bytes> extrinsics = new ArrayList<>();
    private final List<Bytes> events = new ArrayList<>();

    /** A block of that runtime. */
    public ChainBlock(Runtime runtime) {
        this.runtime = runtime;
        this.zeros = new Zeros(runtime.metadata().types());
        bare(call("Timestamp", "set", new ScaleWriter().compact(TIME).toBytes()));
        succeeded();
    }

    /** The bytes of a call; arguments that are not given are zeros. */
    public Bytes call(String pallet, String name, Bytes... args) {
        Pallet found = pallet(pallet);
        return item(found.index(), variant(found.callType(), name), args);
    }

    /** The bytes of a call with some of its arguments, by name; the others are zeros. */
    public Bytes call(String pallet, String name, Map<String, Bytes> args) {
        Pallet found = pallet(pallet);
        TypeDef.Variant call = variant(found.callType(), name);
        return item(
                found.index(),
                call,
                call.fields().stream()
                        .map(field -> args.getOrDefault(field.name(), zeros.of(field.type())))
                        .toArray(Bytes[]::new));
    }

    /** Whether the runtime has that call. */
    public boolean hasCall(String pallet, String name) {
        return runtime.metadata().pallet(pallet).stream()
                .flatMap(found -> runtime.metadata().types().variants(found.callType()).stream())
                .anyMatch(call -> call.name().equals(name));
    }

    /** Whether the runtime has that event. */
    public boolean hasEvent(String pallet, String name) {
        return runtime.metadata().pallet(pallet).stream()
                .flatMap(found -> runtime.metadata().types().variants(found.eventType()).stream())
                .anyMatch(event -> event.name().equals(name));
    }

    /** How many fields an event has. */
    public int fieldsOf(String pallet, String event) {
        return variant(pallet(pallet).eventType(), event).fields().size();
    }

    /** The bytes of a {@code DispatchError}: a module's error. */
    public Bytes error(String pallet, String name) {
        Pallet found = pallet(pallet);
        TypeDef.Variant module = variant(Runtimes.type(runtime, "sp_runtime::DispatchError"), "Module");
        int errorIndex = variant(found.errorType(), name).index();
        Bytes plain = zeros.ofFields(module.fields());
        var bytes = plain.toArray();
        bytes[0] = (byte) found.index();
        bytes[1] = (byte) errorIndex;
        return Bytes.concat(Bytes.copyOf((byte) module.index()), Bytes.wrap(bytes));
    }

    /** Adds a signed extrinsic; the events that follow are its own. */
    public ChainBlock signed(AccountId signer, Bytes call) {
        var body = new ScaleWriter().u8(0x84).u8(0).bytes(signer.bytes()).u8(1).bytes(Bytes.wrap(new byte[64]));
        for (SignedExtension extension :
                runtime.metadata().extrinsic().extensions(0).orElseThrow()) {
            body.bytes(zeros.of(extension.type()));
        }
        return add(body.bytes(call).toBytes());
    }

    /** Adds an extrinsic without signature; the events that follow are its own. */
    public ChainBlock bare(Bytes call) {
        return add(new ScaleWriter().u8(4).bytes(call).toBytes());
    }

    /** Adds an event of the last extrinsic; fields that are not given are zeros. */
    public ChainBlock event(String pallet, String name, Bytes... fields) {
        return event(new ScaleWriter().u8(0).u32(extrinsics.size() - 1).toBytes(), pallet, name, fields);
    }

    /** Adds an event of the hooks before the extrinsics. */
    public ChainBlock initializationEvent(String pallet, String name, Bytes... fields) {
        return event(Bytes.copyOf((byte) 2), pallet, name, fields);
    }

    /** Ends the last extrinsic as one that succeeded. */
    public ChainBlock succeeded() {
        return event("System", "ExtrinsicSuccess");
    }

    /** Ends the last extrinsic as one that failed. */
    public ChainBlock failed(Bytes error) {
        return event("System", "ExtrinsicFailed", error);
    }

    /** The runtime. */
    public Runtime runtime() {
        return runtime;
    }

    /** The block. */
    public RawBlock raw() {
        var header = new Header(Hash.ZERO, 7, Hash.ZERO, Hash.ZERO, List.of());
        return new RawBlock(header.ref(), header, extrinsics);
    }

    /** The value of {@code System.Events}. */
    public Bytes events() {
        var out = new ScaleWriter().compact(events.size());
        events.forEach(out::bytes);
        return out.toBytes();
    }

    private ChainBlock add(Bytes body) {
        extrinsics.add(new ScaleWriter().byteVector(body).toBytes());
        return this;
    }

    private ChainBlock event(Bytes phase, String pallet, String name, Bytes... fields) {
        Pallet found = pallet(pallet);
        Bytes event = item(found.index(), variant(found.eventType(), name), fields);
        events.add(Bytes.concat(phase, event, Bytes.copyOf((byte) 0)));
        return this;
    }

    private Bytes item(int pallet, TypeDef.Variant variant, Bytes... given) {
        List<TypeDef.Field> rest =
                variant.fields().subList(given.length, variant.fields().size());
        return Bytes.concat(
                Bytes.copyOf((byte) pallet, (byte) variant.index()), Bytes.concat(given), zeros.ofFields(rest));
    }

    private Pallet pallet(String name) {
        return runtime.metadata().pallet(name).orElseThrow();
    }

    private TypeDef.Variant variant(int type, String name) {
        return runtime.metadata().types().variants(type).stream()
                .filter(variant -> variant.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + name + " in "
                        + runtime.metadata().types().type(type).path()));
    }
}
