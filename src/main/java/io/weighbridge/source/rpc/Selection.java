package io.weighbridge.source.rpc;

import io.weighbridge.source.SourceException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Which endpoint a request goes to, and how long it has to wait for it. Called under the lock of its pool. */
final class Selection {

    /** Longer than any wait: something else will happen before. */
    static final Duration NEVER = Duration.ofDays(1);

    private final List<RpcEndpoint> endpoints;
    private boolean compared;

    Selection(List<RpcEndpoint> endpoints) {
        this.endpoints = endpoints;
    }

    /** The endpoints have been compared with each other. */
    void compared() {
        compared = true;
    }

    /** What becomes of a request now. */
    sealed interface Choice {

        /** It goes to that endpoint. */
        record Go(RpcEndpoint endpoint) implements Choice {}

        /** It waits for so long, or until a place is free. */
        record Later(Duration time) implements Choice {}

        /** No endpoint may be asked. */
        record Nowhere(SourceException fault) implements Choice {}
    }

    /** Whether any endpoint has a place for a request. */
    boolean anyPlace() {
        return endpoints.stream().anyMatch(RpcEndpoint::hasPlace);
    }

    Choice choose(PendingRequest pending) {
        List<RpcEndpoint> open = open(pending);
        if (open.isEmpty()) {
            return new Choice.Nowhere(new SourceException.Unusable("no endpoint can serve " + pending.method() + ": "
                    + endpoints.stream()
                            .map(endpoint -> endpoint.trust().reason())
                            .filter(reason -> !reason.isEmpty())
                            .collect(Collectors.joining("; "))));
        }
        List<RpcEndpoint> fit = open.stream().filter(one -> fits(one, pending)).toList();
        return best(fit.stream().anyMatch(Selection::isWell) ? fit : open);
    }

    /** Another endpoint that fits the request and could take it at once. */
    Optional<RpcEndpoint> spare(PendingRequest pending, RpcEndpoint first) {
        return open(pending).stream()
                .filter(one -> one != first && fits(one, pending) && isWell(one) && one.hasPlace())
                .filter(one -> one.budget().untilReady().isZero())
                .min(expectation());
    }

    /** The first that is well in the order given; of those that failed, the one that did so first. */
    RpcEndpoint toFollow(List<RpcEndpoint> failed) {
        Comparator<RpcEndpoint> order = Comparator.comparing(
                        (RpcEndpoint one) -> one.trust().kind() != EndpointTrust.Kind.SOUND)
                .thenComparing(failed::indexOf)
                .thenComparing(one -> one.health().untilUsable());
        return endpoints.stream().min(order).orElseThrow();
    }

    /**
     * Those that may be asked at all. Until they have been compared with each other it is only the first one that is well
     * and did not just fail this request: the order in which endpoints are given says whose chain is meant, and not who
     * answers first.
     */
    private List<RpcEndpoint> open(PendingRequest pending) {
        List<RpcEndpoint> open = endpoints.stream()
                .filter(one -> mayBeAsked(one) && !pending.isExhausted(one))
                .toList();
        if (compared || open.size() < 2) {
            return open;
        }
        return List.of(open.stream()
                .filter(one -> isWell(one) && !pending.failedLastAt(one))
                .findFirst()
                .orElseGet(() -> open.stream()
                        .min(Comparator.comparing(one -> one.health().untilUsable()))
                        .orElseThrow()));
    }

    /** Also one of another chain, after a while: what it serves is checked anew when it is connected to. */
    private static boolean mayBeAsked(RpcEndpoint endpoint) {
        return switch (endpoint.trust().kind()) {
            case SOUND, LAGGING -> true;
            case FOREIGN -> endpoint.health().untilUsable().isZero();
            case FORKED -> false;
        };
    }

    /** Whether it probably serves the request; one that is still connecting has enough to do with one. */
    private static boolean fits(RpcEndpoint endpoint, PendingRequest pending) {
        return endpoint.trust().usable()
                && endpoint.availability().has(pending)
                && !pending.failedLastAt(endpoint)
                && !endpoint.lacks(pending.method())
                && (endpoint.connected() || endpoint.inFlight() == 0);
    }

    private static boolean isWell(RpcEndpoint endpoint) {
        return endpoint.health().untilUsable().isZero() && !endpoint.budget().blocked();
    }

    private static Choice best(List<RpcEndpoint> candidates) {
        Optional<RpcEndpoint> ready = candidates.stream()
                .filter(one -> one.hasPlace() && untilReady(one).isZero())
                .min(expectation());
        if (ready.isPresent()) {
            return new Choice.Go(ready.get());
        }
        return new Choice.Later(candidates.stream()
                .filter(RpcEndpoint::hasPlace)
                .map(Selection::untilReady)
                .min(Comparator.naturalOrder())
                .orElse(NEVER));
    }

    private static Duration untilReady(RpcEndpoint endpoint) {
        Duration health = endpoint.health().untilUsable();
        Duration budget = endpoint.budget().untilReady();
        return health.compareTo(budget) > 0 ? health : budget;
    }

    /** Less is better: when an answer is to be expected. */
    private static Comparator<RpcEndpoint> expectation() {
        return Comparator.comparingDouble(one -> one.health().score() * (1 + one.inFlight()));
    }
}
