package io.weighbridge.source.rpc;

import io.reactivex.rxjava3.schedulers.TestScheduler;
import io.weighbridge.source.Lane;
import io.weighbridge.source.SourceException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RetryDecisionTest {

    private static final RetryPolicy POLICY =
            new RetryPolicy(Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofSeconds(60), 0, 3, 2);
    private final SourceException passing = new SourceException.Transient("busy");
    private final SourceException lasting = new SourceException.Unusable("no such method");

    private final TestScheduler time = new TestScheduler();

    private final RpcEndpoint one = TestSources.endpoint(1, time);
    private final RpcEndpoint two = TestSources.endpoint(2, time);
    private final PendingRequest pending = new PendingRequest(Lane.LIVE, "chain_getHeader", BlockAvailability.UNKNOWN);

    private static FailedAttempt failed(RpcEndpoint endpoint, SourceException fault) {
        return new FailedAttempt(endpoint, Result.ERROR, fault);
    }

    private RetryDecision retries(int endpoints) {
        return new RetryDecision(POLICY, TestSources.environment(time), endpoints);
    }

    @Test
    void aRequestsDelaysGrowUntilTheLastAttempt() {
        RetryDecision retries = retries(1);
        var first = retries.afterRequest(pending, failed(one, passing)).test();
        var second = retries.afterRequest(pending, failed(one, passing)).test();
        time.advanceTimeBy(1, TimeUnit.SECONDS);
        first.assertValueCount(1);
        second.assertEmpty();
        time.advanceTimeBy(1, TimeUnit.SECONDS);
        second.assertValueCount(1);
        retries.afterRequest(pending, failed(one, passing))
                .test()
                .assertError(fault -> String.valueOf(fault.getMessage()).equals("busy (tried 3 times)"));
    }

    @Test
    void aLastingFaultGoesToEachEndpointOnceAtOnce() {
        RetryDecision retries = retries(2);
        retries.afterRequest(pending, failed(one, lasting)).test().assertValueCount(1);
        retries.afterRequest(pending, failed(two, lasting)).test().assertError(lasting);
    }

    @Test
    void ofWhatSeveralEndpointsSayTheCallerHearsTheWorst() {
        var lie = new SourceException.Untrusted("another root");
        RetryDecision retries = retries(2);
        retries.afterRequest(pending, failed(one, lie)).test().assertValueCount(1);
        retries.afterRequest(pending, failed(two, lasting)).test().assertError(lie);
    }

    @Test
    void aFaultThatPassesGoesToAnotherEndpointAtOnce() {
        retries(2).afterRequest(pending, failed(one, passing)).test().assertValueCount(1);
    }

    @Test
    void beingAskedTooMuchIsNeverAFault() {
        RetryDecision retries = retries(1);
        for (int refusal = 0; refusal < 9; refusal++) {
            var again = retries.afterRequest(pending, new FailedAttempt(one, Result.THROTTLED, passing))
                    .test();
            time.advanceTimeBy(60, TimeUnit.SECONDS);
            again.assertValueCount(1);
        }
    }

    @Test
    void anythingElseIsNotTriedAgain() {
        var bug = new IllegalStateException("a bug");
        retries(3).afterRequest(pending, bug).test().assertError(bug);
        retries(3).afterSubscription(bug).test().assertError(bug);
    }

    @Test
    void aSubscriptionIsMadeAgainWithoutEnd() {
        RetryDecision retries = retries(1);
        for (int failure = 0; failure < 1000; failure++) {
            retries.afterSubscription(passing).test().assertNoErrors();
        }
    }

    @Test
    void aSubscriptionThatWorkedBeginsWithTheShortestDelayAgain() {
        RetryDecision retries = retries(1);
        for (int failure = 0; failure < 5; failure++) {
            retries.afterSubscription(passing).test().assertEmpty();
        }
        retries.succeeded();
        var again = retries.afterSubscription(passing).test();
        time.advanceTimeBy(1, TimeUnit.SECONDS);
        again.assertValueCount(1);
    }

    @Test
    void aSubscriptionEndsWhenEveryEndpointInTurnIsUnusable() {
        RetryDecision retries = retries(2);
        retries.afterSubscription(lasting).test().assertNoErrors();
        retries.afterSubscription(passing).test().assertNoErrors();
        retries.afterSubscription(lasting).test().assertNoErrors();
        retries.afterSubscription(lasting).test().assertError(lasting);
    }
}
