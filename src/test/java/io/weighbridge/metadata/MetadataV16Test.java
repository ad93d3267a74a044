package io.weighbridge.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weighbridge.metadata.ExtrinsicFormat.SignedExtension;
import io.weighbridge.scale.Bytes;
import io.weighbridge.scale.DecodeException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** V16 spelled out byte by byte, with what the recorded runtimes do not use. */
class MetadataV16Test {

    /** The letters {@code meta}, 16, and one type: u8. */
    private static final String BEGINNING = "6d657461" + "10" + "04" + "00000005 0300";

    private static final String NO_PALLETS = "00";

    /** Versions 4 and 5; address, call, signature; extension version 0 with extension 0; the extension A. */
    private static final String EXTRINSIC = "080405" + "000000" + "04" + "000400" + "04" + "044100 00";

    /** No interfaces, three outer enums, no custom values. */
    private static final String END = "00" + "000000" + "00";

    private static final String NOT_DEPRECATED = "00";
    private static final String DEPRECATED = "01";
    private static final String DEPRECATED_WITH_NOTE = "02" + "0441" + "00";
    private static final String DEPRECATED_SINCE = "02" + "0441" + "010442";

    @Test
    void readsTheSmallest() {
        Metadata metadata = decode(BEGINNING + NO_PALLETS + EXTRINSIC + END);

        assertThat(metadata.version()).isEqualTo(16);
        assertThat(metadata.extrinsic().versions()).containsExactly(4, 5);
        assertThat(metadata.extrinsic().extensions(0)).hasValue(List.of(new SignedExtension("A", 0, 0)));
        assertThat(metadata.runtimeType()).isEqualTo(Metadata.NO_TYPE);
    }

    @ParameterizedTest
    @ValueSource(strings = {NOT_DEPRECATED, DEPRECATED, DEPRECATED_WITH_NOTE, DEPRECATED_SINCE})
    void passesOverNotesOfItems(String note) {
        String storage = "01" + "0453" + "04" + "0449" + "00" + "00" + "00" + "00" + "00" + note;
        String constants = "04" + "0443" + "00" + "0407" + "00" + note;
        String pallet = "0450" + storage + "0000" + constants + "00" + "00" + "00" + "05" + "00" + note;

        Pallet read =
                decode(BEGINNING + "04" + pallet + EXTRINSIC + END).pallets().get(0);

        assertThat(read.index()).isEqualTo(5);
        assertThat(read.storageItem("I")).isPresent();
        assertThat(read.constant("C").orElseThrow().value()).isEqualTo(Bytes.fromHex("07"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"00", "04" + "03" + DEPRECATED, "08" + "03" + DEPRECATED_SINCE + "04" + DEPRECATED_WITH_NOTE})
    void passesOverNotesOfVariants(String notes) {
        String pallet =
                "0450" + "00" + ("0100" + notes).repeat(2) + "00" + "0100" + notes + "00" + "00" + "0500" + "00";

        Pallet read =
                decode(BEGINNING + "04" + pallet + EXTRINSIC + END).pallets().get(0);

        assertThat(List.of(read.callType(), read.eventType(), read.errorType())).containsExactly(0, 0, 0);
    }

    @ParameterizedTest
    @CsvSource({"0003, no deprecation note has tag 3", "0400, no deprecation note has tag 0"})
    void refusesUnknownNotes(String tags, String message) {
        String ofVariant = tags.startsWith("04") ? "0100" + "04" + "03" + tags.substring(2) : "00";
        String ofPallet = tags.startsWith("00") ? tags.substring(2) : "00";
        String pallet = "0450" + "00" + ofVariant + "00" + "00" + "00" + "00" + "00" + "0500" + ofPallet;

        assertRefused(BEGINNING + "04" + pallet + EXTRINSIC + END, message);
    }

    @Test
    void passesOverAssociatedTypesAndViewFunctions() {
        String types = "04" + "0454" + "00" + "00";
        String function = "04" + "ab".repeat(32) + "0446" + "04" + "0461" + "00" + "00" + "00" + DEPRECATED;
        String pallet = "0450" + "00" + "00" + "00" + "00" + "00" + types + function + "0500" + "00";

        assertThat(decode(BEGINNING + "04" + pallet + EXTRINSIC + END).pallet("P"))
                .isPresent();
    }

    @Test
    void passesOverInterfacesAndCustomValues() {
        String method = "04" + "044d" + "04" + "0461" + "00" + "00" + "00" + NOT_DEPRECATED;
        String apis = "04" + "0441" + method + "00" + "0c" + DEPRECATED;
        String custom = "04" + "0443" + "00" + "0407";

        assertThat(decode(BEGINNING + NO_PALLETS + EXTRINSIC + apis + "000000" + custom)
                        .pallets())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"04 0441 04 044d 00 04 00 00 00 0c 00", "04 0441 04 044d 04 0461 04 00 00 00 00 0c 00"})
    void checksTheTypesOfInterfaces(String apis) {
        assertRefused(BEGINNING + NO_PALLETS + EXTRINSIC + apis + "000000" + "00", "refers to type 1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"040000", "000400", "000004"})
    void checksTheOuterEnums(String enums) {
        assertRefused(BEGINNING + NO_PALLETS + EXTRINSIC + "00" + enums + "00", "outerEnums");
    }

    @Test
    void readsSeveralExtensionVersions() {
        String extrinsic = "080405" + "000000" + "08" + "000400" + "01080400" + "08" + "04410000" + "04420000";

        ExtrinsicFormat format =
                decode(BEGINNING + NO_PALLETS + extrinsic + END).extrinsic();

        assertThat(format.extensions(0).orElseThrow())
                .extracting(SignedExtension::name)
                .containsExactly("A");
        assertThat(format.extensions(1).orElseThrow())
                .extracting(SignedExtension::name)
                .containsExactly("B", "A");
        assertThat(format.extensions(2)).isEmpty();
    }

    @Test
    void isWrittenAsV14WithTheExtensionsOfSignedExtrinsicsAlone() {
        String extrinsic = "080405" + "000000" + "08" + "000400" + "01080400" + "08" + "04410000" + "04420000";
        Metadata later = decode(BEGINNING + NO_PALLETS + extrinsic + END);

        Metadata again = MetadataDecoder.decode(MetadataEncoder.encode(later));

        assertThat(again.extrinsic().extensions())
                .extracting(SignedExtension::name)
                .containsExactly("A");
        assertThat(again.types().type(again.extrinsic().extraType()).shape())
                .isEqualTo(new TypeDef.Shape.Tuple(List.of(0)));
    }

    @ParameterizedTest
    @CsvSource({
        "04 00 04 04, extension version 0 refers to extension 1 of 1",
        "04 00 04 03ffffffff, refers to extension 2147483647 of 1",
        "08 00 0400 00 0400, extension version 0 appears twice",
    })
    void refusesExtensionVersionsThatContradict(String versions, String message) {
        assertRefused(BEGINNING + NO_PALLETS + "080405" + "000000" + versions + "04" + "04410000" + END, message);
    }

    private static Metadata decode(String hex) {
        return MetadataDecoder.decode(Bytes.fromHex(hex.replace(" ", "")));
    }

    private static void assertRefused(String hex, String message) {
        assertThatThrownBy(() -> decode(hex))
                .isInstanceOf(DecodeException.class)
                .hasMessageContaining(message);
    }
}
