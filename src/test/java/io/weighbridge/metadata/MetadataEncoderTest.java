package io.weighbridge.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import io.weighbridge.metadata.ExtrinsicFormat.SignedExtension;
import io.weighbridge.scale.Bytes;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every recorded metadata file, written as V14. */
class MetadataEncoderTest {

    static Stream<String> v14() {
        return MetadataFiles.understood().stream()
                .filter(entry -> entry.path("metadataVersion").asInt() == 14)
                .map(entry -> entry.path("file").asText());
    }

    static Stream<String> later() {
        return MetadataFiles.understood().stream()
                .filter(entry -> entry.path("metadataVersion").asInt() > 14)
                .map(entry -> entry.path("file").asText());
    }

    static Stream<String> v16() {
        return later().filter(file -> file.contains("v16"));
    }

    @ParameterizedTest
    @MethodSource("v14")
    void writesTheSameBytesAgain(String file) {
        Bytes raw = MetadataFiles.raw(file);

        assertThat(MetadataEncoder.encode(MetadataDecoder.decode(raw))).isEqualTo(raw);
    }

    @ParameterizedTest
    @MethodSource("later")
    void keepsAllThatV14CanTell(String file) {
        Metadata later = MetadataFiles.decoded(file);

        Metadata again = MetadataDecoder.decode(MetadataEncoder.encode(later));

        assertThat(again.version()).isEqualTo(14);
        assertThat(again.types().types().subList(0, later.types().types().size()))
                .isEqualTo(later.types().types());
        assertThat(again.pallets())
                .isEqualTo(later.pallets().stream()
                        .map(MetadataEncoderTest::withoutDocs)
                        .toList());
        ExtrinsicFormat format = later.extrinsic();
        assertThat(again.extrinsic().versions()).isEqualTo(format.versions().subList(0, 1));
        assertThat(again.extrinsic().addressType()).isEqualTo(format.addressType());
        assertThat(again.extrinsic().callType()).isEqualTo(format.callType());
        assertThat(again.extrinsic().signatureType()).isEqualTo(format.signatureType());
        assertThat(again.extrinsic().extensions())
                .isEqualTo(format.extensions(0).orElseThrow());
    }

    @ParameterizedTest
    @MethodSource("v16")
    void addsTheTypeOfAllExtensionBytesWhereItIsMissing(String file) {
        Metadata later = MetadataFiles.decoded(file);

        Metadata again = MetadataDecoder.decode(MetadataEncoder.encode(later));

        List<Integer> extensions = later.extrinsic().extensions(0).orElseThrow().stream()
                .map(SignedExtension::type)
                .toList();
        assertThat(again.types().type(again.extrinsic().extraType()).shape())
                .isEqualTo(new TypeDef.Shape.Tuple(extensions));
    }

    @ParameterizedTest
    @MethodSource("later")
    void writesItsOwnV14Unchanged(String file) {
        Bytes once = MetadataEncoder.encode(MetadataFiles.decoded(file));

        assertThat(MetadataEncoder.encode(MetadataDecoder.decode(once))).isEqualTo(once);
    }

    private static Pallet withoutDocs(Pallet pallet) {
        return new Pallet(
                pallet.name(),
                pallet.index(),
                pallet.storagePrefix(),
                pallet.storage(),
                pallet.callType(),
                pallet.eventType(),
                pallet.errorType(),
                pallet.constants(),
                List.of());
    }
}
