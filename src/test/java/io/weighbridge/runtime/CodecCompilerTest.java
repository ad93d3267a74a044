package io.weighbridge.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weighbridge.metadata.Metadata;
import io.weighbridge.metadata.TypeDef;
import io.weighbridge.metadata.TypeDef.Field;
import io.weighbridge.metadata.TypeDef.PrimitiveKind;
import io.weighbridge.metadata.TypeDef.Shape;
import io.weighbridge.metadata.TypeDef.Variant;
import io.weighbridge.metadata.TypeRegistry;
import io.weighbridge.scale.Bytes;
import io.weighbridge.scale.DecodeException;
import io.weighbridge.scale.DecodeException.Reason;
import io.weighbridge.scale.ScaleReader;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Types that no Subtensor runtime has, or that contradict themselves. */
class CodecCompilerTest {

    private final List<TypeDef> types = new ArrayList<>();

    @Test
    void readsACharacterInFourBytes() {
        int type = primitive(PrimitiveKind.CHAR);
        assertThat(decode(type, "0x00f60100")).isEqualTo(new Value.Text("😀"));
        assertThat(encode(type, new Value.Text("😀"))).isEqualTo("0x00f60100");
    }

    @Test
    void refusesHalfASurrogatePair() {
        assertRefused(primitive(PrimitiveKind.CHAR), "0x00d80000", Reason.BAD_TEXT);
        assertRefused(primitive(PrimitiveKind.CHAR), "0x00001100", Reason.BAD_TEXT);
    }

    @Test
    void readsNegativeIntegersOfEverySize() {
        assertThat(decode(primitive(PrimitiveKind.I8), "0xfe")).isEqualTo(new Value.Int(-2));
        assertThat(decode(primitive(PrimitiveKind.I16), "0xfeff")).isEqualTo(new Value.Int(-2));
        assertThat(decode(primitive(PrimitiveKind.I32), "0xfeffffff")).isEqualTo(new Value.Int(-2));
        assertThat(decode(primitive(PrimitiveKind.I64), "0xfe" + "ff".repeat(7)))
                .isEqualTo(wide(-2));
        assertThat(decode(primitive(PrimitiveKind.I128), "0xfe" + "ff".repeat(15)))
                .isEqualTo(wide(-2));
        assertThat(decode(primitive(PrimitiveKind.I256), "0xfe" + "ff".repeat(31)))
                .isEqualTo(wide(-2));
    }

    @Test
    void readsAListOfNegativeIntegers() {
        int list = add(new Shape.Sequence(primitive(PrimitiveKind.I16)));
        assertThat(decode(list, "0x08feff0100"))
                .isEqualTo(new Value.Items(List.of(new Value.Int(-2), new Value.Int(1))));
    }

    @Test
    void readsTheLargestUnsignedIntegers() {
        assertThat(decode(primitive(PrimitiveKind.U32), "0xffffffff")).isEqualTo(new Value.Int(4_294_967_295L));
        assertThat(decode(primitive(PrimitiveKind.U64), "0x" + "ff".repeat(8)))
                .isEqualTo(new Value.Wide(new BigInteger("18446744073709551615")));
        assertThat(decode(primitive(PrimitiveKind.U256), "0x" + "ff".repeat(32)))
                .isEqualTo(new Value.Wide(BigInteger.ONE.shiftLeft(256).subtract(BigInteger.ONE)));
    }

    @Test
    void readsATupleOfOneAsATuple() {
        int tuple = add(new Shape.Tuple(List.of(primitive(PrimitiveKind.U8))));
        assertThat(decode(tuple, "0x07")).isEqualTo(new Value.Tuple(List.of(new Value.Int(7))));
    }

    @Test
    void readsACompactOfAStructAroundAnInteger() {
        int percent = struct("sp_arithmetic::per_things::Perbill", "", primitive(PrimitiveKind.U32));
        int type = add(new Shape.Compact(percent));
        assertThat(decode(type, "0xfeffffff")).isEqualTo(new Value.Int(1_073_741_823));
    }

    @Test
    void readsACompactOfNothingFromNoBytes() {
        int type = add(new Shape.Compact(add(new Shape.Tuple(List.of()))));
        assertThat(decode(type, "0x")).isEqualTo(new Value.Tuple(List.of()));
    }

    @Test
    void refusesACompactThatItsTypeCannotHold() {
        int type = add(new Shape.Compact(primitive(PrimitiveKind.U8)));
        assertThat(decode(type, "0xfd03")).isEqualTo(new Value.Int(255));
        assertRefused(type, "0x0104", Reason.OUT_OF_RANGE);
        int wide = add(new Shape.Compact(primitive(PrimitiveKind.U128)));
        assertRefused(wide, "0x37" + "00".repeat(16) + "01", Reason.OUT_OF_RANGE);
    }

    @Test
    void readsBitsInWholeWords() {
        int bits = add(new Shape.BitSequence(primitive(PrimitiveKind.U16), struct("bitvec::order::Lsb0", "")));
        assertThat(decode(bits, "0x44ffffff01")).isEqualTo(new Value.Bits(Bytes.fromHex("44ffffff01")));
        assertThat(encode(bits, new Value.Bits(Bytes.fromHex("44ffffff01")))).isEqualTo("0x44ffffff01");
        assertRefused(bits, "0x44ffff", Reason.TRUNCATED);
    }

    @Test
    void readsNoMoreElementsWithoutBytesThanTheInputHasBytes() {
        int list = add(new Shape.Sequence(add(new Shape.Tuple(List.of()))));
        assertThat(decode(list, "0x04").asList()).containsExactly(new Value.Tuple(List.of()));
        assertRefused(list, "0x03ffffffff", Reason.BAD_LENGTH);
    }

    @Test
    void readsATypeThatContainsItselfBehindACount() {
        int tree = types.size();
        types.add(new TypeDef(
                tree, "Tree", List.of(), new Shape.Composite(List.of(field("leaves", tree + 1))), List.of()));
        add(new Shape.Sequence(tree));
        Value.Fields leaf = new Value.Fields(List.of("leaves"), List.of(new Value.Items(List.of())));
        assertThat(decode(tree, "0x080000"))
                .isEqualTo(new Value.Fields(List.of("leaves"), List.of(new Value.Items(List.of(leaf, leaf)))));
        assertRefused(tree, "0x" + "04".repeat(1000) + "00", Reason.TOO_DEEP);
    }

    @Test
    void refusesATypeWithoutEnd() {
        types.add(new TypeDef(0, "Endless", List.of(), new Shape.Composite(List.of(field("", 0))), List.of()));
        assertThatThrownBy(() -> compile(0))
                .isInstanceOf(DecodeException.class)
                .hasMessageContaining("type 0 (Endless) contains itself");
    }

    @Test
    void refusesTypesNestedWithoutReason() {
        for (int i = 0; i < 10_000; i++) {
            types.add(new TypeDef(i, "", List.of(), new Shape.Sequence(i + 1), List.of()));
        }
        types.add(new TypeDef(10_000, "", List.of(), new Shape.Tuple(List.of()), List.of()));
        assertThatThrownBy(() -> compile(0))
                .isInstanceOf(DecodeException.class)
                .hasMessageContaining("nested deeper than");
    }

    @Test
    void refusesAnArrayOfCountlessElementsWithoutBytes() {
        int array = add(new Shape.Array(0xffff_ffffL, add(new Shape.Tuple(List.of()))));
        assertThatThrownBy(() -> compile(array))
                .isInstanceOf(DecodeException.class)
                .hasMessageContaining("4294967295 elements without bytes");
    }

    @Test
    void refusesAnArrayThatIsLargerThanTheInput() {
        assertRefused(add(new Shape.Array(0xffff_ffffL, primitive(PrimitiveKind.U64))), "0x00", Reason.TRUNCATED);
        assertRefused(add(new Shape.Array(0xffff_ffffL, primitive(PrimitiveKind.BOOL))), "0x00", Reason.TRUNCATED);
        assertRefused(add(new Shape.Array(0xffff_ffffL, primitive(PrimitiveKind.U16))), "0x00", Reason.TRUNCATED);
        assertRefused(add(new Shape.Array(0xffff_ffffL, primitive(PrimitiveKind.U8))), "0x00", Reason.TRUNCATED);
    }

    @Test
    void refusesAReferenceToNoType() {
        int list = add(new Shape.Sequence(77));
        assertThatThrownBy(() -> compile(list))
                .isInstanceOf(DecodeException.class)
                .hasMessageContaining("type 77");
    }

    @Test
    void refusesACompactOfWhatIsNoUnsignedInteger() {
        for (PrimitiveKind kind :
                List.of(PrimitiveKind.STR, PrimitiveKind.BOOL, PrimitiveKind.I32, PrimitiveKind.I64)) {
            int type = add(new Shape.Compact(primitive(kind)));
            assertThatThrownBy(() -> compile(type)).isInstanceOf(DecodeException.class);
        }
    }

    @Test
    void refusesAnEnumWithTwoVariantsOfOneTag() {
        int type = types.size();
        types.add(new TypeDef(
                type,
                "Twice",
                List.of(),
                new Shape.Enumeration(
                        List.of(new Variant("A", 3, List.of(), List.of()), new Variant("B", 3, List.of(), List.of()))),
                List.of()));
        assertThatThrownBy(() -> compile(type))
                .isInstanceOf(DecodeException.class)
                .hasMessageContaining("Twice has two variants B (3)");
    }

    private Codec compile(int type) {
        return new CodecCompiler(new TypeRegistry(types), Metadata.NO_TYPE).compile(type);
    }

    private Value decode(int type, String hex) {
        var in = new ScaleReader(Bytes.fromHex(hex));
        Value value = compile(type).decode(in);
        in.expectEnd();
        return value;
    }

    private String encode(int type, Value value) {
        return Encoding.of(compile(type), value).hex();
    }

    private void assertRefused(int type, String hex, Reason reason) {
        assertThatThrownBy(() -> decode(type, hex))
                .isInstanceOfSatisfying(
                        DecodeException.class,
                        fault -> assertThat(fault.reason()).isEqualTo(reason));
        assertThatThrownBy(() -> compile(type).skip(new ScaleReader(Bytes.fromHex(hex))))
                .isInstanceOfSatisfying(
                        DecodeException.class,
                        fault -> assertThat(fault.reason()).isEqualTo(reason));
    }

    private int primitive(PrimitiveKind kind) {
        return add(new Shape.Primitive(kind));
    }

    private int struct(String path, String name, int... fields) {
        List<Field> all = new ArrayList<>();
        for (int type : fields) {
            all.add(field(name, type));
        }
        types.add(new TypeDef(types.size(), path, List.of(), new Shape.Composite(all), List.of()));
        return types.size() - 1;
    }

    private int add(Shape shape) {
        types.add(new TypeDef(types.size(), "", List.of(), shape, List.of()));
        return types.size() - 1;
    }

    private static Field field(String name, int type) {
        return new Field(name, type, "", List.of());
    }

    private static Value wide(long number) {
        return new Value.Wide(BigInteger.valueOf(number));
    }
}
