package io.weighbridge.backfill.jump;

import io.weighbridge.chain.BlockRange;
import io.weighbridge.chain.Hash;
import io.weighbridge.chain.RangeSet;
import io.weighbridge.ingest.Finding;
import io.weighbridge.store.Evidence;
import io.weighbridge.weights.WeightFact;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Collects what was found in which blocks, in any order. Not thread safe. */
final class SegmentFindings {

    /** The coverage word for blocks that were jumped over. */
    static final String JUMP = "jump";

    /** The same, where an account of the hotkey that was created and removed between two states that were read would not be seen. */
    static final String WITHOUT_ACCOUNT = "jump+no-account";

    /** The same, where nonces were not read. */
    static final String WITHOUT_PROOF = "jump+no-proof";

    /** The coverage word for blocks of which each was read. */
    static final String SCAN = "scan";

    private final BlockRange blocks;
    private final ProofLevel proofLevel;
    private final boolean provesStates;
    private final Map<Long, Finding> findings = new TreeMap<>();
    private final NavigableSet<Long> states = new TreeSet<>();
    private final List<BlockRange> scanned = new ArrayList<>();
    private final List<Long> reset = new ArrayList<>();
    private final NavigableSet<Long> otherWeights = new TreeSet<>();
    private final NavigableSet<Long> unexplained = new TreeSet<>();

    /** An empty one; {@code provesStates} tells whether the source proves values against the state root. */
    SegmentFindings(BlockRange blocks, ProofLevel proofLevel, boolean provesStates) {
        this.blocks = blocks;
        this.proofLevel = proofLevel;
        this.provesStates = provesStates;
        if (blocks.first() == 0) {
            add(new Finding.Facts(new BlockRange(0, 0), List.of(), jumped(), Evidence.NONE));
        }
    }

    /** Notes that the state after a block was read. */
    void stateRead(long block) {
        if (blocks.contains(block)) {
            states.add(block);
        }
    }

    void unchanged(StateInterval interval) {
        boolean hidden = proofLevel == ProofLevel.PROVED && interval.mayHideAnAccount();
        add(new Finding.Facts(interval.blocks(), List.of(), hidden ? WITHOUT_ACCOUNT : jumped(), Evidence.NONE));
    }

    void visited(VisitedBlock visited) {
        long number = visited.after().number();
        if (visited.resets()) {
            reset.add(number);
        }
        if (!visited.isExplained() || !visited.areEffectsExplained()) {
            unexplained(number);
        }
        if (!visited.areWeightsKept()) {
            otherWeights.add(number);
        }
        var evidence = new Evidence(0, 0, 1, visited.moved(), visited.signed(), visited.effects());
        add(
                visited.finding() instanceof Finding.Facts facts
                        ? new Finding.Facts(facts.blocks(), facts.facts(), jumped(), evidence)
                        : visited.finding());
    }

    void unexplained(long number) {
        unexplained.add(number);
    }

    void scanned(BlockRange range, List<Finding> found) {
        scanned.add(range);
        found.forEach(finding -> add(
                finding instanceof Finding.Facts facts
                        ? new Finding.Facts(facts.blocks(), facts.facts(), SCAN, Evidence.NONE)
                        : finding));
    }

    private String jumped() {
        return proofLevel == ProofLevel.PROVED ? JUMP : WITHOUT_PROOF;
    }

    private void add(Finding finding) {
        findings.put(finding.blocks().first(), finding);
    }

    /** All of it; {@code boundaryHashes} are the hashes of the block before and of the last one, where they were looked at. */
    SegmentResult result(Map<Long, Hash> boundaryHashes) {
        List<Finding> all = merged().stream().map(this::withStates).toList();
        Evidence evidence = all.stream()
                .flatMap(finding ->
                        finding instanceof Finding.Facts facts ? Stream.of(facts.evidence()) : Stream.empty())
                .reduce(Evidence.NONE, Evidence::plus);
        return new SegmentResult(
                all,
                new Proof(
                        blocks,
                        proofLevel,
                        evidence,
                        new RangeSet(scanned),
                        reset,
                        List.copyOf(otherWeights),
                        List.of(),
                        List.copyOf(unexplained)),
                boundaryHashes);
    }

    /** A finding of blocks that were jumped over counts the states that were read in them. */
    private Finding withStates(Finding finding) {
        if (!(finding instanceof Finding.Facts facts) || facts.strategy().equals(SCAN)) {
            return finding;
        }
        Set<Long> looked =
                states.subSet(facts.blocks().first(), true, facts.blocks().last(), true);
        return new Finding.Facts(
                facts.blocks(),
                facts.facts(),
                facts.strategy(),
                facts.evidence().plus(new Evidence(looked.size(), provesStates ? looked.size() : 0, 0, 0, 0, 0)));
    }

    /** Neighbours with the same coverage word become one. */
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
                new BlockRange(before.blocks().first(), after.blocks().last()),
                facts,
                before.strategy(),
                before.evidence().plus(after.evidence()));
    }
}
