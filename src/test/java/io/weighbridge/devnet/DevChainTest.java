package io.weighbridge.devnet;

import static org.assertj.core.api.Assertions.assertThat;

import io.weighbridge.chain.AccountId;
import io.weighbridge.chain.Hash;
import io.weighbridge.chain.Netuid;
import io.weighbridge.chain.RawBlock;
import io.weighbridge.crypto.TrieRoot;
import io.weighbridge.crypto.TrieVersion;
import io.weighbridge.devnet.actor.Cast;
import io.weighbridge.devnet.actor.Scenario;
import io.weighbridge.devnet.node.DevChain;
import io.weighbridge.devnet.pallet.Act;
import io.weighbridge.devnet.pallet.Act.Outcome;
import io.weighbridge.devnet.spec.DevRuntime;
import io.weighbridge.devnet.spec.Values;
import io.weighbridge.runtime.EventRecord;
import io.weighbridge.runtime.Extrinsic;
import io.weighbridge.runtime.Runtime;
import io.weighbridge.runtime.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Reads a chain with the project's own runtime, as a stranger would, and compares what it finds. */
class DevChainTest {

    private static final int BLOCKS = 700;
    private static final Scenario SCENARIO = Scenario.withSeed(7).withUpgradeAt(350);
    private static final DevChain CHAIN = chain(SCENARIO, BLOCKS);

    @Test
    void theSameSeedGivesTheSameChain() {
        assertThat(chain(SCENARIO, 120).best().ref())
                .isEqualTo(CHAIN.block(120).orElseThrow().ref());
    }

    @Test
    void anotherSeedGivesAnotherChain() {
        assertThat(chain(Scenario.withSeed(8), 0).best().ref())
                .isNotEqualTo(CHAIN.block(0).orElseThrow().ref());
    }

    @Test
    void parentHashesLinkAndNumbersAscend() {
        for (long number = 1; number <= BLOCKS; number++) {
            RawBlock block = block(number);
            assertThat(block.header().parentHash())
                    .isEqualTo(block(number - 1).ref().hash());
            assertThat(block.header().hash()).isEqualTo(block.ref().hash());
            assertThat(block.ref().number()).isEqualTo(number);
        }
    }

    @Test
    void theExtrinsicsRootIsTheTriesRoot() {
        for (long number = 0; number <= BLOCKS; number++) {
            RawBlock block = block(number);
            assertThat(block.header().extrinsicsRoot())
                    .isEqualTo(new Hash(TrieRoot.ordered(block.extrinsics(), TrieVersion.V0)));
        }
    }

    @Test
    void blockTimesAscendAndSomeSlotsAreMissed() {
        var steps = new TreeMap<Long, Integer>();
        for (long number = 1; number <= BLOCKS; number++) {
            long now = value(number, "Timestamp.Now").asLong();
            assertThat(extrinsics(number).get(0).call().arg("now").asLong()).isEqualTo(now);
            steps.merge(now - value(number - 1, "Timestamp.Now").asLong(), 1, Integer::sum);
        }
        assertThat(steps).containsOnlyKeys(12_000L, 24_000L);
        assertThat(steps.get(24_000L)).isBetween(1, BLOCKS / 10);
    }

    @Test
    void theBlockWithTheCodeUpdateIsExecutedByTheOldRuntime() {
        long at = SCENARIO.upgradeAt();
        assertThat(events(at)).anyMatch(event -> event.is("System", "CodeUpdated"));
        assertThat(CHAIN.runtimeAfter(at - 1).specVersion()).isEqualTo(Scenario.FIRST_SPEC);
        assertThat(CHAIN.runtimeAfter(at).specVersion()).isEqualTo(Scenario.SECOND_SPEC);
        assertThat(lastUpgrade(at)).isEqualTo(Scenario.FIRST_SPEC);
        assertThat(lastUpgrade(at + 1)).isEqualTo(Scenario.SECOND_SPEC);
        assertThat(block(at).header().digest()).anyMatch(item -> item.get(0) == 8);
    }

    @Test
    void everyExtrinsicEndsWithSuccessOrFailure() {
        for (long number = 1; number <= BLOCKS; number++) {
            List<EventRecord> ends = events(number).stream()
                    .filter(event -> event.is("System", "ExtrinsicSuccess") || event.is("System", "ExtrinsicFailed"))
                    .toList();
            assertThat(ends).hasSameSizeAs(extrinsics(number));
        }
    }

    @Test
    void noncesCountTheExtrinsicsOfTheirSigners() {
        Map<String, Long> counted = new HashMap<>();
        for (long number = 1; number <= BLOCKS; number++) {
            for (Extrinsic extrinsic : extrinsics(number)) {
                extrinsic.signer().ifPresent(signer -> {
                    long nonce = extrinsic.extensions().orElseThrow().nonce();
                    assertThat(nonce).isEqualTo(counted.getOrDefault(signer.ss58(), 0L));
                    counted.put(signer.ss58(), nonce + 1);
                });
            }
            for (EventRecord event : events(number)) {
                if (event.is("System", "KilledAccount")) {
                    counted.remove(event.fields().get("account").asAccount().ss58());
                }
            }
        }
        counted.forEach((ss58, nonce) -> assertThat(
                        value(BLOCKS, "System.Account", Values.account(AccountId.fromSs58(ss58)))
                                .asFields()
                                .get("nonce")
                                .asLong())
                .isEqualTo(nonce));
    }

    @Test
    void lastUpdateMovesWithWeightsSetAndRegistrationAlone() {
        for (Netuid netuid : SCENARIO.netuids()) {
            Map<Integer, Long> expected = new TreeMap<>();
            for (long number = 1; number <= BLOCKS; number++) {
                boolean later = CHAIN.runtimeAfter(number - 1).specVersion() >= 397;
                int neurons = lastUpdate(number - 1, netuid.value()).size();
                for (EventRecord event : events(number)) {
                    boolean registered = event.is("SubtensorModule", "NeuronRegistered");
                    if (!registered && !event.is("SubtensorModule", "WeightsSet")) {
                        continue;
                    }
                    int uid = event.fields().get(1).asInt();
                    boolean writes = !registered || later || uid >= neurons;
                    if (event.fields().get(0).asInt() == netuid.value() && writes) {
                        expected.put(uid, number);
                    }
                }
                List<Long> found = lastUpdate(number, netuid.value());
                for (int uid = 0; uid < found.size(); uid++) {
                    assertThat(found.get(uid)).isEqualTo(expected.getOrDefault(uid, 0L));
                }
            }
        }
    }

    @Test
    void uidsAndKeysAreInversesAtEveryTwentiethBlock() {
        for (long number = 0; number <= BLOCKS; number += 20) {
            for (Netuid netuid : SCENARIO.netuids()) {
                Value key = Values.number(netuid.value());
                int count = value(number, "SubtensorModule.SubnetworkN", key).asInt();
                for (int uid = 0; uid < count; uid++) {
                    Value hotkey = value(number, "SubtensorModule.Keys", key, Values.number(uid));
                    assertThat(value(number, "SubtensorModule.Uids", key, hotkey)
                                    .asInt())
                            .isEqualTo(uid);
                }
            }
        }
    }

    @Test
    void weightsSetEventsAreTheSuccessesOfTheTruth() {
        for (long number = 1; number <= BLOCKS; number++) {
            long at = number;
            List<String> set = events(number).stream()
                    .filter(event -> event.is("SubtensorModule", "WeightsSet"))
                    .map(event -> event.fields().get(0).asInt() + "/"
                            + event.fields().get(1).asInt())
                    .toList();
            List<String> acted = CHAIN.acts(number).stream()
                    .filter(act -> act.block() == at && act.outcome() == Outcome.SUCCESS)
                    .map(act -> act.netuid()
                            + act.mechanism() * Netuid.LIMIT
                            + "/"
                            + value(
                                            at,
                                            "SubtensorModule.Uids",
                                            Values.number(act.netuid()),
                                            Values.account(act.hotkey()))
                                    .asInt())
                    .toList();
            assertThat(set).isEqualTo(acted);
        }
    }

    @Test
    void storedWeightsAreTheSubmittedOnesOfTheLastSuccess() {
        Map<String, Act> last = new HashMap<>();
        CHAIN.acts(0).stream()
                .filter(act -> act.outcome() == Outcome.SUCCESS)
                .forEach(act -> last.put(act.netuid() + "/" + act.mechanism() + "/" + act.hotkey(), act));
        assertThat(last).hasSizeGreaterThan(10);
        for (Act act : last.values()) {
            Value netuid = Values.number(act.netuid());
            Value uid = value(act.block(), "SubtensorModule.Uids", netuid, Values.account(act.hotkey()));
            Value index = Values.number(act.netuid() + act.mechanism() * (long) Netuid.LIMIT);
            List<Value> row =
                    value(BLOCKS, "SubtensorModule.Weights", index, uid).asList();
            assertThat(row.stream().map(pair -> pair.asList().get(0).asInt()).toList())
                    .isEqualTo(act.uids());
            assertThat(row.stream().map(pair -> pair.asList().get(1).asInt()).toList())
                    .isEqualTo(act.values());
        }
    }

    @Test
    void validatorsSucceedFailAreUndoneAndAreNotReached() {
        assertThat(CHAIN.acts(0).stream().map(Act::outcome).distinct()).containsExactlyInAnyOrder(Outcome.values());
        assertThat(CHAIN.acts(0).stream().map(Act::error).distinct())
                .contains(
                        "SubtensorModule.SettingWeightsTooFast",
                        "SubtensorModule.NeuronNoValidatorPermit",
                        "SubtensorModule.HotKeyNotRegisteredInSubNet",
                        "SubtensorModule.WeightVecLengthIsLow");
    }

    @Test
    void anApprenticeSetsWeightsUnderSeveralUids() {
        var chain = chain(SCENARIO.withHotkeyCount(12), 1500);
        Netuid netuid = SCENARIO.netuids().get(0);
        AccountId hotkey = new Cast(SCENARIO.seed()).apprentice(netuid);
        assertThat(chain.acts(0).stream()
                        .filter(act -> act.hotkey().equals(hotkey) && act.outcome() == Outcome.SUCCESS)
                        .map(act -> act.uids().get(0))
                        .distinct())
                .hasSizeGreaterThan(1);
    }

    @Test
    void finalityLagsAndSkipsNumbers() {
        var chain = new DevChain(SCENARIO);
        List<Long> heads = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            RawBlock best = chain.produce();
            long finalized = chain.finalized().ref().number();
            assertThat(finalized).isLessThan(Math.max(1, best.ref().number()));
            if (heads.isEmpty() || heads.get(heads.size() - 1) != finalized) {
                heads.add(finalized);
            }
        }
        assertThat(heads).isSorted().hasSizeLessThan(90);
        assertThat(heads.get(heads.size() - 1)).isGreaterThan(90);
    }

    private static DevChain chain(Scenario scenario, int blocks) {
        var chain = new DevChain(scenario);
        LongStream.range(0, blocks)
                .forEach(unused -> assertThat(chain.produce()).isNotNull());
        return chain;
    }

    private static RawBlock block(long number) {
        return CHAIN.block(number).orElseThrow();
    }

    private static List<Extrinsic> extrinsics(long number) {
        Runtime runtime = CHAIN.runtimeAfter(number - 1).runtime();
        return block(number).extrinsics().stream().map(runtime::decodeExtrinsic).toList();
    }

    private static List<EventRecord> events(long number) {
        DevRuntime runtime = CHAIN.runtimeAfter(number - 1);
        return runtime.runtime()
                .decodeEvents(CHAIN.storage(runtime.storage("System.Events").key(), number)
                        .orElseThrow());
    }

    private static Value value(long number, String item, Value... keys) {
        Runtime.Storage storage = CHAIN.runtimeAfter(Math.max(0, number - 1)).storage(item);
        return CHAIN.storage(storage.key(keys), number)
                .map(storage::decode)
                .or(storage::defaultValue)
                .orElseThrow();
    }

    private static int lastUpgrade(long number) {
        return value(number, "System.LastRuntimeUpgrade")
                .asFields()
                .get("spec_version")
                .asInt();
    }

    private static List<Long> lastUpdate(long number, int netuid) {
        return value(number, "SubtensorModule.LastUpdate", Values.number(netuid)).asList().stream()
                .map(Value::asLong)
                .toList();
    }
}
