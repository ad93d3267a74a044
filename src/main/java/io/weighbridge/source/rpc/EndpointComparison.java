package io.weighbridge.source.rpc;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.disposables.Disposable;
import io.reactivex.rxjava3.subjects.CompletableSubject;
import io.weighbridge.chain.BlockRef;
import io.weighbridge.chain.Hash;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/**
 * Compares the endpoints of a source with each other, from the first request on and every two minutes: which lags behind,
 * which has another finalized block than the others at the same number, and, once, which keeps old states. Costs each
 * endpoint three or four requests a time, out of its budget, and a few more where one fails by chance; where there is one
 * endpoint only, there is nothing to compare.
 */
final class EndpointComparison {

    private static final Duration EVERY = Duration.ofMinutes(2);

    /** An endpoint may be behind by what is finalized at once. */
    private static final long MAY_LAG = 10;

    /** Nobody who waits for the first round waits longer, for an endpoint may not answer at all. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final List<RpcEndpoint> endpoints;
    private final Runnable compared;
    private final ChainIdentity chain;
    private final RetryPolicy retry;
    private final Environment environment;
    private final AtomicBoolean begun = new AtomicBoolean();
    private final CompletableSubject firstRound = CompletableSubject.create();
    private volatile List<Said> heads = List.of();
    private volatile Disposable rounds = Disposable.disposed();

    /** @param compared told each time when a round is over */
    EndpointComparison(
            List<RpcEndpoint> endpoints,
            Runnable compared,
            ChainIdentity chain,
            RetryPolicy retry,
            Environment environment) {
        this.compared = compared;
        this.endpoints = endpoints;
        this.chain = chain;
        this.retry = retry;
        this.environment = environment;
    }

    /** Begins, if it has not and there is something to compare. */
    void begin() {
        if (endpoints.size() > 1 && chain.genesis().isPresent() && begun.compareAndSet(false, true)) {
            rounds = Flowable.interval(0, EVERY.toMillis(), TimeUnit.MILLISECONDS, environment.timer())
                    .onBackpressureDrop()
                    .concatMapCompletable(tick -> round(), 1)
                    .subscribe();
        }
    }

    /**
     * The highest finalized head of the endpoints that agree with each other, once they were compared; none where there is
     * nothing to compare, or it takes too long.
     */
    Maybe<BlockRef> highest() {
        if (endpoints.size() < 2) {
            return Maybe.empty();
        }
        return Completable.fromAction(this::begin)
                .andThen(firstRound.timeout(
                        PATIENCE.toMillis(), TimeUnit.MILLISECONDS, environment.timer(), Completable.complete()))
                .doOnComplete(firstRound::onComplete)
                .andThen(Maybe.defer(() -> Maybe.fromOptional(highestHead())));
    }

    private Optional<BlockRef> highestHead() {
        return heads.stream()
                .filter(said -> said.endpoint().trust().kind() == EndpointTrust.Kind.SOUND)
                .map(Said::block)
                .max(Comparator.comparingLong(BlockRef::number));
    }

    /** Ends it. */
    void close() {
        begun.set(true);
        rounds.dispose();
    }

    /** What one endpoint says. */
    private record Said(RpcEndpoint endpoint, BlockRef block) {}

    private Completable round() {
        return each(endpoints.stream().filter(EndpointComparison::isToBeAsked).toList(), EndpointComparison::head)
                .doOnSuccess(told -> heads = told)
                .flatMap(all -> {
                    long newest = all.stream()
                            .mapToLong(said -> said.block().number())
                            .max()
                            .orElse(0);
                    List<RpcEndpoint> present = all.stream()
                            .filter(said -> !lags(said, newest))
                            .map(Said::endpoint)
                            .toList();
                    long common = all.stream()
                            .filter(said -> !lags(said, newest))
                            .mapToLong(said -> said.block().number())
                            .min()
                            .orElse(0);
                    return each(present, endpoint -> at(endpoint, common));
                })
                .doOnSuccess(EndpointComparison::judge)
                .doFinally(() -> {
                    compared.run();
                    firstRound.onComplete();
                })
                .flatMapCompletable(
                        present -> Flowable.fromIterable(present).flatMapCompletable(said -> depth(said.endpoint())))
                .onErrorComplete();
    }

    /** One of another chain is left alone for a while. */
    private static boolean isToBeAsked(RpcEndpoint endpoint) {
        return endpoint.trust().kind() != EndpointTrust.Kind.FOREIGN
                || endpoint.health().untilUsable().isZero();
    }

    /** What they say, in the order in which the endpoints were given. */
    private Single<List<Said>> each(List<RpcEndpoint> some, Function<RpcEndpoint, Maybe<Said>> question) {
        return Flowable.fromIterable(some)
                .concatMapEager(endpoint -> question.apply(endpoint)
                        .retryWhen(this::whatPasses)
                        .onErrorComplete()
                        .toFlowable())
                .toList();
    }

    private Flowable<?> whatPasses(Flowable<Throwable> faults) {
        var retries = new RetryDecision(retry, environment, 1);
        return faults.concatMap(retries::afterComparison);
    }

    private static Maybe<Said> head(RpcEndpoint endpoint) {
        return endpoint.ask(Requests.finalizedHead())
                .flatMap(hash -> endpoint.ask(Requests.header(hash, true))
                        .map(header -> new BlockRef(header.orElseThrow().number(), hash)))
                .doOnSuccess(head -> endpoint.availability().head(head.number()))
                .map(head -> new Said(endpoint, head))
                .toMaybe();
    }

    private static Maybe<Said> at(RpcEndpoint endpoint, long number) {
        return endpoint.ask(Requests.blockHash(number))
                .mapOptional(found -> found.map(hash -> new Said(endpoint, new BlockRef(number, hash))));
    }

    private static boolean lags(Said said, long newest) {
        boolean lags = said.block().number() < newest - MAY_LAG;
        if (lags) {
            said.endpoint()
                    .judge(new EndpointTrust(
                            EndpointTrust.Kind.LAGGING,
                            said.endpoint().name() + " lags: its finalized head is "
                                    + said.block().number() + ", others have " + newest));
        }
        return lags;
    }

    /** The block that most have is right; of as many, the one of the endpoint that was given first. */
    private static void judge(List<Said> all) {
        Map<Hash, Integer> votes = new LinkedHashMap<>();
        all.forEach(said -> votes.merge(said.block().hash(), 1, Integer::sum));
        votes.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .ifPresent(right -> all.forEach(said -> said.endpoint().judge(verdict(said, right))));
    }

    private static EndpointTrust verdict(Said said, Hash right) {
        return said.block().hash().equals(right)
                ? EndpointTrust.SOUND
                : new EndpointTrust(
                        EndpointTrust.Kind.FORKED,
                        said.endpoint().name() + " is on another fork: finalized block "
                                + said.block().number() + " is " + said.block().hash() + " there, "
                                + right + " elsewhere; it is not used");
    }

    /** Whether the first state is there tells an archive node from any other. */
    private Completable depth(RpcEndpoint endpoint) {
        if (endpoint.availability().depthKnown()) {
            return Completable.complete();
        }
        return endpoint.ask(Requests.blockHash(1))
                .mapOptional(hash -> hash)
                .flatMapCompletable(hash -> endpoint.ask(Requests.runtimeVersion(hash))
                        .doOnSuccess(version -> endpoint.availability().served(1))
                        .ignoreElement())
                .retryWhen(this::whatPasses)
                .onErrorResumeNext(fault -> {
                    if (fault instanceof FailedAttempt failed && failed.result() == Result.PRUNED) {
                        endpoint.availability().pruned(1);
                    }
                    return Completable.complete();
                });
    }
}
