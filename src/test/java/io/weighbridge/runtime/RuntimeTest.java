package io.weighbridge.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.weighbridge.testing.Runtimes;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class RuntimeTest {

    @TestFactory
    Stream<DynamicTest> everyMetadataFileBuildsTheRuntimeThatItsNameTells() {
        return Runtimes.names().stream()
                .map(name -> DynamicTest.dynamicTest(
                        name, () -> assertThat(Runtimes.of(name).specVersion()).isEqualTo(specVersionIn(name))));
    }

    private static int specVersionIn(String name) {
        String spec = "-spec-";
        String rest = name.substring(name.indexOf(spec) + spec.length());
        return Integer.parseInt(rest.substring(0, rest.indexOf('-')));
    }
}
