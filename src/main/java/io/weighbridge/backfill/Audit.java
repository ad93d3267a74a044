package io.weighbridge.backfill;

import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Single;
import io.weighbridge.backfill.jump.Proof;
import io.weighbridge.backfill.jump.ProofLevel;
import io.weighbridge.backfill.jump.SingleEndpoint;
import io.weighbridge.chain.BlockRange;
import io.weighbridge.chain.BlockRef;
import io.weighbridge.chain.RangeSet;
import io.weighbridge.ingest.Finding;
import io.weighbridge.ingest.Ingest;
import io.weighbridge.ingest.StateReader;
import io.weighbridge.store.FactQuery;
import io.weighbridge.store.Store.StoredFact;
import io.weighbridge.weights.RevealWindow;
import io.weighbridge.weights.WeightFact;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Reads covered blocks from the chain once more, as if nothing were stored, and compares the result with the store.
 * Writes nothing. Each audit runs once.
 */
public final class Audit {

    private final Ingest ingest;
    private final Strategy strategy;
    private final StateReader states;

    /** An audit that has not begun. */
    public Audit(Ingest ingest, Strategies strategy, List<SingleEndpoint> endpoints) {
        this.ingest = ingest;
        this.strategy = strategy.with(ingest, ProofLevel.PROVED, endpoints, PrunedBlocks.REFUSED);
        this.states = ingest.states();
    }

    /**
     * Audits the blocks of a range that are covered; fails as {@link Backfill#run} does.
     *
     * @param toTheEnd whether blocks after the last covered one are left out instead of being reported as uncovered
     */
    public Single<AuditResult> run(BlockRange range, boolean toTheEnd) {
        return ingest.bind().andThen(ingest.finalizedHead()).flatMap(head -> {
            BackfillException.NotFinalized.check(range, head);
            return ingest.lookUp(store -> store.coverage(ingest.tracked())).flatMap(covered -> {
                BlockRange asked = toTheEnd ? cut(range, covered) : range;
                return audited(asked, RangeSet.of(asked).intersect(covered), head);
            });
        });
    }

    private static BlockRange cut(BlockRange range, RangeSet covered) {
        long last = covered.intersect(RangeSet.of(range)).last().orElse(range.last());
        return new BlockRange(range.first(), last);
    }

    private Single<AuditResult> audited(BlockRange asked, RangeSet covered, BlockRef head) {
        var facts = new ArrayList<WeightFact>();
        return Flowable.fromIterable(covered.ranges())
                .concatMap(range -> strategy.findings(range, head), 1)
                .concatMap(
                        finding -> {
                            if (finding instanceof Finding.Facts found) {
                                facts.addAll(found.facts());
                            }
                            return compared(finding);
                        },
                        1)
                .toList()
                .map(found -> {
                    var all = new ArrayList<Disagreement>(found);
                    strategy.proofs().forEach(proof -> all.addAll(doubts(proof)));
                    all.sort(Comparator.comparingLong(Disagreement::block));
                    return new AuditResult(
                            asked, RangeSet.of(asked).minus(covered), facts.size(), strategy.proofs(), all);
                });
    }

    private static List<Disagreement> doubts(Proof proof) {
        var doubts = new ArrayList<Disagreement>();
        proof.unexplained().forEach(block -> doubts.add(new Disagreement.Contradiction(block)));
        proof.otherWeights().forEach(block -> doubts.add(new Disagreement.OtherWeights(block)));
        return doubts;
    }

    private Flowable<Disagreement> compared(Finding finding) {
        if (finding instanceof Finding.Unreadable unreadable) {
            return Flowable.just(new Disagreement.Unreadable(unreadable.block(), unreadable.reason()));
        }
        List<WeightFact> chain = ((Finding.Facts) finding).facts();
        return ingest.lookUp(store -> store.facts(FactQuery.of(ingest.tracked(), finding.blocks())))
                .flatMapPublisher(stored -> {
                    Map<Place, WeightFact> here =
                            byPlace(stored.stream().map(StoredFact::fact).toList());
                    Map<Place, WeightFact> there = byPlace(chain);
                    return Flowable.fromIterable(differences(here, there))
                            .concatWith(Flowable.fromIterable(here.entrySet())
                                    .filter(entry -> !there.containsKey(entry.getKey()))
                                    .concatMap(entry -> unseen(entry.getValue()), 1));
                });
    }

    private static List<Disagreement> differences(Map<Place, WeightFact> here, Map<Place, WeightFact> there) {
        var found = new ArrayList<Disagreement>();
        there.forEach((place, chain) -> {
            WeightFact stored = here.get(place);
            if (stored == null) {
                found.add(new Disagreement.Missing(chain));
            } else if (!agree(stored, chain)) {
                found.add(new Disagreement.Different(stored, chain));
            }
        });
        return found;
    }

    /** Reads the block of a stored fact that was not found: a jump does not find failed calls that others signed. */
    private Flowable<Disagreement> unseen(WeightFact stored) {
        return states.block(stored.block().number())
                .flatMap(block -> states.visit(block, runtime -> List.of()))
                .flatMapPublisher(read -> {
                    if (read.finding() instanceof Finding.Unreadable unreadable) {
                        return Flowable.just(new Disagreement.Unreadable(unreadable.block(), unreadable.reason()));
                    }
                    return ((Finding.Facts) read.finding())
                            .facts().stream()
                                    .filter(fact -> fact.position().equals(stored.position()))
                                    .findFirst()
                                    .map(chain -> agree(stored, chain)
                                            ? Flowable.<Disagreement>empty()
                                            : Flowable.<Disagreement>just(new Disagreement.Different(stored, chain)))
                                    .orElseGet(() -> Flowable.just(new Disagreement.Extra(stored)));
                });
    }

    private static Map<Place, WeightFact> byPlace(List<WeightFact> facts) {
        return facts.stream()
                .collect(Collectors.toMap(
                        fact -> new Place(fact.block().number(), fact.position().text()),
                        Function.identity(),
                        (first, second) -> first,
                        LinkedHashMap::new));
    }

    /** Whether two facts are the same, except for a reveal window that an older version of the program did not read. */
    private static boolean agree(WeightFact stored, WeightFact chain) {
        return stored.equals(chain)
                || (stored.payload().window() == RevealWindow.Unknown.UNKNOWN && stored.equals(withoutWindow(chain)));
    }

    private static WeightFact withoutWindow(WeightFact fact) {
        return fact.with(fact.outcome(), fact.payload().within(RevealWindow.Unknown.UNKNOWN));
    }

    /** Identifies a fact by number and position, whatever the hash of its block. */
    private record Place(long block, String position) {}
}
