package io.weighbridge.backfill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weighbridge.backfill.jump.Proof;
import io.weighbridge.backfill.jump.ProofLevel;
import io.weighbridge.backfill.jump.SingleEndpoint;
import io.weighbridge.calls.Outcome;
import io.weighbridge.chain.AccountId;
import io.weighbridge.chain.BlockRange;
import io.weighbridge.chain.Netuid;
import io.weighbridge.chain.RangeSet;
import io.weighbridge.devnet.actor.Cast;
import io.weighbridge.devnet.actor.Scenario;
import io.weighbridge.devnet.node.DevChain;
import io.weighbridge.ingest.Finding;
import io.weighbridge.ingest.Ingest;
import io.weighbridge.runtime.Value;
import io.weighbridge.scale.Bytes;
import io.weighbridge.source.ChainSource;
import io.weighbridge.source.ProvedSource;
import io.weighbridge.source.SourceException;
import io.weighbridge.testing.DevSource;
import io.weighbridge.testing.Ingests;
import io.weighbridge.testing.MemoryStore;
import io.weighbridge.weights.Tracked;
import io.weighbridge.weights.WeightFact;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Jumping finds exactly what scanning finds, on chains by seed. */
class JumpParityTest {

    /** Chains of one seed each; every batch is a test of its own, so that a failure names its neighbourhood. */
    private static final int BATCH = 15;

    private static final int BLOCKS = 260;

    /** Most of the time goes into making the chains, so each is looked at in several ways. */
    @ParameterizedTest
    @ValueSource(longs = {1, 101, 201, 301, 401, 501, 601, 701})
    void findsWhatAScanFinds(long first) {
        for (long seed = first; seed < first + BATCH; seed++) {
            DevChain chain = chain(crowded(seed), BLOCKS);
            findsForAValidatorWhatAScanFinds(chain, seed);
            if (seed % 2 == 0) {
                findsForAMinerWhoseSlotChangesHandsWhatAScanFinds(chain, seed);
            } else if (seed % 4 == 1) {
                findsForSeveralHotkeysOnAllSubnetsWhatAScanFinds(chain, seed);
            } else {
                findsEveryEffectWithoutLookingAtNonces(chain, seed);
            }
        }
    }

    private static void findsForAValidatorWhatAScanFinds(DevChain chain, long seed) {
        AccountId hotkey = new Cast(seed).validator(1 + (int) (seed % 4));
        Netuid netuid = chain.scenario().netuids().get((int) (seed % 3));
        check(chain, new Tracked(Set.of(netuid), Set.of(hotkey)), new BlockRange(seed % 7, BLOCKS - seed % 11));
    }

    private static void findsForAMinerWhoseSlotChangesHandsWhatAScanFinds(DevChain chain, long seed) {
        Netuid netuid = chain.scenario().netuids().get(0);
        AccountId hotkey = holder(chain, netuid, 4 + (int) (seed / 2 % 4), 20 + seed % 230);
        check(chain, new Tracked(Set.of(netuid), Set.of(hotkey)), new BlockRange(1, BLOCKS));
    }

    private static void findsForSeveralHotkeysOnAllSubnetsWhatAScanFinds(DevChain chain, long seed) {
        var cast = new Cast(seed);
        var hotkeys = Set.of(cast.validator(1), cast.validator(2), cast.validator(3));
        check(chain, new Tracked(Set.of(), hotkeys), new BlockRange(0, BLOCKS));
    }

    private static void findsEveryEffectWithoutLookingAtNonces(DevChain chain, long seed) {
        AccountId hotkey = new Cast(seed).validator(1 + (int) (seed / 4 % 4));
        var tracked = new Tracked(Set.of(chain.scenario().netuids().get(0)), Set.of(hotkey));
        var range = new BlockRange(1, BLOCKS);
        List<WeightFact> scanned = facts(new Scan(ingest(new DevSource(chain), tracked)), range, chain);
        var jump = new Jump(ingest(new DevSource(chain), tracked), ProofLevel.EFFECTS, List.of());
        List<WeightFact> jumped = facts(jump, range, chain);

        assertThat(scanned).as("seed %d", seed).containsAll(jumped);
        assertThat(jumped)
                .as("seed %d", seed)
                .containsAll(scanned.stream()
                        .filter(fact ->
                                fact.outcome() instanceof Outcome.Success && fact.kind() != WeightFact.Kind.REVEAL)
                        .toList());
        assertThat(jump.proofs()).as("seed %d", seed).allMatch(Proof::holds);
    }

    @Test
    void asksForLittleOfALongChain() {
        var scenario = Scenario.withSeed(5).withTempo(360, 120).withUpgradeAt(2000);
        DevChain chain = chain(scenario, 6000);
        var tracked = new Tracked(Set.of(new Netuid(1)), Set.of(new Cast(5).validator(1)));
        var source = new DevSource(chain);
        var jump = new Jump(ingest(source, tracked), ProofLevel.PROVED, List.of());

        List<WeightFact> facts = facts(jump, new BlockRange(1, 6000), chain);

        long signed = jump.proofs().stream()
                .mapToLong(proof -> proof.evidence().extrinsics())
                .sum();
        assertThat(facts).hasSizeGreaterThan(15);
        assertThat(jump.proofs()).allMatch(Proof::holds);
        assertThat(source.requests()).as("requests for %d extrinsics", signed).isLessThan(900);
    }

    @Test
    void scansWhereANodeLiesAboutANonce() {
        DevChain chain = chain(Scenario.withSeed(9).withUpgradeAt(0), 300);
        var tracked = new Tracked(Set.of(new Netuid(1)), Set.of(new Cast(9).validator(1)));
        var range = new BlockRange(1, 300);
        List<WeightFact> scanned = facts(new Scan(ingest(new DevSource(chain), tracked)), range, chain);
        long lie = scanned.get(scanned.size() / 2).block().number();
        Bytes account =
                chain.runtimeAfter(1).storage("System.Account").key(new Value.Account(new Cast(9).validator(1)));

        var jump = new Jump(ingest(new DevSource(chain).lying(account, lie), tracked), ProofLevel.PROVED, List.of());

        assertThat(facts(jump, range, chain)).isEqualTo(scanned);
        assertThat(jump.proofs()).hasSize(1);
        assertThat(jump.proofs().get(0).holds()).isFalse();
        assertThat(jump.proofs().get(0).unexplained()).contains(lie);
        assertThat(jump.proofs().get(0).scanned()).isEqualTo(RangeSet.of(range));
    }

    @Test
    void takesTheWordOfAnEndpointThatDoesNotContradictItselfAndNamesTheOther() {
        DevChain chain = chain(Scenario.withSeed(9).withUpgradeAt(0), 300);
        var tracked = new Tracked(Set.of(new Netuid(1)), Set.of(new Cast(9).validator(1)));
        var range = new BlockRange(1, 300);
        List<WeightFact> scanned = facts(new Scan(ingest(new DevSource(chain), tracked)), range, chain);
        long lie = scanned.get(scanned.size() / 2).block().number();
        Bytes account =
                chain.runtimeAfter(1).storage("System.Account").key(new Value.Account(new Cast(9).validator(1)));
        var liar = new DevSource(chain).lying(account, lie);

        var jump = new Jump(
                ingest(liar, tracked),
                ProofLevel.PROVED,
                List.of(
                        new SingleEndpoint("ws://liar", liar),
                        new SingleEndpoint("ws://honest", new DevSource(chain))));

        assertThat(facts(jump, range, chain)).isEqualTo(scanned);
        assertThat(jump.proofs())
                .singleElement()
                .matches(Proof::holds)
                .matches(proof -> proof.scanned().isEmpty())
                .extracting(Proof::distrusted)
                .isEqualTo(List.of("ws://liar"));
    }

    @Test
    void findsWithEveryValueProvedWhatAScanFinds() {
        DevChain chain = chain(crowded(11), BLOCKS);
        var tracked = new Tracked(Set.of(new Netuid(1)), Set.of(new Cast(11).validator(1)));
        var range = new BlockRange(1, BLOCKS);
        List<WeightFact> scanned = facts(new Scan(ingest(new DevSource(chain), tracked)), range, chain);

        var jump = new Jump(ingest(new ProvedSource(new DevSource(chain)), tracked), ProofLevel.PROVED, List.of());

        assertThat(facts(jump, range, chain)).isEqualTo(scanned);
        assertThat(jump.proofs())
                .allMatch(Proof::holds)
                .allMatch(proof -> proof.evidence().proved() == proof.evidence().states());
    }

    @Test
    void findsSubnetsWhateverTheirNumbers() {
        Scenario scenario = crowded(13).withNetuids(List.of(new Netuid(1), new Netuid(300), new Netuid(4095)));
        DevChain chain = chain(scenario, BLOCKS);

        check(chain, new Tracked(Set.of(), Set.of(new Cast(13).validator(1))), new BlockRange(1, BLOCKS));
        assertThat(chain.acts(1)).anyMatch(act -> act.netuid() == 4095);
    }

    @ParameterizedTest
    @ValueSource(longs = {102, BLOCKS})
    void jumpsWhatHasItsStateAndRefusesTheRest(long last) {
        DevChain chain = chain(crowded(12), BLOCKS);
        var tracked = new Tracked(Set.of(new Netuid(1)), Set.of(new Cast(12).validator(1)));
        var range = new BlockRange(1, last);
        List<WeightFact> kept = facts(new Scan(ingest(new DevSource(chain), tracked)), range, chain).stream()
                .filter(fact -> fact.block().number() >= 102)
                .toList();
        var store = new MemoryStore();
        var backfill = new Backfill(ingest(new DevSource(chain).pruned(100), tracked, store), Strategies.AUTO);

        assertThatThrownBy(() -> backfill.run(range).blockingGet())
                .isInstanceOf(SourceException.Pruned.class)
                .hasMessageContaining("blocks 1–101 cannot be read here")
                .hasMessageContaining("what is kept begins at block 100, so blocks 102–" + last + " were read")
                .hasMessageContaining("--pruning=archive");
        assertThat(store.facts()).isEqualTo(kept);
        assertThat(store.coverage(tracked)).isEqualTo(RangeSet.of(new BlockRange(102, last)));
    }

    /** The first lie hides an update, the second makes one up; both in a single state, that of the last block. */
    @ParameterizedTest
    @ValueSource(longs = {-7, 0})
    void scansWhereANodeLiesAboutAnUpdate(long shift) {
        DevChain chain = chain(Scenario.withSeed(9).withUpgradeAt(0), 300);
        var tracked = new Tracked(Set.of(new Netuid(1)), Set.of(new Cast(9).validator(1)));
        var range = new BlockRange(1, 300);
        List<WeightFact> scanned = facts(new Scan(ingest(new DevSource(chain), tracked)), range, chain);
        var updates = chain.runtimeAfter(1).storage("SubtensorModule.LastUpdate");
        Bytes key = updates.key(new Value.Int(1));
        var source = new DevSource(chain)
                .lying(
                        key,
                        block -> block == 300,
                        value -> updates.encode(new Value.Items(updates.decode(value).asList().stream()
                                .<Value>map(update -> update.asLong() == 0
                                        ? update
                                        : new Value.Wide(
                                                BigInteger.valueOf(shift == 0 ? 299 : update.asLong() + shift)))
                                .toList())));

        var jump = new Jump(ingest(source, tracked), ProofLevel.PROVED, List.of());

        assertThat(facts(jump, range, chain)).isEqualTo(scanned);
        assertThat(jump.proofs()).singleElement().matches(proof -> !proof.holds());
    }

    private static void check(DevChain chain, Tracked tracked, BlockRange range) {
        List<WeightFact> scanned = facts(new Scan(ingest(new DevSource(chain), tracked)), range, chain);
        var jump = new Jump(ingest(new DevSource(chain), tracked), ProofLevel.PROVED, List.of());
        List<WeightFact> jumped = facts(jump, range, chain);
        assertThat(jumped).as("seed %d", chain.scenario().seed()).isEqualTo(scanned);
        assertThat(jump.proofs())
                .as("seed %d", chain.scenario().seed())
                .allMatch(Proof::holds)
                .allMatch(proof -> proof.otherWeights().isEmpty());
    }

    /** Small subnets in which slots change hands, everybody is busy, and the runtime changes. */
    private static Scenario crowded(long seed) {
        int tempo = 8 + (int) (seed % 40);
        return Scenario.withSeed(seed)
                .withHotkeyCount(8)
                .withTempo(tempo, tempo / 3)
                .withUpgradeAt(60 + seed % 150);
    }

    private static DevChain chain(Scenario scenario, int blocks) {
        var chain = new DevChain(scenario);
        for (int i = 0; i < blocks; i++) {
            var unused = chain.produce();
        }
        return chain;
    }

    /** Who first has a slot from a block on; the last slots are empty at the start. */
    private static AccountId holder(DevChain chain, Netuid netuid, int uid, long from) {
        var keys = chain.runtimeAfter(from).storage("SubtensorModule.Keys");
        Bytes key = keys.key(new Value.Int(netuid.value()), new Value.Int(uid));
        return LongStream.rangeClosed(from, BLOCKS)
                .mapToObj(block -> chain.storage(key, block))
                .flatMap(Optional::stream)
                .findFirst()
                .map(keys::decode)
                .map(Value::asAccount)
                .orElseThrow();
    }

    private static Ingest ingest(ChainSource source, Tracked tracked) {
        return ingest(source, tracked, new MemoryStore());
    }

    private static Ingest ingest(ChainSource source, Tracked tracked, MemoryStore store) {
        return Ingests.here(source, store, tracked);
    }

    private static List<WeightFact> facts(Strategy strategy, BlockRange range, DevChain chain) {
        return strategy.findings(range, chain.best().ref()).toList().blockingGet().stream()
                .flatMap(finding -> ((Finding.Facts) finding).facts().stream())
                .toList();
    }
}
