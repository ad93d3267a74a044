package io.weighbridge.backfill.jump;

import io.weighbridge.chain.BlockRange;
import io.weighbridge.chain.RangeSet;
import io.weighbridge.ingest.Finding;
import io.weighbridge.weights.WeightFact;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Writes down what became of which blocks, in any order. Not thread safe. */
final class Journal {

    /** How blocks were looked at that were jumped. */
    static final String JUMP = "jump";

    /** The same, where the hotkey had no account on either side: a life that began and ended between is not seen. */
    static final String WITHOUT_ACCOUNT = "jump+no-account";

    /** How blocks were looked at of which each was read. */
    static final String SCAN = "scan";

    private final BlockRange blocks;
    private final Map<Long, Finding> findings = new TreeMap<>();
    private final List<BlockRange> scanned = new ArrayList<>();
    private final List<Long> reset = new ArrayList<>();
    private final List<Long> unexplained = new ArrayList<>();
    private long visited;
    private long moved;
    private long signed;
    private long looks;

    Journal(BlockRange blocks) {
        this.blocks = blocks;
        if (blocks.first() == 0) {
            add(new Finding.Facts(new BlockRange(0, 0), List.of(), JUMP));
        }
    }

    void looked() {
        looks++;
    }

    void quiet(Gap gap) {
        add(new Finding.Facts(gap.blocks(), List.of(), gap.isWithoutAccount() ? WITHOUT_ACCOUNT : JUMP));
    }

    void visited(Step step) {
        visited++;
        moved += step.moved();
        signed += step.signed();
        long number = step.after().number();
        if (step.resets()) {
            reset.add(number);
        }
        if (!step.isExplained()) {
            unexplained(number);
        }
        add(
                step.finding() instanceof Finding.Facts facts
                        ? new Finding.Facts(facts.blocks(), facts.facts(), JUMP)
                        : step.finding());
    }

    void unexplained(long number) {
        unexplained.add(number);
    }

    void scanned(BlockRange range, List<Finding> found) {
        scanned.add(range);
        found.forEach(finding -> add(
                finding instanceof Finding.Facts facts
                        ? new Finding.Facts(facts.blocks(), facts.facts(), SCAN)
                        : finding));
    }

    private void add(Finding finding) {
        findings.put(finding.blocks().first(), finding);
    }

    Report report() {
        return new Report(
                merged(), new Proof(blocks, visited, moved, signed, looks, new RangeSet(scanned), reset, unexplained));
    }

    /** Neighbours that were looked at in the same way become one. */
    private List<Finding> merged() {
        var all = new ArrayList<Finding>();
        for (Finding next : findings.values()) {
            Finding last = all.isEmpty() ? next : all.get(all.size() - 1);
            if (!all.isEmpty()
                    && last instanceof Finding.Facts before
                    && next instanceof Finding.Facts after
                    && before.strategy().equals(after.strategy())) {
                all.set(all.size() - 1, joined(before, after));
            } else {
                all.add(next);
            }
        }
        return all;
    }

    private static Finding joined(Finding.Facts before, Finding.Facts after) {
        var facts = new ArrayList<WeightFact>(before.facts());
        facts.addAll(after.facts());
        return new Finding.Facts(
                new BlockRange(before.blocks().first(), after.blocks().last()), facts, before.strategy());
    }
}
