package io.weighbridge.weights;

import static org.assertj.core.api.Assertions.assertThat;

import io.weighbridge.metadata.Metadata;
import io.weighbridge.testing.Runtimes;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class KindsTest {

    /** Hyperparameters, and helpers for benchmarks of 2023 that act for no hotkey. */
    private static final Pattern NO_WEIGHTS_OF_A_HOTKEY =
            Pattern.compile("(sudo|benchmark)_.*|create_network_with_weights");

    @ParameterizedTest
    @MethodSource("runtimes")
    void everyWeightCallOfARuntimeHasItsKind(String name) {
        Metadata metadata = Runtimes.of(name).metadata();
        List<String> weightCalls =
                metadata
                        .types()
                        .variants(
                                metadata.pallet("SubtensorModule").orElseThrow().callType())
                        .stream()
                        .map(call -> call.name())
                        .filter(call -> call.contains("weights")
                                && !NO_WEIGHTS_OF_A_HOTKEY.matcher(call).matches())
                        .toList();

        assertThat(weightCalls).isNotEmpty();
        assertThat(Kinds.ALL.stream().map(CallKind::call)).containsAll(weightCalls);
    }

    @Test
    void everyKindIsACallOfSomeRuntime() {
        Set<String> calls = Runtimes.names().stream()
                .map(name -> Runtimes.of(name).metadata())
                .flatMap(metadata ->
                        metadata
                                .types()
                                .variants(metadata.pallet("SubtensorModule")
                                        .orElseThrow()
                                        .callType())
                                .stream())
                .map(call -> call.name())
                .collect(Collectors.toSet());

        assertThat(calls).containsAll(Kinds.ALL.stream().map(CallKind::call).toList());
    }

    static List<String> runtimes() {
        return Runtimes.names();
    }
}
