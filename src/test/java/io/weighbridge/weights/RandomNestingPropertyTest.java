package io.weighbridge.weights;

import static org.assertj.core.api.Assertions.assertThat;

import io.weighbridge.runtime.Runtime;
import io.weighbridge.testing.ChainBlock;
import io.weighbridge.testing.Runtimes;
import io.weighbridge.weights.NestingModel.Act;
import io.weighbridge.weights.NestingModel.Line;
import io.weighbridge.weights.NestingModel.Ran;
import io.weighbridge.weights.NestingModel.Who;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls in calls, up to sixteen deep with failures anywhere, as a model of the pallets runs them. */
final class RandomNestingPropertyTest {

    private static final int SEEDS = 150;
    private static final int DEPTH = 16;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localnet-spec-120-v14",
                "finney-spec-165-v15",
                "finney-spec-208-v14",
                "finney-spec-233-v15",
                "finney-spec-306-v15",
                "finney-spec-320-v14",
                "finney-spec-365-v16",
                "finney-spec-424-v16"
            })
    void everyWeightCallEndsAsTheModelSays(String name) {
        Runtime runtime = Runtimes.of(name);
        var seen = new TreeMap<String, Integer>();
        for (int seed = 0; seed < SEEDS; seed++) {
            var random = new Random(seed * 7919L);
            var block = new ChainBlock(runtime);
            Act act =
                    new RandomNesting(block, random).act(DEPTH - random.nextInt(DEPTH) * random.nextInt(2), "", false);
            Ran ran = act.run(List.of(), Who.of(Wrapping.ALICE));
            block.signed(Wrapping.ALICE, act.call(block));
            ran.events().forEach(event -> event.accept(block));
            ran.failure().ifPresentOrElse(why -> block.failed(why.encoded()), block::succeeded);

            assertThat(read(block))
                    .as("seed %d: %s", seed, act)
                    .isEqualTo(ran.lines().stream()
                            .map(RandomNestingPropertyTest::line)
                            .toList());
            ran.lines().forEach(line -> seen.merge(line.outcome().replaceFirst(":.*", ""), 1, Integer::sum));
            ran.lines().forEach(line -> seen.merge("depth", line.path().size(), Math::max));
        }

        assertThat(seen.keySet()).contains("success", "failed", "rolled_back", "not_executed");
        assertThat(seen.get("depth")).isEqualTo(DEPTH);
    }

    private static List<String> read(ChainBlock block) {
        Reading reading =
                new WeightReader(Tracked.EVERYTHING).read(block.raw(), block.runtime(), block.events(), Map.of());
        return reading instanceof Reading.Complete complete
                ? complete.facts().stream().map(RandomNestingPropertyTest::line).toList()
                : List.of(reading.toString());
    }

    private static String line(WeightFact fact) {
        int uid = ((Payload.Weights) fact.payload()).uids().get(0);
        String told = FactLine.uid(fact);
        return fact.position() + " " + fact.hotkey() + " " + uid + " " + told + " " + FactLine.outcome(fact.outcome());
    }

    private static String line(Line line) {
        String told = line.outcome().equals("success") ? String.valueOf(line.uid()) : "?";
        return Position.ofCall(1, line.path()) + " " + line.hotkey() + " " + line.uid() + " " + told + " "
                + line.outcome();
    }
}
