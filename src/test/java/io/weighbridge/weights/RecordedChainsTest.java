package io.weighbridge.weights;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is read out of blocks that real runtimes executed, against the truth that lies beside them. */
final class RecordedChainsTest {

    @ParameterizedTest
    @CsvSource({"spec-103-119-143, 164", "spec-218-293, 332"})
    void everyTrackedCallIsReadAsItHappened(String name, int trackedCalls) {
        TrueRecording recording = TrueRecording.read(name);
        List<JsonNode> truth = StreamSupport.stream(
                        recording.truth().get("calls").spliterator(), false)
                .filter(call -> call.get("tracked").asBoolean())
                .toList();
        List<String> expected = truth.stream()
                .flatMap(call -> new TruthLines(call, recording.truth()).lines().stream())
                .toList();

        List<String> actual = recording.facts().stream()
                .filter(fact -> fact.origin() != Origin.Hook.HOOK)
                .map(FactLine::of)
                .toList();

        assertThat(truth).hasSize(trackedCalls);
        assertThat(differences(expected, actual)).isEmpty();
    }

    @Test
    void aScheduledCallAndARevealByTheChainAreReadFromEvents() {
        TrueRecording recording = TrueRecording.read("spec-218-293");

        List<String> actual = recording.facts().stream()
                .filter(fact -> fact.origin() == Origin.Hook.HOOK)
                .map(FactLine::of)
                .toList();

        assertThat(actual)
                .containsExactly(
                        "101/0x8aa08029342ca0d96aad786cf5e5dc3f968b93d4ed29de4ef420da923473f5c1 1735689903000ms spec 218"
                                + " h0 HOOK for 5GZ3qrcMR5Zr2KPQiMBf5fQ3QaeRqbs6TsWaACq6Yi4gZy2m set"
                                + " SubtensorModule.WeightsSet on 30,0 uid 5 success"
                                + " stored [7, 13, 18, 20, 54]=[32768, 65535, 0, 65535, 0]",
                        "451/0xb142aab4bf32ca704ca5053a05730b6f8961fd3d6b39fc88e2494663f340c469 1735690557000ms spec 293"
                                + " h0 HOOK for 5GZ3qrcMR5Zr2KPQiMBf5fQ3QaeRqbs6TsWaACq6Yi4gZy2m auto_reveal"
                                + " SubtensorModule.WeightsSet on 30,0 uid 5 success stored"
                                + " [12, 21, 26, 40, 41, 54, 56]=[63466, 24528, 57577, 65535, 6374, 37674, 59766]");
    }

    @Test
    void noBlockThatHoldsATrackedCallPassesTheCheapTestUnseen() {
        TrueRecording recording = TrueRecording.read("spec-218-293");
        List<Long> holding = recording.facts().stream()
                .filter(fact -> fact.origin() != Origin.Hook.HOOK)
                .map(fact -> fact.block().number())
                .distinct()
                .toList();

        assertThat(recording.suspects()).containsAll(holding).hasSizeLessThan(500);
    }

    /** The lines in which both sides differ, so that a failure is short. */
    private static List<String> differences(List<String> expected, List<String> actual) {
        List<String> differences = new ArrayList<>();
        for (int i = 0; i < Math.max(expected.size(), actual.size()) && differences.size() < 20; i++) {
            String left = i < expected.size() ? expected.get(i) : "nothing";
            String right = i < actual.size() ? actual.get(i) : "nothing";
            if (!matches(left, right)) {
                differences.add("expected " + left + System.lineSeparator() + "   found " + right);
            }
        }
        return differences;
    }

    private static boolean matches(String expected, String actual) {
        String pattern = Arrays.stream(expected.split(Pattern.quote(TruthLines.NOT_TOLD), -1))
                .map(Pattern::quote)
                .collect(Collectors.joining("\\S+"));
        return actual.matches(pattern);
    }
}
