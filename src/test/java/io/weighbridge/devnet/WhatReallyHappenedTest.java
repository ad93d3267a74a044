package io.weighbridge.devnet;

import static org.assertj.core.api.Assertions.assertThat;

import io.weighbridge.calls.Outcome;
import io.weighbridge.chain.RawBlock;
import io.weighbridge.devnet.actor.Scenario;
import io.weighbridge.devnet.node.DevChain;
import io.weighbridge.devnet.pallet.Act;
import io.weighbridge.devnet.spec.DevRuntime;
import io.weighbridge.scale.Bytes;
import io.weighbridge.weights.Payload;
import io.weighbridge.weights.Reading;
import io.weighbridge.weights.Tracked;
import io.weighbridge.weights.WeightFact;
import io.weighbridge.weights.WeightReader;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the weight reader finds in the blocks is what the pallets' rules wrote down while they ran. */
class WhatReallyHappenedTest {

    private static final int BLOCKS = 900;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void theReaderFindsWhatWasDone(long seed) {
        var chain = new DevChain(Scenario.withSeed(seed));
        var reader = new WeightReader(Tracked.EVERYTHING);
        for (int i = 0; i < BLOCKS; i++) {
            RawBlock block = chain.produce();
            List<String> found = read(chain, reader, block).stream()
                    .map(WhatReallyHappenedTest::line)
                    .toList();
            List<String> done = chain.acts(block.ref().number()).stream()
                    .map(WhatReallyHappenedTest::line)
                    .toList();
            assertThat(found).isEqualTo(done);
        }
    }

    private static List<WeightFact> read(DevChain chain, WeightReader reader, RawBlock block) {
        long number = block.ref().number();
        DevRuntime runtime = chain.runtimeAfter(number - 1);
        Bytes events =
                chain.storage(runtime.storage("System.Events").key(), number).orElseThrow();
        Map<Bytes, Optional<Bytes>> state = new HashMap<>();
        while (true) {
            Reading reading = reader.read(block, runtime.runtime(), events, state);
            if (reading instanceof Reading.Complete complete) {
                return complete.facts();
            }
            ((Reading.NeedsState) reading).keys().forEach(key -> state.put(key, chain.storage(key, number)));
        }
    }

    private static String line(WeightFact fact) {
        var payload = (Payload.Weights) fact.payload();
        return String.join(
                " ",
                Long.toString(fact.block().number()),
                fact.position().text(),
                fact.call(),
                fact.hotkey().ss58(),
                Integer.toString(fact.index().value()),
                payload.uids().toString(),
                payload.values().toString(),
                Long.toString(payload.versionKey()),
                fact.outcome().word(),
                error(fact.outcome()));
    }

    private static String error(Outcome outcome) {
        if (outcome instanceof Outcome.Failed failed) {
            return failed.error().name();
        }
        if (outcome instanceof Outcome.RolledBack undone) {
            return undone.cause().name();
        }
        return outcome instanceof Outcome.NotExecuted skipped ? skipped.cause().name() : "";
    }

    private static String line(Act act) {
        return String.join(
                " ",
                Long.toString(act.block()),
                act.position().text(),
                act.call(),
                act.hotkey().ss58(),
                Integer.toString(act.netuid() + act.mechanism() * 4096),
                act.uids().toString(),
                act.values().toString(),
                Long.toString(act.versionKey()),
                act.outcome().name().toLowerCase(Locale.ROOT),
                act.error());
    }
}
