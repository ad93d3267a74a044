package io.weighbridge.backfill;

import static org.assertj.core.api.Assertions.assertThat;

import io.weighbridge.backfill.jump.Proof;
import io.weighbridge.calls.Outcome;
import io.weighbridge.chain.AccountId;
import io.weighbridge.chain.BlockRange;
import io.weighbridge.chain.Netuid;
import io.weighbridge.chain.RangeSet;
import io.weighbridge.devnet.actor.Cast;
import io.weighbridge.devnet.actor.Scenario;
import io.weighbridge.devnet.node.DevChain;
import io.weighbridge.ingest.Ingest;
import io.weighbridge.runtime.Value;
import io.weighbridge.source.ChainSource;
import io.weighbridge.store.Store.Increment;
import io.weighbridge.testing.DevSource;
import io.weighbridge.testing.Ingests;
import io.weighbridge.testing.MemoryStore;
import io.weighbridge.weights.Payload;
import io.weighbridge.weights.Tracked;
import io.weighbridge.weights.WeightFact;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AuditTest {

    private static final BlockRange RANGE = new BlockRange(1, 300);
    private static final AccountId HOTKEY = new Cast(9).validator(1);
    private static final Tracked TRACKED = new Tracked(Set.of(new Netuid(1)), Set.of(HOTKEY));

    private static DevChain chain;
    private static List<WeightFact> truth;

    @BeforeAll
    static void makeChain() {
        chain = new DevChain(Scenario.withSeed(9).withUpgradeAt(0));
        for (int i = 0; i < RANGE.last(); i++) {
            var unused = chain.produce();
        }
        var store = new MemoryStore();
        var unused = new Backfill(ingest(new DevSource(chain), store), Strategies.SCAN)
                .run(RANGE)
                .blockingGet();
        truth = store.facts();
    }

    @ParameterizedTest
    @EnumSource(
            value = Strategies.class,
            names = {"JUMP", "SCAN"})
    void agreesWithWhatIsTrue(Strategies strategy) {
        AuditResult result = new Audit(ingest(new DevSource(chain), holding(truth)), strategy, List.of())
                .run(RANGE, false)
                .blockingGet();

        assertThat(result.disagreements()).isEmpty();
        assertThat(result.agrees()).isTrue();
        assertThat(result.facts()).isEqualTo(truth.size()).isGreaterThan(5);
        assertThat(result.proofs()).allMatch(Proof::holds);
    }

    @Test
    void findsAFactThatIsMissing() {
        List<WeightFact> facts = new ArrayList<>(truth);
        WeightFact lost = facts.remove(3);

        assertThat(disagreements(facts)).containsExactly(new Disagreement.Missing(lost));
    }

    @Test
    void findsAFactThatTheChainDoesNotHave() {
        WeightFact real = truth.get(3);
        long quiet = quietBlock();
        WeightFact made = at(real, quiet);
        List<WeightFact> facts = new ArrayList<>(truth);
        facts.add(made);

        assertThat(disagreements(facts)).containsExactly(new Disagreement.Extra(made));
    }

    @Test
    void findsAnotherOutcome() {
        List<WeightFact> facts = new ArrayList<>(truth);
        WeightFact real = facts.get(3);
        WeightFact other = real.with(
                real.outcome() == Outcome.Deferred.DEFERRED ? Outcome.Success.SUCCESS : Outcome.Deferred.DEFERRED,
                real.payload());
        facts.set(3, other);

        assertThat(disagreements(facts)).containsExactly(new Disagreement.Different(other, real));
    }

    @Test
    void findsOtherWeights() {
        List<WeightFact> facts = new ArrayList<>(truth);
        WeightFact real = facts.get(3);
        WeightFact other = real.with(real.outcome(), new Payload.Weights(List.of(1), List.of(2), 3));
        facts.set(3, other);

        assertThat(disagreements(facts)).containsExactly(new Disagreement.Different(other, real));
    }

    @Test
    void findsAnEndpointThatLiesAboutANonce() {
        long lie = truth.get(truth.size() / 2).block().number();
        var account = chain.runtimeAfter(1).storage("System.Account").key(new Value.Account(HOTKEY));

        AuditResult result = audit(new DevSource(chain).lying(account, lie), truth);

        assertThat(result.disagreements()).contains(new Disagreement.Contradiction(lie));
    }

    @Test
    void findsAnEndpointThatNeverTellsOfAnUpdate() {
        var updates = chain.runtimeAfter(1).storage("SubtensorModule.LastUpdate");
        var source = new DevSource(chain)
                .lying(
                        updates.key(new Value.Int(1)),
                        block -> true,
                        value -> updates.encode(new Value.Items(updates.decode(value).asList().stream()
                                .<Value>map(update -> new Value.Wide(BigInteger.ONE))
                                .toList())));

        assertThat(audit(source, truth).disagreements())
                .isNotEmpty()
                .allMatch(Disagreement.Contradiction.class::isInstance);
    }

    @Test
    void findsStatesWithOtherWeightsThanWereSet() {
        WeightFact set = truth.stream()
                .filter(fact -> fact.kind() == WeightFact.Kind.SET && fact.outcome() instanceof Outcome.Success)
                .reduce((first, second) -> second)
                .orElseThrow();
        var weights = chain.runtimeAfter(1).storage("SubtensorModule.Weights");
        var key = weights.key(new Value.Int(set.index().value()), new Value.Int(uid()));
        var source = new DevSource(chain)
                .lying(
                        key,
                        block -> block >= set.block().number(),
                        value -> weights.encode(new Value.Items(List.of())));

        assertThat(audit(source, truth).disagreements())
                .containsExactly(new Disagreement.OtherWeights(set.block().number()));
    }

    @Test
    void saysWhichBlocksAreNotStored() {
        var store = new MemoryStore();
        store.commit(new Increment(TRACKED, new BlockRange(1, 100), "scan", before(101)));

        AuditResult result = new Audit(ingest(new DevSource(chain), store), Strategies.JUMP, List.of())
                .run(RANGE, false)
                .blockingGet();

        assertThat(result.uncovered()).isEqualTo(RangeSet.of(new BlockRange(101, 300)));
        assertThat(result.disagreements()).isEmpty();
        assertThat(result.agrees()).isFalse();
    }

    @Test
    void endsWithTheLastStoredBlockWhereNoneIsNamed() {
        var store = new MemoryStore();
        store.commit(new Increment(TRACKED, new BlockRange(1, 100), "scan", before(101)));

        AuditResult result = new Audit(ingest(new DevSource(chain), store), Strategies.JUMP, List.of())
                .run(RANGE, true)
                .blockingGet();

        assertThat(result.asked()).isEqualTo(new BlockRange(1, 100));
        assertThat(result.agrees()).isTrue();
    }

    private static List<WeightFact> before(long block) {
        return truth.stream().filter(fact -> fact.block().number() < block).toList();
    }

    private static List<Disagreement> disagreements(List<WeightFact> stored) {
        return audit(new DevSource(chain), stored).disagreements();
    }

    private static AuditResult audit(ChainSource source, List<WeightFact> stored) {
        return new Audit(ingest(source, holding(stored)), Strategies.JUMP, List.of())
                .run(RANGE, false)
                .blockingGet();
    }

    private static MemoryStore holding(List<WeightFact> facts) {
        var store = new MemoryStore();
        store.commit(new Increment(TRACKED, RANGE, "jump", facts));
        return store;
    }

    private static long quietBlock() {
        return java.util.stream.LongStream.rangeClosed(20, 300)
                .filter(block -> truth.stream().noneMatch(fact -> fact.block().number() == block))
                .findFirst()
                .orElseThrow();
    }

    private static int uid() {
        var uids = chain.runtimeAfter(300).storage("SubtensorModule.Uids");
        return chain.storage(uids.key(new Value.Int(1), new Value.Account(HOTKEY)), 300)
                .map(uids::decode)
                .map(Value::asInt)
                .orElseThrow();
    }

    private static WeightFact at(WeightFact fact, long block) {
        return new WeightFact(
                chain.block(block).orElseThrow().ref(),
                fact.timestamp(),
                fact.specVersion(),
                fact.position(),
                fact.call(),
                fact.kind(),
                fact.origin(),
                fact.hotkey(),
                fact.index(),
                fact.uid(),
                fact.outcome(),
                fact.payload());
    }

    private static Ingest ingest(ChainSource source, MemoryStore store) {
        return Ingests.here(source, store, TRACKED);
    }
}
