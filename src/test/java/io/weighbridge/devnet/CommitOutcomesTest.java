package io.weighbridge.devnet;

import static org.assertj.core.api.Assertions.assertThat;

import io.weighbridge.calls.Outcome;
import io.weighbridge.chain.AccountId;
import io.weighbridge.chain.BlockRange;
import io.weighbridge.chain.RangeSet;
import io.weighbridge.devnet.actor.Scenario;
import io.weighbridge.devnet.node.DevChain;
import io.weighbridge.devnet.pallet.Ending;
import io.weighbridge.devnet.pallet.HashCommits;
import io.weighbridge.devnet.pallet.State;
import io.weighbridge.scale.Bytes;
import io.weighbridge.testing.DevReading;
import io.weighbridge.weights.Payload;
import io.weighbridge.weights.RevealWindow;
import io.weighbridge.weights.Tracked;
import io.weighbridge.weights.WeightFact;
import io.weighbridge.weights.WeightReader;
import io.weighbridge.weights.commit.CommitLedger;
import io.weighbridge.weights.commit.CommitLife;
import io.weighbridge.weights.commit.EffectiveCommit;
import io.weighbridge.weights.commit.EffectiveReveal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the ledger of commits makes of the facts is what the chain did with the commits, silent as it was. */
class CommitOutcomesTest {

    private static final int BLOCKS = 700;

    private final Map<String, Integer> seen = new TreeMap<>();

    /** One hotkey's commits on one storage index. */
    private record Line(AccountId hotkey, int index) {}

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void everyFateIsTheTrueOne(long seed) {
        Scenario scenario = Scenario.withSeed(seed).withTempo(20, 7).withUpgradeAt(seed % 2 == 0 ? 0 : 300);
        var chain = new DevChain(scenario.withCommitReveal(Set.copyOf(scenario.netuids())));
        Map<Line, List<WeightFact>> facts = facts(chain);
        facts.forEach((line, lives) -> compare(chain, line, lives));
        assertThat(seen)
                .containsKeys("revealed", "lost", "expired", "overwritten", "pending")
                .doesNotContainKey("unknown");
    }

    private static Map<Line, List<WeightFact>> facts(DevChain chain) {
        var reader = new WeightReader(Tracked.EVERYTHING);
        var facts = new HashMap<Line, List<WeightFact>>();
        for (int i = 0; i < BLOCKS; i++) {
            for (WeightFact fact : DevReading.facts(chain, reader, chain.produce())) {
                var line = new Line(fact.hotkey(), fact.index().value());
                facts.computeIfAbsent(line, unused -> new ArrayList<>()).add(fact);
            }
        }
        return facts;
    }

    private void compare(DevChain chain, Line line, List<WeightFact> facts) {
        var commits = new ArrayList<EffectiveCommit>();
        var reveals = new ArrayList<EffectiveReveal>();
        for (int key = 1; key <= facts.size(); key++) {
            commit(key, facts.get(key - 1)).ifPresent(commits::add);
            reveal(key, facts.get(key - 1)).ifPresent(reveals::add);
        }
        RangeSet verified = RangeSet.of(new BlockRange(1, BLOCKS));
        for (CommitLife life : CommitLedger.of(commits, reveals)) {
            if (isBetween(life.commit()) || spansTheUpgrade(chain.scenario(), life.commit())) {
                continue;
            }
            String told = life.state(verified).word();
            Optional<Ending> ending = ending(chain, line, life.commit().block());
            seen.merge(told, 1, Integer::sum);
            if (!life.ambiguous()) {
                assertThat(told)
                        .as("seed %d: %s of %s", chain.scenario().seed(), life, line)
                        .isEqualTo(truth(chain, line, life.commit(), ending));
                ending.flatMap(Ending::revealedAt)
                        .ifPresent(at -> assertThat(
                                        facts.get((int) life.revealedBy() - 1).position())
                                .isEqualTo(at));
            }
        }
    }

    /** The commit that a fact tells of, if it is one that took effect. */
    private static Optional<EffectiveCommit> commit(long key, WeightFact fact) {
        if (fact.kind() != WeightFact.Kind.COMMIT || fact.outcome() != Outcome.Success.SUCCESS) {
            return Optional.empty();
        }
        long block = fact.block().number();
        if (fact.payload() instanceof Payload.TimelockedCommit commit) {
            Bytes ciphertext = commit.ciphertext();
            Bytes end = ciphertext.slice(Math.max(0, ciphertext.size() - EffectiveCommit.SUITE_SIZE));
            return Optional.of(new EffectiveCommit(
                    key,
                    block,
                    EffectiveCommit.Form.TIMELOCKED,
                    commit.commitHash(),
                    commit.window(),
                    EffectiveCommit.isSound(ciphertext.size(), end)));
        }
        var commit = (Payload.HashCommit) fact.payload();
        return Optional.of(new EffectiveCommit(
                key, block, EffectiveCommit.byHash(fact.specVersion()), commit.commitHash(), commit.window()));
    }

    /** The reveal that a fact tells of, if it is one that took effect. */
    private static Optional<EffectiveReveal> reveal(long key, WeightFact fact) {
        if (fact.outcome() != Outcome.Success.SUCCESS) {
            return Optional.empty();
        }
        long block = fact.block().number();
        if (fact.kind() == WeightFact.Kind.AUTO_REVEAL) {
            return Optional.of(new EffectiveReveal.ByChain(key, block));
        }
        return fact.payload() instanceof Payload.Revealed revealed
                ? Optional.of(EffectiveReveal.ByHotkey.of(key, block, revealed.commitHash(), fact.position()))
                : Optional.empty();
    }

    /** The last block of a window is past, and the chain notices in the next. */
    private static boolean isBetween(EffectiveCommit commit) {
        return commit.window() instanceof RevealWindow.Blocks window && window.last() == BLOCKS;
    }

    /** Where epochs come to be counted they become a block shorter: what was promised for later comes earlier then. */
    private static boolean spansTheUpgrade(Scenario scenario, EffectiveCommit commit) {
        long upgrade = scenario.upgradeAt();
        return upgrade > 0 && Math.abs(commit.block() - upgrade) < 3L * scenario.tempo();
    }

    private static Optional<Ending> ending(DevChain chain, Line line, long committed) {
        return chain.endings().stream()
                .filter(ending -> ending.hotkey().equals(line.hotkey())
                        && ending.index() == line.index()
                        && ending.committed() == committed)
                .findFirst();
    }

    /** Expired commits stay in their queue until the hotkey does something. */
    private static String truth(DevChain chain, Line line, EffectiveCommit commit, Optional<Ending> ending) {
        boolean untold = commit.window() instanceof RevealWindow.Blocks window && window.last() > BLOCKS;
        if (ending.isPresent()) {
            // That it could not be opened shows when its time is over, not before.
            boolean silent = ending.get().fate() == Ending.Fate.LOST && untold;
            return silent ? "pending" : ending.get().fate().name().toLowerCase(Locale.ROOT);
        }
        State state = chain.newestState();
        return HashCommits.queue(state, line.index(), line.hotkey()).stream()
                        .filter(entry -> entry.block() == commit.block())
                        .anyMatch(entry -> HashCommits.isExpired(state, line.index(), entry, BLOCKS + 1))
                ? "expired"
                : "pending";
    }
}
