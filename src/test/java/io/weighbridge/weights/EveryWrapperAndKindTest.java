package io.weighbridge.weights;

import static org.assertj.core.api.Assertions.assertThat;

import io.weighbridge.calls.Wrappers;
import io.weighbridge.runtime.Runtime;
import io.weighbridge.scale.Bytes;
import io.weighbridge.testing.ChainBlock;
import io.weighbridge.testing.Runtimes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every wrapper with every kind of weight call in it, in blocks of real runtimes, against facts written by hand. */
final class EveryWrapperAndKindTest {

    private static final List<String> RUNTIMES = List.of(
            "testfinney-genesis-spec-103-v14",
            "localnet-spec-120-v14",
            "finney-spec-165-v15",
            "finney-spec-208-v14",
            "finney-spec-219-v14",
            "finney-spec-233-v15",
            "localnet-spec-264-v15",
            "finney-spec-306-v15",
            "finney-spec-320-v14",
            "finney-spec-343-v15",
            "finney-spec-365-v16",
            "finney-spec-393-v16",
            "finney-spec-424-v16");

    @TestFactory
    Stream<DynamicTest> eachCallIsReadAsItHappened() {
        return RUNTIMES.stream().flatMap(name -> {
            Runtime runtime = Runtimes.of(name);
            return Wrapping.all().stream()
                    .filter(wrapping -> has(runtime, wrapping.call())
                            && (wrapping.depth() < 2 || has(runtime, "Utility.dispatch_as")))
                    .map(wrapping ->
                            DynamicTest.dynamicTest(name + ": " + wrapping.name(), () -> check(runtime, wrapping)));
        });
    }

    @Test
    void everyKindHasItsSample() {
        assertThat(Samples.all().stream().map(Samples.Sample::name))
                .containsExactlyInAnyOrderElementsOf(
                        Kinds.ALL.stream().map(CallKind::call).toList());
    }

    @Test
    void everyWrapperHasItsSamples() {
        Set<String> sampled = Wrapping.all().stream().map(Wrapping::call).collect(Collectors.toSet());

        assertThat(Wrappers.ALL).allSatisfy(wrapper -> assertThat(sampled).containsAnyElementsOf(wrapper.calls()));
    }

    private static void check(Runtime runtime, Wrapping wrapping) {
        for (Samples.Sample sample : Samples.all()) {
            if (has(runtime, "SubtensorModule." + sample.name())) {
                var block = new ChainBlock(runtime);
                Bytes call = sample.call().apply(block);
                block.signed(Wrapping.ALICE, wrapping.wrap().apply(block, call));
                wrapping.events().accept(block, () -> sample.effects().accept(block, wrapping.caller()));

                assertThat(read(block, wrapping.state().apply(block, call)))
                        .as(sample.name())
                        .isEqualTo(expected(wrapping, sample));
            }
        }
    }

    private static List<String> expected(Wrapping wrapping, Samples.Sample sample) {
        return sample.facts().apply(wrapping.caller()).stream()
                .map(fact -> "x1" + wrapping.path() + fact.replace("?uid", wrapping.success() ? "uid 5" : "uid ?") + " "
                        + wrapping.outcome())
                .toList();
    }

    private static List<String> read(ChainBlock block, Map<Bytes, Optional<Bytes>> state) {
        Reading reading =
                new WeightReader(Tracked.EVERYTHING).read(block.raw(), block.runtime(), block.events(), state);
        List<String> lines = new ArrayList<>();
        if (reading instanceof Reading.Complete complete) {
            complete.facts().forEach(fact -> lines.add(line(fact)));
        } else {
            lines.add(reading.toString());
        }
        return lines;
    }

    private static String line(WeightFact fact) {
        return fact.position() + " " + fact.kind().word() + " " + fact.hotkey() + " "
                + fact.index().netuid() + ","
                + fact.index().mechanism() + " uid "
                + FactLine.uid(fact) + " "
                + FactLine.payload(fact.payload()) + " " + FactLine.outcome(fact.outcome());
    }

    private static boolean has(Runtime runtime, String call) {
        int point = call.indexOf('.');
        return new ChainBlock(runtime).hasCall(call.substring(0, point), call.substring(point + 1));
    }
}
