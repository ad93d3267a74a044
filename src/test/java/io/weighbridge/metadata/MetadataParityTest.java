package io.weighbridge.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One runtime in two metadata versions is one model. */
class MetadataParityTest {

    @ParameterizedTest
    @CsvSource({
        "finney-spec-212-v14, finney-spec-212-v15",
        "raonet-spec-218-v14, raonet-spec-218-v15",
        "localnet-spec-224-v14, localnet-spec-224-v15",
        "finney-spec-315-v14, finney-spec-315-v15",
        "finney-spec-320-v14, finney-spec-320-v15",
        "finney-spec-343-v14, finney-spec-343-v15",
        "finney-spec-393-v14, finney-spec-393-v15",
        "finney-spec-393-v14, finney-spec-393-v16",
        "finney-spec-393-v15, finney-spec-393-v16",
    })
    void describesTheSameRuntimeInEveryVersion(String one, String other) {
        assertThat(SameMetadata.differences(
                        MetadataFiles.decoded(one + ".scale.gz"), MetadataFiles.decoded(other + ".scale.gz")))
                .isEmpty();
    }

    @Test
    void seesWhereTwoRuntimesDiffer() {
        assertThat(SameMetadata.differences(
                        MetadataFiles.decoded("finney-spec-208-v14.scale.gz"),
                        MetadataFiles.decoded("finney-spec-212-v14.scale.gz")))
                .isNotEmpty();
    }
}
