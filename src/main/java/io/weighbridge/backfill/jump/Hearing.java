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

/** Finds out which of several endpoints can be believed, where together they contradict themselves. */
final class Hearing {

    private static final Logger LOG = LoggerFactory.getLogger(Hearing.class);

    private Hearing() {}

    /**
     * What those tell alone who do not contradict themselves; nothing where nobody does not, or where they tell different
     * things.
     *
     * @param report what a source tells
     */
    static Maybe<Report> of(List<Witness> witnesses, Function<ChainSource, Single<Report>> report) {
        return Flowable.fromIterable(witnesses)
                .concatMapSingle(witness -> heard(witness, report))
                .toList()
                .mapOptional(Hearing::believed);
    }

    private static Single<Testimony> heard(Witness witness, Function<ChainSource, Single<Report>> report) {
        return Single.defer(() -> report.apply(witness.source()))
                .map(told -> new Testimony(witness.name(), List.of(told)))
                .onErrorResumeNext(fault -> fault instanceof SourceException || fault instanceof DecodeException
                        ? Single.just(new Testimony(witness.name(), List.of()))
                        : Single.error(fault));
    }

    private static Optional<Report> believed(List<Testimony> all) {
        List<Report> sound = all.stream().flatMap(Testimony::sound).toList();
        if (sound.isEmpty() || sound.stream().map(Hearing::facts).distinct().count() > 1) {
            return Optional.empty();
        }
        Report first = sound.get(0);
        List<String> liars = all.stream()
                .filter(testimony -> testimony.sound().findAny().isEmpty()
                        && !testimony.told().isEmpty())
                .map(Testimony::name)
                .toList();
        LOG.warn(
                "blocks {}: {} contradicted itself, so others were asked",
                first.proof().blocks(),
                liars.isEmpty() ? "an endpoint that then told the truth" : String.join(" and ", liars));
        return Optional.of(new Report(first.findings(), first.proof().distrusting(liars), first.boundaryHashes()));
    }

    private static List<WeightFact> facts(Report report) {
        return report.findings().stream()
                .flatMap(finding -> finding instanceof Finding.Facts facts ? facts.facts().stream() : Stream.empty())
                .toList();
    }

    /** What a witness told: one report, or none where it could not. */
    private record Testimony(String name, List<Report> told) {

        Stream<Report> sound() {
            return told.stream().filter(report -> report.proof().holds());
        }
    }
}
