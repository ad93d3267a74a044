package io.weighbridge.devnet.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weighbridge.metadata.Metadata;
import io.weighbridge.metadata.MetadataDecoder;
import io.weighbridge.metadata.Pallet;
import io.weighbridge.metadata.TypeDef.Variant;
import io.weighbridge.scale.Bytes;
import io.weighbridge.testing.SharedData;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DevRuntimeTest {

    @ParameterizedTest
    @ValueSource(ints = {393, 424})
    void itsMetadataReadsAsItWasComposed(int spec) {
        DevRuntime runtime = DevRuntime.of(spec);
        Metadata read = MetadataDecoder.decode(runtime.metadata());
        assertThat(read.types()).isEqualTo(runtime.runtime().metadata().types());
        assertThat(read.pallets()).isEqualTo(runtime.runtime().metadata().pallets());
        assertThat(runtime.runtime().specVersion()).isEqualTo(spec);
    }

    /** A client that knows the real runtime finds everything under the same name and index, with the same fields. */
    @ParameterizedTest
    @CsvSource({"393, metadata/finney-spec-393-v14.scale.gz", "424, metadata/finney-spec-424-v16.scale.gz"})
    void everyPalletCallEventAndErrorIsThatOfTheRealRuntime(int spec, String file) {
        Metadata real = MetadataDecoder.decode(Bytes.wrap(SharedData.read(file)));
        Metadata own = DevRuntime.of(spec).runtime().metadata();
        for (Pallet pallet : own.pallets()) {
            Pallet model = real.pallet(pallet.name()).orElseThrow();
            assertThat(pallet.index()).isEqualTo(model.index());
            assertThat(shapes(real, model.callType())).containsAllEntriesOf(shapes(own, pallet.callType()));
            assertThat(shapes(real, model.eventType())).containsAllEntriesOf(shapes(own, pallet.eventType()));
            assertThat(shapes(real, model.errorType())).containsAllEntriesOf(shapes(own, pallet.errorType()));
        }
    }

    @Test
    void findsItsSpecVersionInItsCode() {
        assertThat(DevRuntime.specOfCode(DevRuntime.codeOf(424))).contains(424);
        assertThat(DevRuntime.specOfCode(Bytes.fromHex("00ff"))).isEmpty();
    }

    @Test
    void namesWhatItDoesNotHave() {
        DevRuntime runtime = DevRuntime.of(393);
        assertThatThrownBy(() -> runtime.storage("System.Nothing")).hasMessageContaining("System.Nothing");
        assertThatThrownBy(() -> runtime.moduleError("System", "Nothing")).hasMessageContaining("Nothing");
    }

    /** Index to name and the names of fields. */
    private static Map<Integer, String> shapes(Metadata metadata, int type) {
        var shapes = new TreeMap<Integer, String>();
        for (Variant variant : metadata.types().variants(type)) {
            List<String> fields =
                    variant.fields().stream().map(field -> field.name()).toList();
            shapes.put(variant.index(), variant.name() + fields);
        }
        return shapes;
    }
}
