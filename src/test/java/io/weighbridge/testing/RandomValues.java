package io.weighbridge.testing;

import io.weighbridge.chain.AccountId;
import io.weighbridge.chain.Hash;
import io.weighbridge.metadata.Metadata;
import io.weighbridge.metadata.Pallet;
import io.weighbridge.metadata.TypeDef;
import io.weighbridge.metadata.TypeDef.PrimitiveKind;
import io.weighbridge.metadata.TypeDef.Shape;
import io.weighbridge.metadata.TypeRegistry;
import io.weighbridge.runtime.Call;
import io.weighbridge.runtime.Era;
import io.weighbridge.runtime.EventRecord;
import io.weighbridge.runtime.Extrinsic;
import io.weighbridge.runtime.Extrinsic.Preamble;
import io.weighbridge.runtime.Phase;
import io.weighbridge.runtime.Runtime;
import io.weighbridge.runtime.Value;
import io.weighbridge.scale.Bytes;
import io.weighbridge.scale.ScaleWriter;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/**
 * Values of any type of a runtime, at random but the same for the same seed; often the smallest and the largest. They
 * come from the type definitions alone, so they check the codecs independently. Not thread safe.
 */
public final class RandomValues {

    /** Below this depth values stay small, so that they end. */
    private static final int DEEP = 6;

    /** Calls within calls, at most. */
    private static final int MOST_CALLS = 3;

    private final Runtime runtime;
    private final TypeRegistry types;
    private final Random random;
    private final BitSet inhabited = new BitSet();
    private int depth;
    private int calls;

    /** Values of the types of this runtime. */
    public RandomValues(Runtime runtime, long seed) {
        this.runtime = runtime;
        this.types = runtime.metadata().types();
        this.random = new Random(seed);
        int known;
        do {
            known = inhabited.cardinality();
            types.types().stream().filter(this::hasValue).forEach(type -> inhabited.set(type.id()));
        } while (inhabited.cardinality() > known);
    }

    /** Whether there is any value of that type: of an enum without variants there is none. */
    public boolean exists(int id) {
        return inhabited.get(id);
    }

    /** The variants of an enum type of which there are values. */
    public List<TypeDef.Variant> variants(int id) {
        return types.variants(id).stream()
                .filter(variant -> haveValues(variant.fields()))
                .toList();
    }

    /** A value of that type. */
    public Value value(int id) {
        TypeDef type = types.type(id);
        if (id == runtime.metadata().extrinsic().callType()) {
            return new Value.Nested(calls >= MOST_CALLS ? remark() : call());
        }
        depth++;
        Value value = value(type);
        depth--;
        return value;
    }

    /** Any call. */
    public Call call() {
        List<Pallet> pallets = runtime.metadata().pallets().stream()
                .filter(pallet -> !variants(pallet.callType()).isEmpty())
                .toList();
        Pallet pallet = pick(pallets);
        return call(pallet, pick(variants(pallet.callType())));
    }

    /** The call of that name with any arguments. */
    public Call call(String pallet, String name) {
        Pallet owner = runtime.metadata().pallet(pallet).orElseThrow();
        TypeDef.Variant call = types.variants(owner.callType()).stream()
                .filter(variant -> variant.name().equals(name))
                .findFirst()
                .orElseThrow();
        return call(owner, call);
    }

    /** That call with any arguments. */
    public Call call(Pallet pallet, TypeDef.Variant variant) {
        calls++;
        Value.Fields args = fields(variant.fields());
        calls--;
        return new Call(pallet.name(), variant.name(), pallet.index(), variant.index(), args);
    }

    /** Any event. */
    public EventRecord event(int index) {
        List<Pallet> pallets = runtime.metadata().pallets().stream()
                .filter(pallet -> !variants(pallet.eventType()).isEmpty())
                .toList();
        Pallet pallet = pick(pallets);
        return event(index, pallet, pick(variants(pallet.eventType())));
    }

    /** That event with any fields. */
    public EventRecord event(int index, Pallet pallet, TypeDef.Variant variant) {
        Phase phase = pick(List.of(
                Phase.Finalization.FINALIZATION,
                Phase.Initialization.INITIALIZATION,
                new Phase.ApplyExtrinsic(random.nextInt(300))));
        List<Hash> topics = new ArrayList<>();
        while (random.nextInt(4) == 0) {
            topics.add(new Hash(bytes(32)));
        }
        return new EventRecord(
                index,
                phase,
                pallet.name(),
                variant.name(),
                pallet.index(),
                variant.index(),
                fields(variant.fields()),
                topics);
    }

    /** The bytes of an extrinsic of any kind with this call. */
    public Bytes extrinsic(Call call) {
        Preamble preamble = switch (random.nextInt(4)) {
            case 0 -> Preamble.Bare.BARE;
            case 1 -> new Preamble.General(0, extensions());
            default -> signed();
        };
        int version = preamble instanceof Preamble.Signed
                ? 4
                : preamble instanceof Preamble.General ? 5 : random.nextInt(4, 6);
        return runtime.encodeExtrinsic(new Extrinsic(Hash.ZERO, 0, version, preamble, call));
    }

    private Preamble.Signed signed() {
        TypeDef.Variant type =
                pick(types.variants(runtime.metadata().extrinsic().signatureType()));
        Bytes signature = bytes(type.name().equals("Ecdsa") ? 65 : 64);
        return new Preamble.Signed(
                value(runtime.metadata().extrinsic().addressType()), type.name(), signature, extensions());
    }

    /** Any extensions. */
    public Extrinsic.Extensions extensions() {
        return runtime.extensions(era(), number(BigInteger.ONE.shiftLeft(32)).longValue(), number(64));
    }

    private boolean hasValue(TypeDef type) {
        Shape shape = type.shape();
        if (shape instanceof Shape.Composite composite) {
            return haveValues(composite.fields());
        }
        if (shape instanceof Shape.Enumeration enumeration) {
            return enumeration.variants().stream().anyMatch(variant -> haveValues(variant.fields()));
        }
        if (shape instanceof Shape.Tuple tuple) {
            return tuple.elements().stream().allMatch(this::exists);
        }
        return !(shape instanceof Shape.Array array) || array.length() == 0 || exists(array.element());
    }

    private boolean haveValues(List<TypeDef.Field> fields) {
        return fields.stream().allMatch(field -> exists(field.type()));
    }

    private Value value(TypeDef type) {
        Shape shape = type.shape();
        if (shape instanceof Shape.Composite composite) {
            return struct(type, composite.fields());
        }
        if (shape instanceof Shape.Enumeration enumeration) {
            return enumeration(type, enumeration.variants());
        }
        if (shape instanceof Shape.Sequence sequence) {
            return list(exists(sequence.element()) ? length() : 0, sequence.element());
        }
        if (shape instanceof Shape.Array array) {
            return list((int) array.length(), array.element());
        }
        if (shape instanceof Shape.Tuple tuple) {
            return new Value.Tuple(tuple.elements().stream().map(this::value).toList());
        }
        if (shape instanceof Shape.Primitive primitive) {
            return primitive(primitive.kind());
        }
        if (shape instanceof Shape.Compact compact) {
            return value(compact.inner());
        }
        return bits((Shape.BitSequence) shape);
    }

    private Value struct(TypeDef type, List<TypeDef.Field> fields) {
        if (type.path().equals("sp_core::crypto::AccountId32")) {
            return new Value.Account(new AccountId(bytes(AccountId.SIZE)));
        }
        if (type.path().equals("primitive_types::U256")) {
            return new Value.Wide(number(256));
        }
        return fields.size() == 1 && fields.get(0).name().isEmpty()
                ? value(fields.get(0).type())
                : fields(fields);
    }

    private Value enumeration(TypeDef type, List<TypeDef.Variant> variants) {
        if (type.path().equals("sp_runtime::generic::era::Era")) {
            return new Value.OfEra(era());
        }
        if (type.path().equals("Option")) {
            int held = variants.get(1).fields().get(0).type();
            return depth > DEEP || !exists(held) || random.nextInt(3) == 0
                    ? Value.None.NONE
                    : new Value.Some(value(held));
        }
        List<TypeDef.Variant> possible = variants(type.id());
        TypeDef.Variant variant = depth > DEEP
                ? possible.stream()
                        .min(Comparator.comparing(each -> each.fields().size()))
                        .orElseThrow()
                : pick(possible);
        return new Value.Variant(variant.name(), variant.index(), fields(variant.fields()));
    }

    private Value.Fields fields(List<TypeDef.Field> fields) {
        if (fields.isEmpty()) {
            return Value.Fields.NONE;
        }
        List<String> names = fields.stream().map(TypeDef.Field::name).toList();
        return new Value.Fields(
                names.get(0).isEmpty() ? List.of() : names,
                fields.stream().map(field -> value(field.type())).toList());
    }

    private Value list(int length, int element) {
        if (types.type(element).shape().equals(new Shape.Primitive(PrimitiveKind.U8))) {
            return new Value.Blob(bytes(length));
        }
        List<Value> items = new ArrayList<>();
        for (int i = 0; i < length; i++) {
            items.add(value(element));
        }
        return new Value.Items(items);
    }

    private int length() {
        if (depth > DEEP) {
            return 0;
        }
        return random.nextInt(20) == 0 ? 70 : random.nextInt(4);
    }

    private Value primitive(PrimitiveKind kind) {
        return switch (kind) {
            case BOOL -> new Value.Bool(random.nextBoolean());
            case CHAR ->
                new Value.Text(Character.toString(pick(List.of(0x41, 0xe9, 0xd7ff, 0xe000, 0x1f600, 0x10ffff))));
            case STR -> new Value.Text(pick(List.of("", "weights", "Gewicht \"ü\"\n", "\u0000𝔘ᛒ")));
            case U8 -> small(8);
            case U16 -> small(16);
            case U32 -> small(32);
            case U64 -> new Value.Wide(number(64));
            case U128 -> new Value.Wide(number(128));
            case U256 -> new Value.Wide(number(256));
            case I8 -> signed(8);
            case I16 -> signed(16);
            case I32 -> signed(32);
            case I64 -> new Value.Wide(signedNumber(64));
            case I128 -> new Value.Wide(signedNumber(128));
            case I256 -> new Value.Wide(signedNumber(256));
        };
    }

    private Value small(int bits) {
        return new Value.Int(number(bits).longValue());
    }

    private Value signed(int bits) {
        return new Value.Int(signedNumber(bits).longValue());
    }

    private BigInteger signedNumber(int bits) {
        return number(bits).subtract(BigInteger.ONE.shiftLeft(bits - 1));
    }

    /** An unsigned number of so many bits: of any size, or at an edge of the compact form. */
    private BigInteger number(int bits) {
        return number(BigInteger.ONE.shiftLeft(bits));
    }

    private BigInteger number(BigInteger limit) {
        BigInteger number = switch (random.nextInt(4)) {
            case 0 -> BigInteger.ONE.shiftLeft(random.nextInt(limit.bitLength()));
            case 1 -> BigInteger.ONE.shiftLeft(pick(List.of(6, 14, 30, 56))).subtract(BigInteger.ONE);
            case 2 -> limit.subtract(BigInteger.ONE);
            default -> new BigInteger(1 + random.nextInt(limit.bitLength()), random);
        };
        return number.mod(limit);
    }

    private Era era() {
        if (random.nextBoolean()) {
            return Era.Immortal.IMMORTAL;
        }
        long period = 4L << random.nextInt(15);
        long step = Math.max(1, period >> 12);
        return new Era.Mortal(period, random.nextInt((int) (period / step)) * step);
    }

    private Value bits(Shape.BitSequence bits) {
        int wordSize = switch (((Shape.Primitive) types.type(bits.store()).shape()).kind()) {
            case U8 -> 1;
            case U16 -> 2;
            case U32 -> 4;
            default -> 8;
        };
        int words = random.nextInt(3);
        return new Value.Bits(new ScaleWriter()
                .compact(8L * wordSize * words)
                .bytes(bytes(wordSize * words))
                .toBytes());
    }

    private Bytes bytes(int size) {
        var bytes = new byte[size];
        random.nextBytes(bytes);
        return Bytes.wrap(bytes);
    }

    private Call remark() {
        return runtime.call(
                "System", "remark", new Value.Fields(remarkNames(), List.of(new Value.Blob(bytes(random.nextInt(3))))));
    }

    private List<String> remarkNames() {
        int system = runtime.metadata().pallet("System").map(Pallet::callType).orElse(Metadata.NO_TYPE);
        return types.variants(system).stream()
                .filter(call -> call.name().equals("remark"))
                .flatMap(call -> call.fields().stream().map(TypeDef.Field::name))
                .toList();
    }

    private <T> T pick(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
