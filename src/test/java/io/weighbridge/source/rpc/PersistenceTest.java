package io.weighbridge.source.rpc;

import io.reactivex.rxjava3.schedulers.TestScheduler;
import io.weighbridge.source.Lane;
import io.weighbridge.source.SourceException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PersistenceTest {

    private static final RetryPolicy POLICY =
            new RetryPolicy(Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofSeconds(60), 0, 3, 2);
    private final SourceException passing = new SourceException.Transient("busy");
    private final SourceException lasting = new SourceException.Unusable("no such method");

    private final TestScheduler time = new TestScheduler();

    private final RpcEndpoint one = TestSources.endpoint(1, time);
    private final RpcEndpoint two = TestSources.endpoint(2, time);
    private final Errand errand = new Errand(Lane.LIVE, "chain_getHeader", Reach.UNKNOWN);

    private static FailedAttempt failed(RpcEndpoint endpoint, SourceException fault) {
        return new FailedAttempt(endpoint, Result.ERROR, fault);
    }

    private Persistence persistence(int endpoints) {
        return new Persistence(POLICY, TestSources.environment(time), endpoints);
    }

    @Test
    void aRequestsDelaysGrowUntilTheLastAttempt() {
        Persistence persistence = persistence(1);
        var first = persistence.afterRequest(errand, failed(one, passing)).test();
        var second = persistence.afterRequest(errand, failed(one, passing)).test();
        time.advanceTimeBy(1, TimeUnit.SECONDS);
        first.assertValueCount(1);
        second.assertEmpty();
        time.advanceTimeBy(1, TimeUnit.SECONDS);
        second.assertValueCount(1);
        persistence
                .afterRequest(errand, failed(one, passing))
                .test()
                .assertError(fault -> String.valueOf(fault.getMessage()).equals("busy (tried 3 times)"));
    }

    @Test
    void aLastingFaultGoesToEachEndpointOnceAtOnce() {
        Persistence persistence = persistence(2);
        persistence.afterRequest(errand, failed(one, lasting)).test().assertValueCount(1);
        persistence.afterRequest(errand, failed(two, lasting)).test().assertError(lasting);
    }

    @Test
    void ofWhatSeveralEndpointsSayTheCallerHearsTheWorst() {
        var lie = new SourceException.Untrusted("another root");
        Persistence persistence = persistence(2);
        persistence.afterRequest(errand, failed(one, lie)).test().assertValueCount(1);
        persistence.afterRequest(errand, failed(two, lasting)).test().assertError(lie);
    }

    @Test
    void aFaultThatPassesGoesToAnotherEndpointAtOnce() {
        persistence(2).afterRequest(errand, failed(one, passing)).test().assertValueCount(1);
    }

    @Test
    void beingAskedTooMuchIsNeverAFault() {
        Persistence persistence = persistence(1);
        for (int refusal = 0; refusal < 9; refusal++) {
            var again = persistence
                    .afterRequest(errand, new FailedAttempt(one, Result.THROTTLED, passing))
                    .test();
            time.advanceTimeBy(60, TimeUnit.SECONDS);
            again.assertValueCount(1);
        }
    }

    @Test
    void anythingElseIsNotTriedAgain() {
        var bug = new IllegalStateException("a bug");
        persistence(3).afterRequest(errand, bug).test().assertError(bug);
        persistence(3).afterSubscription(bug).test().assertError(bug);
    }

    @Test
    void aSubscriptionIsMadeAgainWithoutEnd() {
        Persistence persistence = persistence(1);
        for (int failure = 0; failure < 1000; failure++) {
            persistence.afterSubscription(passing).test().assertNoErrors();
        }
    }

    @Test
    void aSubscriptionThatWorkedBeginsWithTheShortestDelayAgain() {
        Persistence persistence = persistence(1);
        for (int failure = 0; failure < 5; failure++) {
            persistence.afterSubscription(passing).test().assertEmpty();
        }
        persistence.succeeded();
        var again = persistence.afterSubscription(passing).test();
        time.advanceTimeBy(1, TimeUnit.SECONDS);
        again.assertValueCount(1);
    }

    @Test
    void aSubscriptionEndsWhenEveryEndpointInTurnIsUnusable() {
        Persistence persistence = persistence(2);
        persistence.afterSubscription(lasting).test().assertNoErrors();
        persistence.afterSubscription(passing).test().assertNoErrors();
        persistence.afterSubscription(lasting).test().assertNoErrors();
        persistence.afterSubscription(lasting).test().assertError(lasting);
    }
}
