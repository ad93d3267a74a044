package io.weighbridge.devnet;

import static org.assertj.core.api.Assertions.assertThat;

import io.weighbridge.chain.Netuid;
import io.weighbridge.chain.RawBlock;
import io.weighbridge.devnet.actor.Scenario;
import io.weighbridge.devnet.node.DevChain;
import io.weighbridge.devnet.pallet.Act;
import io.weighbridge.devnet.pallet.Deed;
import io.weighbridge.runtime.DispatchError;
import io.weighbridge.runtime.Runtime;
import io.weighbridge.runtime.Value;
import io.weighbridge.testing.DevReading;
import io.weighbridge.weights.Payload;
import io.weighbridge.weights.Tracked;
import io.weighbridge.weights.WeightFact;
import io.weighbridge.weights.WeightReader;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the weight reader finds in the blocks is what the pallets' rules wrote down while they ran. */
class WhatReallyHappenedTest {

    private static final int BLOCKS = 900;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void theReaderFindsWhatWasDone(long seed) {
        compare(new DevChain(Scenario.withSeed(seed)));
    }

    private static void compare(DevChain chain) {
        var reader = new WeightReader(Tracked.EVERYTHING);
        for (int i = 0; i < BLOCKS; i++) {
            RawBlock block = chain.produce();
            List<String> found = DevReading.facts(chain, reader, block).stream()
                    .map(WhatReallyHappenedTest::line)
                    .toList();
            List<Act> acts = chain.acts(block.ref().number());
            List<String> done = IntStream.range(0, acts.size())
                    .mapToObj(act -> line(chain, acts, act))
                    .toList();
            assertThat(found).as("seed %d", chain.scenario().seed()).isEqualTo(done);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void theReaderFindsEveryCommitAndReveal(long seed) {
        Scenario scenario = Scenario.withSeed(seed).withTempo(20, 7);
        compare(new DevChain(scenario.withCommitReveal(Set.copyOf(scenario.netuids()))));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void theReaderFindsWhatWasDoneInRestlessTimes(long seed) {
        Scenario scenario = Scenario.withSeed(seed).withTempo(20, 7).withHotkeyCount(16);
        compare(new DevChain(scenario.withCommitReveal(Set.of(new Netuid(2))).inRestlessTimes()));
    }

    private static String line(WeightFact fact) {
        return String.join(
                " ",
                Long.toString(fact.block().number()),
                fact.position().text(),
                fact.call(),
                fact.kind().word(),
                fact.hotkey().ss58(),
                Integer.toString(fact.index().value()),
                carried(fact.payload()),
                fact.outcome().word(),
                fact.outcome().failure().map(DispatchError::name).orElse(""));
    }

    private static String carried(Payload payload) {
        if (payload instanceof Payload.Weights weights) {
            return weights.uids() + " " + weights.values() + " " + Long.toUnsignedString(weights.versionKey());
        }
        if (payload instanceof Payload.Stored stored) {
            return stored.uids() + " " + stored.values();
        }
        if (payload instanceof Payload.Revealed revealed) {
            return carried(revealed.weights()) + " " + revealed.commitHash();
        }
        if (payload instanceof Payload.HashCommit commit) {
            return commit.commitHash().toString();
        }
        return payload instanceof Payload.TimelockedCommit commit
                ? commit.commitHash() + " " + commit.revealRound() + " " + commit.commitRevealVersion()
                : "opaque";
    }

    private static String line(DevChain chain, List<Act> acts, int at) {
        Act act = acts.get(at);
        return String.join(
                " ",
                Long.toString(act.block()),
                act.position().text(),
                act.call(),
                kind(act.deed()),
                act.hotkey().ss58(),
                Integer.toString(act.netuid() + act.mechanism() * Netuid.LIMIT),
                act.deed() instanceof Deed.ChainReveal ? stored(chain, acts, at) : carried(act.deed()),
                act.outcome().name().toLowerCase(Locale.ROOT),
                act.error());
    }

    /**
     * What the chain revealed is nowhere to be seen if the same weights were set again in the same block, or if the hotkey
     * has another uid after it.
     */
    private static String stored(DevChain chain, List<Act> acts, int at) {
        Act act = acts.get(at);
        var netuid = new Value.Int(act.netuid());
        var hotkey = new Value.Account(act.hotkey());
        boolean setAgain = acts.subList(at + 1, acts.size()).stream()
                .anyMatch(later -> later.outcome() == Act.Outcome.SUCCESS
                        && !later.deed().weightsShown().isEmpty()
                        && later.hotkey().equals(act.hotkey())
                        && later.netuid() == act.netuid()
                        && later.mechanism() == act.mechanism());
        Optional<Value> before = value(chain, act.block() - 1, "Uids", netuid, hotkey);
        Optional<Value> uid = value(chain, act.block(), "Uids", netuid, hotkey);
        if (setAgain || uid.isEmpty() || !uid.equals(before)) {
            return "opaque";
        }
        boolean trimmed = value(chain, act.block() - 1, "SubnetworkN", netuid)
                .filter(count -> count.asInt()
                        > value(chain, act.block(), "SubnetworkN", netuid)
                                .map(Value::asInt)
                                .orElse(0))
                .isPresent();
        if (!trimmed) {
            return carried(act.deed());
        }
        var index = new Value.Int(act.netuid() + act.mechanism() * Netuid.LIMIT);
        List<List<Value>> row = value(chain, act.block(), "Weights", index, uid.get()).stream()
                .flatMap(pairs -> pairs.asList().stream())
                .map(Value::asList)
                .toList();
        return row.stream().map(pair -> pair.get(0).asInt()).toList() + " "
                + row.stream().map(pair -> pair.get(1).asInt()).toList();
    }

    private static Optional<Value> value(DevChain chain, long block, String item, Value... keys) {
        Runtime.Storage storage = chain.runtimeAfter(block - 1).storage("SubtensorModule." + item);
        return chain.storage(storage.key(keys), block).map(storage::decode);
    }

    private static String kind(Deed deed) {
        if (deed instanceof Deed.Weights) {
            return "set";
        }
        if (deed instanceof Deed.ChainReveal) {
            return "auto_reveal";
        }
        return deed instanceof Deed.Reveal ? "reveal" : "commit";
    }

    private static String carried(Deed deed) {
        if (deed instanceof Deed.Weights weights) {
            return weights.uids() + " " + weights.values() + " " + Long.toUnsignedString(weights.versionKey());
        }
        if (deed instanceof Deed.ChainReveal reveal) {
            return reveal.weights().uids() + " " + reveal.weights().values();
        }
        if (deed instanceof Deed.Reveal reveal) {
            return carried(reveal.weights()) + " " + reveal.hash();
        }
        if (deed instanceof Deed.TimelockedCommit commit) {
            return commit.hash() + " " + commit.round() + " " + commit.version();
        }
        return ((Deed.HashCommit) deed).hash().toString();
    }
}
