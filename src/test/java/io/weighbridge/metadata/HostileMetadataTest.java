package io.weighbridge.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weighbridge.metadata.ExtrinsicFormat.SignedExtension;
import io.weighbridge.metadata.TypeDef.Field;
import io.weighbridge.metadata.TypeDef.PrimitiveKind;
import io.weighbridge.metadata.TypeDef.Shape;
import io.weighbridge.metadata.TypeDef.Variant;
import io.weighbridge.scale.Bytes;
import io.weighbridge.scale.DecodeException;
import io.weighbridge.scale.DecodeException.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Metadata that contradicts itself, or that would cost a decoder more than it is worth. */
class HostileMetadataTest {

    private static final Shape UNIT = new Shape.Tuple(List.of());
    private static final Shape BYTE = new Shape.Primitive(PrimitiveKind.U8);

    @Test
    void acceptsASoundOne() {
        Metadata sound = metadata(List.of(BYTE), pallet("System", 0, 0));

        assertThat(decodeAgain(sound).pallets()).isEqualTo(sound.pallets());
    }

    @Test
    void namesThePalletThatRefersToAMissingType() {
        assertRefused(
                metadata(List.of(BYTE), pallet("System", 0, 0), pallet("Balances", 1, 77)),
                Reason.INVALID,
                "pallets[1].Balances",
                "refers to type 77, but the registry has only the types 0 to 1");
    }

    @Test
    void namesTheStorageItemThatRefersToAMissingType() {
        var item = new StorageItem("Account", true, List.of(), List.of(), Metadata.NO_TYPE, 78, Bytes.EMPTY, List.of());
        var pallet = new Pallet("System", 0, "System", List.of(item), -1, -1, -1, List.of(), List.of());

        assertRefused(
                metadata(List.of(BYTE), pallet), Reason.INVALID, "pallets[0].System.storage[0].Account", "type 78");
    }

    @Test
    void namesTheTypeThatRefersToAMissingOne() {
        var field = new Field("nonce", 79, "Nonce", List.of());

        assertRefused(
                metadata(List.of(BYTE, new Shape.Composite(List.of(field)))),
                Reason.INVALID,
                "types[1].fields[0]",
                "type 79");
    }

    @Test
    void refusesTwoPalletsOfOneName() {
        assertRefused(
                "an earlier pallet has the same name",
                raw(metadata(List.of(BYTE), pallet("System", 0, 0), pallet("Systen", 1, 0)), "Systen", "System"));
    }

    @Test
    void refusesTwoPalletsOfOneIndex() {
        Bytes twice = replaceLast(
                MetadataEncoder.encode(metadata(List.of(BYTE), pallet("A", 0, 0), pallet("B", 201, 0))), 201, 0);

        assertRefused("the same index 0", twice);
    }

    @Test
    void refusesTwoVariantsOfOneIndex() {
        var variants = List.of(new Variant("A", 3, List.of(), List.of()), new Variant("B", 3, List.of(), List.of()));

        assertRefused(
                metadata(List.of(new Shape.Enumeration(variants))),
                Reason.INVALID,
                "types[0].variants[1]",
                "variant B has index 3, which another one has");
    }

    @Test
    void refusesAStructWithinItself() {
        var field = new Field("self", 0, "", List.of());

        assertRefused(
                metadata(List.of(new Shape.Composite(List.of(field)))), Reason.TOO_DEEP, "types[0]", "in one another");
    }

    @Test
    void acceptsAStructThatHoldsItselfInAList() {
        var field = new Field("inner", 1, "", List.of());
        Metadata tree = metadata(List.of(new Shape.Composite(List.of(field)), new Shape.Sequence(0)));

        assertThat(decodeAgain(tree).types()).isEqualTo(tree.types());
    }

    @Test
    void acceptsAnEnumThatHoldsItself() {
        var variant = new Variant("Inner", 0, List.of(new Field("", 0, "", List.of())), List.of());
        Metadata tree = metadata(List.of(new Shape.Enumeration(List.of(variant))));

        assertThat(decodeAgain(tree).types()).isEqualTo(tree.types());
    }

    @Test
    void refusesTuplesThatDoubleThirtyTimes() {
        List<Shape> shapes = new ArrayList<>(List.of(UNIT));
        for (int i = 0; i < 30; i++) {
            shapes.add(new Shape.Tuple(List.of(i, i)));
        }

        assertRefused(metadata(shapes), Reason.INVALID, "values that take only 0 bytes");
    }

    @Test
    void refusesALongChainOfStructs() {
        List<Shape> shapes = new ArrayList<>(List.of(BYTE));
        for (int i = 0; i < 65; i++) {
            shapes.add(new Shape.Tuple(List.of(i)));
        }

        assertRefused(metadata(shapes), Reason.TOO_DEEP, "types[65]", "more than 64");
    }

    @Test
    void refusesALongChainOfStructsThatIsToldBackwards() {
        List<Shape> shapes = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            shapes.add(new Shape.Tuple(List.of(i + 1)));
        }
        shapes.add(BYTE);

        assertRefused(metadata(shapes), Reason.TOO_DEEP, "more than 64");
    }

    @Test
    void refusesALongArrayOfNothing() {
        assertRefused(
                metadata(List.of(UNIT, new Shape.Array(0xffff_ffffL, 0))),
                Reason.INVALID,
                "types[1]",
                "values that take only 0 bytes");
    }

    @Test
    void refusesAVariantOfManyFieldsWithoutBytes() {
        var fields = new ArrayList<Field>();
        for (int i = 0; i < 1_000; i++) {
            fields.add(new Field("", 0, "", List.of()));
        }
        var variant = new Variant("Many", 0, fields, List.of());

        assertRefused(
                metadata(List.of(UNIT, new Shape.Enumeration(List.of(variant)))),
                Reason.INVALID,
                "types[1]",
                "values that take only 0 bytes");
    }

    @Test
    void acceptsALongArrayOfBytes() {
        Metadata metadata = metadata(List.of(BYTE, new Shape.Array(0xffff_ffffL, 0), new Shape.Array(0xffff_ffffL, 1)));

        assertThat(decodeAgain(metadata).types()).isEqualTo(metadata.types());
    }

    @Test
    void refusesMoreHashersThanKeys() {
        var item = new StorageItem(
                "Weights",
                false,
                List.of(StorageHasher.IDENTITY, StorageHasher.IDENTITY),
                List.of(0, 0),
                1,
                0,
                Bytes.EMPTY,
                List.of());
        var pallet = new Pallet("S", 0, "S", List.of(item), -1, -1, -1, List.of(), List.of());

        assertRefused(
                metadata(List.of(BYTE, new Shape.Tuple(List.of(0, 0, 0))), pallet),
                Reason.INVALID,
                "Weights",
                "has 2 hashers, but its key type 1 is no tuple of as many elements");
    }

    /** With a key of one byte, and with the unit type, a tuple of as many elements as there are hashers. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void refusesAMapWithoutHashers(int keyType) {
        var item = new StorageItem(
                "Zero", true, List.of(StorageHasher.IDENTITY), List.of(keyType), keyType, 0, Bytes.EMPTY, List.of());
        var pallet = new Pallet("S", 0, "S", List.of(item), -1, -1, -1, List.of(), List.of());
        String hex =
                MetadataEncoder.encode(metadata(List.of(BYTE, UNIT), pallet)).hex();

        assertRefused(
                "pallets[0].S.storage[0].Zero",
                Bytes.fromHex(hex.replace(hexOf("Zero") + "00010406", hexOf("Zero") + "000100")));
    }

    @ParameterizedTest
    @CsvSource({
        "0x6d6574610e fe ff ff ff, types at byte 5: claims 1073741823 elements",
        "0x6d6574610e 04 04 00 00 04 00 00, expected the type with id 0",
        "0x6d6574610e 04 00 00 00 08 00 00 00, no shape of a type has tag 8",
        "0x6d6574610e 04 00 00 00 05 0f 00 00, no primitive type has tag 15",
        "0x6d6574610e 04 00 00 00 02 04 00 00, refers to type 1",
        "0x6d6574610e 04 00 04 04 ff 00 00 00, not UTF-8",
        "0x6d6574610e 04 00 00 04 00 02 00 00, expected an option",
        "0x6d6574610e, need 1 bytes",
    })
    void saysWhatIsWrongWithTheBytes(String hex, String message) {
        assertRefused(message, Bytes.fromHex(hex.replace(" ", "")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Address", "Call", "Signature", "Extra"})
    void needsEveryParameterOfTheExtrinsic(String parameter) {
        Metadata sound = metadata(List.of(BYTE));

        assertRefused("and has no " + parameter, raw(sound, parameter, "x".repeat(parameter.length())));
    }

    /** The given types, and behind them what an extrinsic needs; type 0 is its address, call and signature. */
    private static Metadata metadata(List<Shape> shapes, Pallet... pallets) {
        var types = new ArrayList<TypeDef>();
        for (Shape shape : shapes) {
            types.add(new TypeDef(types.size(), "", List.of(), shape, List.of()));
        }
        var format = new ExtrinsicFormat(
                List.of(4),
                0,
                0,
                0,
                0,
                types.size(),
                List.of(new SignedExtension("CheckNonce", 0, 0)),
                Map.of(0, List.of(0)));
        var parameters = List.of(
                new TypeDef.Parameter("Address", 0),
                new TypeDef.Parameter("Call", 0),
                new TypeDef.Parameter("Signature", 0),
                new TypeDef.Parameter("Extra", 0));
        types.add(new TypeDef(types.size(), "a::Extrinsic", parameters, UNIT, List.of()));
        return new Metadata(14, new TypeRegistry(types), List.of(pallets), format, 0);
    }

    private static Pallet pallet(String name, int index, int callType) {
        return new Pallet(name, index, "", List.of(), callType, -1, -1, List.of(), List.of());
    }

    private static Metadata decodeAgain(Metadata metadata) {
        return MetadataDecoder.decode(MetadataEncoder.encode(metadata));
    }

    private static void assertRefused(Metadata metadata, Reason reason, String... messages) {
        assertThatThrownBy(() -> decodeAgain(metadata))
                .isInstanceOfSatisfying(
                        DecodeException.class, e -> assertThat(e.reason()).isEqualTo(reason))
                .hasMessageContainingAll(messages);
    }

    private static void assertRefused(String message, Bytes raw) {
        assertThatThrownBy(() -> MetadataDecoder.decode(raw))
                .isInstanceOf(DecodeException.class)
                .hasMessageContaining(message);
    }

    /** The bytes of V14 with every text {@code from} as {@code to}, which is as long. */
    private static Bytes raw(Metadata metadata, String from, String to) {
        String hex = MetadataEncoder.encode(metadata).hex();
        return Bytes.fromHex(hex.replace(hexOf(from), hexOf(to)));
    }

    private static String hexOf(String text) {
        return Bytes.wrap(text.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .hex()
                .substring(2);
    }

    private static Bytes replaceLast(Bytes raw, int from, int to) {
        byte[] bytes = raw.toArray();
        int at = bytes.length - 1;
        while ((bytes[at] & 0xff) != from) {
            at--;
        }
        bytes[at] = (byte) to;
        return Bytes.wrap(bytes);
    }
}
