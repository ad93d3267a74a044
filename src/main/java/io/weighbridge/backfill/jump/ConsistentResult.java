package io.weighbridge.backfill.jump;

import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.Single;
import io.weighbridge.ingest.Finding;
import io.weighbridge.scale.DecodeException;
import io.weighbridge.source.ChainSource;
import io.weighbridge.source.SourceException;
import io.weighbridge.weights.WeightFact;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the endpoints to believe, after their common answers contradicted themselves. */
final class ConsistentResult {

    private static final Logger LOG = LoggerFactory.getLogger(ConsistentResult.class);

    private ConsistentResult() {}

    /**
     * The result of the endpoints that do not contradict themselves; empty if there is none, or if their results
     * differ.
     *
     * @param result makes the result of one source
     */
    static Maybe<SegmentResult> of(
            List<SingleEndpoint> endpoints, Function<ChainSource, Single<SegmentResult>> result) {
        return Flowable.fromIterable(endpoints)
                .concatMapSingle(endpoint -> asked(endpoint, result))
                .toList()
                .mapOptional(ConsistentResult::agreed);
    }

    private static Single<Answer> asked(SingleEndpoint endpoint, Function<ChainSource, Single<SegmentResult>> result) {
        return Single.defer(() -> result.apply(endpoint.source()))
                .map(told -> new Answer(endpoint.name(), List.of(told)))
                .onErrorResumeNext(fault -> fault instanceof SourceException || fault instanceof DecodeException
                        ? Single.just(new Answer(endpoint.name(), List.of()))
                        : Single.error(fault));
    }

    private static Optional<SegmentResult> agreed(List<Answer> all) {
        List<SegmentResult> consistent =
                all.stream().flatMap(Answer::consistent).toList();
        if (consistent.isEmpty()
                || consistent.stream().map(ConsistentResult::facts).distinct().count() > 1) {
            return Optional.empty();
        }
        SegmentResult first = consistent.get(0);
        List<String> contradictory = all.stream()
                .filter(answer -> answer.consistent().findAny().isEmpty()
                        && !answer.told().isEmpty())
                .map(Answer::name)
                .toList();
        LOG.warn(
                "blocks {}: {} contradicted itself, so others were asked",
                first.proof().blocks(),
                contradictory.isEmpty() ? "an endpoint that then told the truth" : String.join(" and ", contradictory));
        return Optional.of(
                new SegmentResult(first.findings(), first.proof().distrusting(contradictory), first.boundaryHashes()));
    }

    private static List<WeightFact> facts(SegmentResult result) {
        return result.findings().stream()
                .flatMap(finding -> finding instanceof Finding.Facts facts ? facts.facts().stream() : Stream.empty())
                .toList();
    }

    /** The result of one endpoint; none if it could not give one. */
    private record Answer(String name, List<SegmentResult> told) {

        Stream<SegmentResult> consistent() {
            return told.stream().filter(result -> result.proof().holds());
        }
    }
}
