package io.weighbridge.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.weighbridge.scale.Bytes;
import io.weighbridge.scale.DecodeException;
import io.weighbridge.scale.DecodeException.Reason;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Decodes every recorded metadata file and compares it with what independent readers found in it. */
class MetadataDecoderTest {

    static List<String> understood() {
        return MetadataFiles.understood().stream()
                .map(entry -> entry.path("file").asText())
                .toList();
    }

    static List<String> refused() {
        return MetadataFiles.refused().stream()
                .map(entry -> entry.path("file").asText())
                .toList();
    }

    @ParameterizedTest
    @MethodSource("understood")
    void tellsTheMetadataVersion(String file) {
        assertThat(MetadataFiles.decoded(file).version())
                .isEqualTo(index(file).path("metadataVersion").asInt());
    }

    @ParameterizedTest
    @MethodSource("understood")
    void findsThePalletsWithTheirIndexes(String file) {
        Map<String, Integer> expected = new TreeMap<>();
        index(file)
                .path("pallets")
                .properties()
                .forEach(pallet ->
                        expected.put(pallet.getKey(), pallet.getValue().asInt()));

        Map<String, Integer> found =
                MetadataFiles.decoded(file).pallets().stream().collect(Collectors.toMap(Pallet::name, Pallet::index));

        assertThat(found).isEqualTo(expected).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("understood")
    void findsTheExtrinsicFormat(String file) {
        Metadata metadata = MetadataFiles.decoded(file);
        ExtrinsicFormat format = metadata.extrinsic();
        JsonNode expected = index(file).path("extrinsic");

        assertThat(format.versions()).isEqualTo(ints(expected.path("versions")));
        assertThat(metadata.types().type(format.addressType()).path())
                .isEqualTo(expected.path("addressType").asText());
        assertThat(metadata.types().type(format.signatureType()).path())
                .isEqualTo(expected.path("signatureType").asText());
        assertThat(metadata.types().type(format.callType()).path()).endsWith("::RuntimeCall");
    }

    @ParameterizedTest
    @MethodSource("understood")
    void findsTheSignedExtensionsInOrder(String file) {
        Metadata metadata = MetadataFiles.decoded(file);
        List<JsonNode> expected = list(index(file).path("extrinsic").path("signedExtensions"));

        List<ExtrinsicFormat.SignedExtension> found =
                metadata.extrinsic().extensions(0).orElseThrow();

        assertThat(found)
                .extracting(ExtrinsicFormat.SignedExtension::name)
                .isEqualTo(expected.stream()
                        .map(extension -> extension.path("identifier").asText())
                        .toList());
        var spelling = new TypeSpelling(metadata.types());
        assertThat(found)
                .extracting(extension -> spelling.of(extension.additionalType()))
                .isEqualTo(expected.stream()
                        .map(extension -> extension.path("additionalSigned").asText())
                        .toList());
        assertThat(found)
                .extracting(extension -> spelling.of(extension.type()))
                .isEqualTo(expected.stream()
                        .map(extension -> extension.path("extra").asText().replaceAll("\\(.*", ""))
                        .toList());
        assertThat(found)
                .extracting(extension -> spelling.isEmpty(extension.type()))
                .isEqualTo(expected.stream()
                        .map(extension -> extension.path("extraIsEmpty").asBoolean())
                        .toList());
    }

    @ParameterizedTest
    @MethodSource("understood")
    void findsTheWeightCallsWithTheirArguments(String file) {
        assertThat(spelled(file, "SubtensorModule", true))
                .containsAll(expected(file, "weightsCalls", "callIndex", "args"));
    }

    @ParameterizedTest
    @MethodSource("understood")
    void findsTheWeightEventsWithTheirFields(String file) {
        assertThat(spelled(file, "SubtensorModule", false))
                .containsAll(expected(file, "weightsEvents", "eventIndex", "fields"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void refusesLegacyVersionsAndSaysWhichAreUnderstood(String file) {
        assertThatThrownBy(() -> MetadataFiles.decoded(file))
                .isInstanceOfSatisfying(
                        DecodeException.class, e -> assertThat(e.reason()).isEqualTo(Reason.UNSUPPORTED_VERSION))
                .hasMessageContaining("versions 14, 15 and 16 are understood");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 13, 17, 255})
    void refusesOtherVersions(int version) {
        Bytes raw = Bytes.concat(MetadataDecoder.MAGIC, Bytes.copyOf((byte) version, (byte) 0));

        assertThatThrownBy(() -> MetadataDecoder.decode(raw))
                .isInstanceOf(DecodeException.class)
                .hasMessageContaining("metadata version " + version);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0x", "0x6d", "0x6d6574", "0x6174656d0e", "0x0d016d6574610e"})
    void refusesWhatDoesNotBeginWithTheMagicLetters(String hex) {
        assertThatThrownBy(() -> MetadataDecoder.decode(Bytes.fromHex(hex)))
                .isInstanceOf(DecodeException.class)
                .hasMessageContaining("not metadata");
    }

    @ParameterizedTest
    @MethodSource("understood")
    void refusesTrailingBytes(String file) {
        Bytes longer = Bytes.concat(MetadataFiles.raw(file), Bytes.copyOf((byte) 0));

        assertThatThrownBy(() -> MetadataDecoder.decode(longer))
                .isInstanceOfSatisfying(
                        DecodeException.class, e -> assertThat(e.reason()).isEqualTo(Reason.TRAILING_BYTES));
    }

    private static List<String> spelled(String file, String pallet, boolean calls) {
        Metadata metadata = MetadataFiles.decoded(file);
        var spelling = new TypeSpelling(metadata.types());
        Pallet found = metadata.pallet(pallet).orElseThrow();
        return metadata.types().variants(calls ? found.callType() : found.eventType()).stream()
                .map(variant -> found.index() + "." + variant.index() + " " + variant.name()
                        + variant.fields().stream()
                                .map(field -> field.name() + ": " + spelling.of(field.type()))
                                .toList())
                .toList();
    }

    private static List<String> expected(String file, String list, String index, String fields) {
        return list(index(file).path(list)).stream()
                .map(item -> item.path("palletIndex").asInt() + "."
                        + item.path(index).asInt() + " "
                        + item.path("name").asText()
                        + list(item.path(fields)).stream()
                                .map(field -> field.path("name").asText("") + ": "
                                        + field.path("type").asText())
                                .toList())
                .toList();
    }

    private static JsonNode index(String file) {
        return MetadataFiles.understood().stream()
                .filter(entry -> entry.path("file").asText().equals(file))
                .findFirst()
                .orElseThrow();
    }

    private static List<JsonNode> list(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }

    private static List<Integer> ints(JsonNode array) {
        return list(array).stream().map(JsonNode::asInt).toList();
    }
}
