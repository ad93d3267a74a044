package io.weighbridge.testing;

import io.weighbridge.calls.Outcome;
import io.weighbridge.chain.AccountId;
import io.weighbridge.chain.MechanismId;
import io.weighbridge.chain.Netuid;
import io.weighbridge.chain.RawBlock;
import io.weighbridge.chain.StorageIndex;
import io.weighbridge.ingest.BlockDecoder;
import io.weighbridge.metadata.Constant;
import io.weighbridge.metadata.ExtrinsicFormat;
import io.weighbridge.metadata.Metadata;
import io.weighbridge.metadata.Pallet;
import io.weighbridge.metadata.TypeDef;
import io.weighbridge.metadata.TypeRegistry;
import io.weighbridge.runtime.Runtime;
import io.weighbridge.scale.Bytes;
import io.weighbridge.scale.DecodeException;
import io.weighbridge.scale.ScaleReader;
import io.weighbridge.scale.ScaleWriter;
import io.weighbridge.weights.KnownUid;
import io.weighbridge.weights.Origin;
import io.weighbridge.weights.Payload;
import io.weighbridge.weights.Position;
import io.weighbridge.weights.Reading;
import io.weighbridge.weights.Tracked;
import io.weighbridge.weights.WeightFact;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Decodes the blocks of {@link ChainBuilder}: one extrinsic of one byte, which is the number of facts; metadata and events
 * are the number of the runtime that belongs to them. Facts tell the runtime that they were decoded with.
 */
public final class TestDecoder implements BlockDecoder {

    /** Whose facts are made. */
    public static final AccountId HOTKEY = AccountId.fromHex("11".repeat(32));

    /** On which subnet. */
    public static final Netuid NETUID = new Netuid(7);

    /** An extrinsic that cannot be decoded. */
    static final Bytes DAMAGED = Bytes.copyOf((byte) 0xff);

    /** An extrinsic that needs the value under {@link #STATE_KEY}. */
    static final Bytes NEEDS_STATE = Bytes.copyOf((byte) 0xee);

    /** An extrinsic that needs more the more it is given. */
    static final Bytes NEVER_ENOUGH = Bytes.copyOf((byte) 0xdd);

    static final Bytes STATE_KEY = Bytes.fromHex("57a7e0");

    private static final Instant GENESIS = Instant.parse("2026-01-01T00:00:00Z");

    private final boolean strict;
    private final Tracked tracked;

    private TestDecoder(boolean strict, Tracked tracked) {
        this.strict = strict;
        this.tracked = tracked;
    }

    /** A decoder to which all runtimes look alike. */
    public static TestDecoder lenient() {
        return new TestDecoder(false, new Tracked(Set.of(NETUID), Set.of(HOTKEY)));
    }

    /** A decoder that cannot read a block with another runtime than its own. */
    public static TestDecoder strict() {
        return new TestDecoder(true, new Tracked(Set.of(NETUID), Set.of(HOTKEY)));
    }

    /** The time of a block: 12 seconds after the one before. */
    public static Instant timeOf(long block) {
        return GENESIS.plusSeconds(12 * block);
    }

    /** The bytes that stand for a runtime, in metadata and events. */
    public static Bytes metadata(int spec) {
        return new ScaleWriter().u32(spec).toBytes();
    }

    @Override
    public Tracked tracked() {
        return tracked;
    }

    @Override
    public Runtime runtime(Bytes metadata) {
        var u32 = new TypeDef.Shape.Primitive(TypeDef.PrimitiveKind.U32);
        var none = new TypeDef.Shape.Enumeration(List.of());
        var version = new TypeDef.Shape.Composite(List.of(new TypeDef.Field("spec_version", 0, "u32", List.of())));
        var types = new TypeRegistry(List.of(type(0, u32), type(1, none), type(2, version)));
        var system = new Pallet(
                "System",
                0,
                "System",
                List.of(),
                Metadata.NO_TYPE,
                Metadata.NO_TYPE,
                Metadata.NO_TYPE,
                List.of(new Constant("Version", 2, metadata, List.of())),
                List.of());
        var extrinsic = new ExtrinsicFormat(
                List.of(4), 0, 1, 1, Metadata.NO_TYPE, Metadata.NO_TYPE, List.of(), Map.of(0, List.of()));
        return Runtime.of(new Metadata(14, types, List.of(system), extrinsic, Metadata.NO_TYPE));
    }

    @Override
    public boolean mayHoldCall(RawBlock block) {
        return block.extrinsics().get(0).get(0) != 0;
    }

    @Override
    public List<WeightFact> calls(RawBlock block, Runtime runtime) {
        throw new UnsupportedOperationException("tests of bodies alone use chains of the devnet");
    }

    @Override
    public Reading read(RawBlock block, Runtime runtime, Bytes events, Map<Bytes, Optional<Bytes>> state) {
        Bytes extrinsic = block.extrinsics().get(0);
        if (extrinsic.equals(DAMAGED)) {
            throw DecodeException.at(3, DecodeException.Reason.TRUNCATED, "need 2 bytes, 1 left");
        }
        int spec = (int) new ScaleReader(events).u32();
        if (strict && spec != runtime.specVersion()) {
            throw DecodeException.of(DecodeException.Reason.INVALID, "this is no block of " + runtime.specVersion());
        }
        if (extrinsic.equals(NEEDS_STATE) && !state.containsKey(STATE_KEY)) {
            return new Reading.NeedsState(Set.of(STATE_KEY));
        }
        if (extrinsic.equals(NEVER_ENOUGH)) {
            return new Reading.NeedsState(Set.of(Bytes.copyOf((byte) state.size())));
        }
        int count = extrinsic.equals(NEEDS_STATE) ? 1 : extrinsic.get(0);
        return new Reading.Complete(IntStream.range(0, count)
                .mapToObj(index -> fact(block, runtime.specVersion(), index))
                .toList());
    }

    private static WeightFact fact(RawBlock block, int spec, int index) {
        return new WeightFact(
                block.ref(),
                timeOf(block.ref().number()),
                spec,
                Position.ofHook(index),
                "SubtensorModule.WeightsSet",
                WeightFact.Kind.SET,
                Origin.Hook.HOOK,
                HOTKEY,
                new StorageIndex(NETUID, MechanismId.MAIN),
                KnownUid.Unknown.UNKNOWN,
                Outcome.Success.SUCCESS,
                new Payload.Weights(List.of(1), List.of(65535), 0));
    }

    private static TypeDef type(int id, TypeDef.Shape shape) {
        return new TypeDef(id, "", List.of(), shape, List.of());
    }
}
