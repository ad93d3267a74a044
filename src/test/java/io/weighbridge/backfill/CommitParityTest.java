package io.weighbridge.backfill;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivex.rxjava3.core.Flowable;
import io.weighbridge.backfill.jump.Proof;
import io.weighbridge.backfill.jump.ProofLevel;
import io.weighbridge.chain.AccountId;
import io.weighbridge.chain.BlockRange;
import io.weighbridge.chain.Netuid;
import io.weighbridge.devnet.actor.Cast;
import io.weighbridge.devnet.actor.Scenario;
import io.weighbridge.devnet.node.DevChain;
import io.weighbridge.ingest.Finding;
import io.weighbridge.ingest.Ingest;
import io.weighbridge.testing.DevSource;
import io.weighbridge.testing.Ingests;
import io.weighbridge.testing.MemoryStore;
import io.weighbridge.weights.Tracked;
import io.weighbridge.weights.WeightFact;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Jumping finds exactly what scanning finds where weights are committed to, in quiet and in restless times. Each test runs
 * as many chains as {@code -Dweighbridge.parity.seeds} says, from seed {@code -Dweighbridge.parity.first} on.
 */
class CommitParityTest {

    private static final int SEEDS = Integer.getInteger("weighbridge.parity.seeds", 12);
    private static final String WITHOUT_ACCOUNT = "jump+no-account";
    private static final long FIRST = Long.getLong("weighbridge.parity.first", 1);

    private final Map<WeightFact.Kind, Integer> kinds = new EnumMap<>(WeightFact.Kind.class);
    private int proved;

    @Test
    void findsEveryCommitAndRevealThatAScanFinds() {
        for (long seed = FIRST; seed < FIRST + SEEDS; seed++) {
            Scenario scenario = crowded(seed);
            check(scenario.withCommitReveal(Set.copyOf(scenario.netuids())), 260);
        }
        assertThat(kinds).containsKeys(WeightFact.Kind.COMMIT, WeightFact.Kind.REVEAL, WeightFact.Kind.AUTO_REVEAL);
        assertThat(proved).isEqualTo(SEEDS);
    }

    @Test
    void findsInRestlessTimesWhatAScanFinds() {
        for (long seed = FIRST; seed < FIRST + SEEDS; seed++) {
            Scenario scenario = crowded(seed);
            check(
                    scenario.withCommitReveal(Set.of(scenario.netuids().get((int) (seed % 3))))
                            .inRestlessTimes(),
                    300);
        }
        assertThat(kinds).containsKeys(WeightFact.Kind.values());
    }

    @Test
    void findsOverManySegmentsWhatAScanFinds() {
        for (long seed = FIRST; seed < FIRST + Math.max(1, SEEDS / 10); seed++) {
            Scenario scenario = Scenario.withSeed(seed)
                    .withTempo(90, 30)
                    .withHotkeyCount(16)
                    .withUpgradeAt(700);
            check(scenario.withCommitReveal(Set.copyOf(scenario.netuids())), 1700);
            check(scenario.withCommitReveal(Set.copyOf(scenario.netuids())).inRestlessTimes(), 1700);
        }
    }

    private void check(Scenario scenario, int blocks) {
        long seed = scenario.seed();
        DevChain chain = chain(scenario, blocks);
        AccountId hotkey = new Cast(seed).validator(1 + (int) (seed % 3));
        Netuid netuid = scenario.netuids().get((int) (seed / 3 % 3));
        var tracked = new Tracked(Set.of(netuid), Set.of(hotkey));
        var range = new BlockRange(seed % 7, blocks - seed % 11);

        List<WeightFact> scanned = facts(
                new Scan(ingest(chain, tracked)).findings(range, chain.best().ref()));
        var jump = new Jump(ingest(chain, tracked), ProofLevel.PROVED, List.of());
        List<Finding.Facts> jumped = jump.findings(range, chain.best().ref())
                .cast(Finding.Facts.class)
                .toList()
                .blockingGet();

        assertThat(facts(Flowable.fromIterable(jumped)))
                .as("seed %d, %s", seed, scenario)
                .isEqualTo(scanned.stream()
                        .filter(fact -> !isUnseen(jumped, fact.block().number()))
                        .toList());
        proved += jump.proofs().stream().allMatch(Proof::holds) ? 1 : 0;
        scanned.forEach(fact -> kinds.merge(fact.kind(), 1, Integer::sum));
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

    private static Ingest ingest(DevChain chain, Tracked tracked) {
        var store = new MemoryStore();
        return Ingests.here(new DevSource(chain), store, tracked);
    }

    /** Whether coverage says that the hotkey's account may have come and gone there unseen. */
    private static boolean isUnseen(List<Finding.Facts> jumped, long block) {
        return jumped.stream()
                .anyMatch(found -> found.strategy().equals(WITHOUT_ACCOUNT)
                        && found.facts().isEmpty()
                        && found.blocks().contains(block));
    }

    private static List<WeightFact> facts(Flowable<? extends Finding> findings) {
        return findings.cast(Finding.Facts.class).toList().blockingGet().stream()
                .flatMap(found -> found.facts().stream())
                .toList();
    }
}
