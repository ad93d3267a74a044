package io.weighbridge.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.weighbridge.chain.AccountId;
import io.weighbridge.chain.Netuid;
import io.weighbridge.reconcile.View.RunInput;
import io.weighbridge.store.LedgerSnapshot;
import io.weighbridge.store.RowLink;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares what a look at the open part decides with what a look at everything does, all along random histories. */
class OpenPartPropertyTest {

    private static final Rules RULES =
            Rules.defaults(new Netuid(30), AccountId.fromSs58("5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY"));
    private static final long DEPTH = 400;
    private static final int SEEDS = Integer.getInteger("weighbridge.test.seeds", 2);

    @ParameterizedTest
    @ValueSource(ints = {10, 40, 150})
    void theOpenPartDecidesWhatEverythingDoes(int spacing) {
        var tally = new Tally();
        for (long seed = 1; seed <= SEEDS; seed++) {
            new Lockstep(seed, spacing, tally).run();
        }
        assertThat(tally.parts).as("looks at a part, of %d", tally.looks).isGreaterThan(tally.looks / 4);
        assertThat(tally.smaller).as("parts that left rows out").isPositive();
    }

    private static final class Tally {
        private int looks;
        private int parts;
        private int smaller;
    }

    /** One history, looked at both ways. */
    private static final class Lockstep {

        private final String where;
        private final Tally tally;
        private final Random random;
        private final RandomHistory history;
        private final MemoryLedger ledger = new MemoryLedger();
        private OpenPart part = OpenPart.EVERYTHING;
        private long factsBelow;
        private List<Reveal> reveals = List.of();

        Lockstep(long seed, int spacing, Tally tally) {
            this.where = "seed " + seed + ", spacing " + spacing;
            this.tally = tally;
            this.random = new Random(seed);
            this.history = new RandomHistory(RULES, seed, spacing);
        }

        void run() {
            for (int step = 0; step < 60; step++) {
                history.goOn(ledger);
                if (!ledger.links().isEmpty() && random.nextInt(25) == 0) {
                    undoOne();
                }
                settle(where + ", step " + step);
            }
        }

        private void undoOne() {
            List<RowLink> links = ledger.links();
            long row = links.get(random.nextInt(links.size())).row();
            ledger.apply(Undo.of(RULES, ledger, history.chain(), Set.of(row)).steps());
            part = OpenPart.EVERYTHING;
        }

        /** Looks and writes until nothing is left to do. */
        private void settle(String step) {
            for (int look = 0; look < 20; look++) {
                var everything = new RunInput(history.head(), ledger, history.chain());
                Reconciliation whole = decide(everything);
                Optional<RunInput> some = lookAtPart();
                Reconciliation state =
                        some.map(input -> compare(step, input, whole)).orElse(whole);
                if (whole.steps().isEmpty()) {
                    OpenPart looked = some.isPresent() ? part : OpenPart.EVERYTHING;
                    part = looked.after(
                            RULES, some.orElse(everything), looked.stand(some.orElse(everything), state), DEPTH);
                    factsBelow = below(history.chain());
                    reveals = List.copyOf(history.chain().reveals());
                    ledger.noteAll();
                    return;
                }
                ledger.apply(whole.steps());
            }
            throw new AssertionError(step + ": there is always something to do");
        }

        private Reconciliation compare(String step, RunInput input, Reconciliation whole) {
            Reconciliation decided = decide(input);
            assertThat(decided.steps()).as(step).isEqualTo(whole.steps());
            if (whole.steps().isEmpty()) {
                Map<Long, RowVerdict> said = part.stand(input, decided).rows().entrySet().stream()
                        .filter(row -> whole.rows().containsKey(row.getKey()))
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
                assertThat(said).as(step).isEqualTo(whole.rows());
            }
            return decided;
        }

        private Optional<RunInput> lookAtPart() {
            tally.looks++;
            ChainKnowledge chain = history.chain();
            List<ChainFact> facts = chain.facts().stream()
                    .filter(fact -> fact.block().number() >= part.block())
                    .toList();
            Set<String> keys = facts.stream().map(ChainFact::key).collect(Collectors.toSet());
            List<Reveal> fresh = new ArrayList<>(chain.reveals());
            fresh.removeAll(reveals);
            boolean reaches = fresh.stream().allMatch(reveal -> keys.contains(reveal.fact()));
            if (part.block() == 0 || below(chain) != factsBelow || !reaches) {
                return Optional.empty();
            }
            Optional<LedgerSnapshot> snapshot = ledger.part(part.scope(facts));
            Optional<RunInput> input = snapshot.map(
                            some -> new RunInput(history.head(), some, new ChainKnowledge(facts, revealsOf(keys))))
                    .filter(some -> part.suffices(RULES, some));
            input.ifPresent(some -> {
                tally.parts++;
                tally.smaller += some.ledger().rows().size() < ledger.rows().size() ? 1 : 0;
            });
            return input;
        }

        private List<Reveal> revealsOf(Set<String> keys) {
            return history.chain().reveals().stream()
                    .filter(reveal -> keys.contains(reveal.fact()))
                    .toList();
        }

        private long below(ChainKnowledge chain) {
            return chain.facts().stream()
                    .filter(fact -> fact.block().number() < part.block())
                    .count();
        }
    }

    private static Reconciliation decide(RunInput input) {
        return Reconciler.reconcile(RULES, input.head(), input.ledger(), input.chain());
    }
}
