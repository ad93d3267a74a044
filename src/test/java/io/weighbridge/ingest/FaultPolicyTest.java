package io.weighbridge.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.schedulers.TestScheduler;
import io.weighbridge.ingest.FaultPolicy.Action;
import io.weighbridge.scale.DecodeException;
import io.weighbridge.source.SourceException;
import io.weighbridge.store.StoreException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class FaultPolicyTest {

    private final FaultPolicy policy = FaultPolicy.DEFAULT;

    @Test
    void retriesWhatPassesHoweverOften() {
        assertThat(policy.on(new SourceException.Transient("late"), 1000)).isEqualTo(Action.RETRY);
    }

    @Test
    void parksABlockAfterSoManyLies() {
        assertThat(policy.on(new SourceException.Untrusted("lie"), 4)).isEqualTo(Action.RETRY);
        assertThat(policy.on(new SourceException.Untrusted("lie"), 5)).isEqualTo(Action.PARK);
    }

    @Test
    void parksABlockThatCannotBeDecodedAtOnce() {
        assertThat(policy.on(DecodeException.of(DecodeException.Reason.INVALID, "no"), 1))
                .isEqualTo(Action.PARK);
        assertThat(policy.on(new IllegalStateException("a mistake of ours"), 1)).isEqualTo(Action.PARK);
    }

    @Test
    void stopsWhereOnlyTheOperatorCanHelp() {
        assertThat(policy.on(new SourceException.Pruned("gone"), 1)).isEqualTo(Action.STOP);
        assertThat(policy.on(new SourceException.Unusable("other chain"), 1)).isEqualTo(Action.STOP);
        assertThat(policy.on(new StoreException.InUse("by another"), 1)).isEqualTo(Action.STOP);
        assertThat(policy.on(new StackOverflowError(), 1)).isEqualTo(Action.STOP);
    }

    @Test
    void waitsTwiceAsLongEachTimeUpToAMinute() {
        assertThat(policy.waits().delay(1)).isEqualTo(Duration.ofMillis(500));
        assertThat(policy.waits().delay(2)).isEqualTo(Duration.ofSeconds(1));
        assertThat(policy.waits().delay(7)).isEqualTo(Duration.ofSeconds(32));
        assertThat(policy.waits().delay(8)).isEqualTo(Duration.ofMinutes(1));
        assertThat(policy.waits().delay(Integer.MAX_VALUE)).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void refusesAPolicyThatNeverWaits() {
        assertThatThrownBy(() -> new Backoff(Duration.ZERO, Duration.ofSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Backoff(Duration.ofSeconds(2), Duration.ofSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void countsLiesApartFromFaultsThatPass() {
        var timers = new TestScheduler();
        var asked = new AtomicInteger();
        var answer = Single.defer(() -> Single.error(
                        asked.incrementAndGet() <= 20
                                ? new SourceException.Transient("late")
                                : new SourceException.Untrusted("lie")))
                .compose(new Retries(policy, timers).retrying())
                .test();

        timers.advanceTimeBy(1, TimeUnit.HOURS);

        answer.assertError(SourceException.Untrusted.class);
        assertThat(asked).hasValue(25);
    }
}
