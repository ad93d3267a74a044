package io.weighbridge.backfill.jump;

import static io.weighbridge.backfill.jump.SnapshotBuilder.HOTKEY;
import static io.weighbridge.backfill.jump.SnapshotBuilder.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.weighbridge.runtime.Value;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StateIntervalTest {

    private static final RequestCosts COSTS = new RequestCosts(1);

    @Test
    void isQuietWhereNothingChanged() {
        assertThat(action(at(100).nonce(50), at(500).nonce(50))).isEqualTo(SearchAction.Skip.SKIP);
    }

    @Test
    void visitsTheNewestUpdate() {
        assertThat(action(at(100).nonce(50).updates(90, 80), at(500).nonce(52).updates(210, 333)))
                .isEqualTo(new SearchAction.Visit(333));
    }

    @Test
    void visitsTheBlockOfARegistration() {
        assertThat(action(at(100).unregistered().nonce(50), at(500).nonce(50).registered(222)))
                .isEqualTo(new SearchAction.Visit(222));
    }

    @Test
    void looksBetweenWhereANonceWentUpWithoutAnUpdate() {
        assertThat(action(at(100).nonce(50), at(500).nonce(51))).isEqualTo(new SearchAction.Bisect(300));
    }

    @Test
    void visitsASingleBlockThatDiffers() {
        assertThat(action(at(100).nonce(50), at(101).nonce(51))).isEqualTo(new SearchAction.Visit(101));
    }

    @Test
    void looksBetweenWhereAnotherUidHoldsTheSameUpdate() {
        assertThat(action(at(100).nonce(50).uid(9), at(500).nonce(50).uid(4))).isEqualTo(new SearchAction.Bisect(300));
    }

    @Test
    void looksBetweenWhereOnlyTheWeightsChanged() {
        assertThat(action(at(100).nonce(50), at(500).nonce(50).weights("04"))).isEqualTo(new SearchAction.Bisect(300));
    }

    @Test
    void looksBetweenWhereADelegateCame() {
        assertThat(action(at(100).nonce(50), at(500).nonce(50).delegate(3))).isEqualTo(new SearchAction.Bisect(300));
    }

    @Test
    void looksBetweenWhereADelegateSigned() {
        assertThat(action(at(100).nonce(50).delegate(3), at(500).nonce(50).delegate(4)))
                .isEqualTo(new SearchAction.Bisect(300));
    }

    @Test
    void goesWhereAnUpdateElsewhereExplainsASignature() {
        assertThat(action(at(100).nonce(50).elsewhere(20), at(500).nonce(51).elsewhere(444)))
                .isEqualTo(new SearchAction.Visit(444));
    }

    @Test
    void doesNotCareForUpdatesElsewhereThatNoTrackedAccountSigned() {
        assertThat(action(at(100).nonce(50).elsewhere(20), at(500).nonce(50).elsewhere(444)))
                .isEqualTo(SearchAction.Skip.SKIP);
    }

    @Test
    void scansWhereTooMuchWasSigned() {
        assertThat(action(at(100).nonce(50), at(200).nonce(140))).isEqualTo(new SearchAction.Scan("dense"));
        assertThat(action(at(100).nonce(50), at(200).nonce(130).updates(180, 0)))
                .isEqualTo(new SearchAction.Scan("dense"));
    }

    @Test
    void scansLessWhereHashesAreCheap() {
        StateInterval dense = interval(at(100).nonce(50), at(200).nonce(132).updates(180, 0));

        assertThat(dense.action(new LearnedDelays(), new RequestCosts(1))).isEqualTo(new SearchAction.Scan("dense"));
        assertThat(dense.action(new LearnedDelays(), new RequestCosts(0.1))).isEqualTo(new SearchAction.Visit(180));
    }

    @Test
    void looksBetweenWhereANonceFell() {
        assertThat(action(at(100).nonce(50), at(500).nonce(3))).isEqualTo(new SearchAction.Bisect(300));
    }

    @Test
    void doesNotBelieveInALowBalanceThatIsTheSameAgain() {
        assertThat(action(at(100).nonce(1).low(), at(500).nonce(1).low()))
                .isEqualTo(new SearchAction.Scan("the account may have ended"));
        assertThat(action(at(100).nonce(5).low(), at(500).nonce(5).low())).isEqualTo(new SearchAction.Bisect(300));
        assertThat(action(at(100).nonce(5).low(), at(104).nonce(5).low())).isEqualTo(SearchAction.Skip.SKIP);
        assertThat(action(at(100).nonce(8).low(), at(500).nonce(8).low())).isEqualTo(SearchAction.Skip.SKIP);
    }

    @Test
    void doesNotBelieveInABalanceThatChangedWhileTheNonceIsSmall() {
        assertThat(action(at(100).nonce(50).balance("01"), at(500).nonce(50).balance("02")))
                .isEqualTo(new SearchAction.Bisect(300));
        assertThat(action(at(100).nonce(50).balance("01"), at(149).nonce(50).balance("02")))
                .isEqualTo(SearchAction.Skip.SKIP);
    }

    @Test
    void saysWhereThereWasNoAccountOnEitherSide() {
        StateInterval none = interval(at(100).absent(), at(500).absent());

        assertThat(none.action(new LearnedDelays(), COSTS)).isEqualTo(SearchAction.Skip.SKIP);
        assertThat(none.mayHideAnAccount()).isTrue();
        assertThat(interval(at(100).absent(), at(500).nonce(2)).mayHideAnAccount())
                .isFalse();
    }

    @Test
    void saysWhereFewExtrinsicsCouldHaveBeenSignedOnceMore() {
        assertThat(interval(at(100).nonce(7), at(500).nonce(7)).mayHideAnAccount())
                .isTrue();
        assertThat(interval(at(100).nonce(8), at(500).nonce(8)).mayHideAnAccount())
                .isFalse();
        assertThat(interval(at(100).nonce(7), at(105).nonce(7)).mayHideAnAccount())
                .isFalse();
    }

    @Test
    void visitsTheBlockInWhichARevealIsDueWhereTheBeaconIsAheadOfIt() {
        SearchAction action =
                action(at(150).timelockedCommits(1, 700).schedule(numbered(800)), at(450).schedule(numbered(2000)));

        // Epoch 2 of netuid 7 begins in block 2 · 100 − 7 − 1.
        assertThat(action).isEqualTo(new SearchAction.Guess(192));
    }

    @Test
    void visitsTheBlockWhoseParentKnowsTheRound() {
        SearchAction action =
                action(at(150).timelockedCommits(1, 1200).schedule(numbered(1000)), at(450).schedule(numbered(2200)));

        // Four rounds a block: 1200 is known after block 200.
        assertThat(action).isEqualTo(new SearchAction.Guess(201));
    }

    @Test
    void visitsTheBlockInWhichACommitIsDroppedWhoseRoundNeverCame() {
        SearchAction action =
                action(at(150).timelockedCommits(1, 99_999).schedule(numbered(1000)), at(450).schedule(numbered(2200)));

        assertThat(action).isEqualTo(new SearchAction.Guess(292));
    }

    @Test
    void looksForARevealWhereACountedEpochIsDue() {
        var schedule = new EpochSchedule(100, 1, 42, true, 230, 5000);
        SearchAction action = action(
                at(150).timelockedCommits(41, 700).schedule(new EpochSchedule(100, 1, 41, true, 130, 4000)),
                at(300).schedule(schedule));

        assertThat(action).isEqualTo(new SearchAction.Guess(230));
    }

    @Test
    void looksBetweenOnceItsGuessesWereWrong() {
        StateInterval interval =
                interval(at(150).timelockedCommits(1, 700).schedule(numbered(800)), at(450).schedule(numbered(2000)));
        var wrong = new StateInterval(interval.before(), interval.after(), Set.of(HOTKEY), 2);

        assertThat(wrong.action(new LearnedDelays(), COSTS)).isInstanceOf(SearchAction.Bisect.class);
    }

    @Test
    void looksForARevealInItsWindow() {
        SearchAction action = action(at(100).hashCommits(300, 340), at(500).nonce(51));

        assertThat(((SearchAction.Bisect) action).block()).isBetween(305L, 335L);
    }

    @Test
    void visitsTheBlockInWhichRevealsUsedToCome() {
        var delays = new LearnedDelays();
        for (int i = 0; i < 12; i++) {
            delays.add(LearnedDelays.Kind.REVEAL, 7);
        }

        assertThat(interval(at(100).hashCommits(300, 340), at(500).nonce(51)).action(delays, COSTS))
                .isEqualTo(new SearchAction.Guess(307));
    }

    @Test
    void seesThatACommitByHashIsGoneThoughNobodyThatIsKnownSigned() {
        assertThat(action(at(100).hashCommits(300, 340), at(500))).isNotEqualTo(SearchAction.Skip.SKIP);
    }

    @Test
    void visitsTheBlockOfAnOldCommitByHash() {
        var old = new Value.Items(List.of(new Value.Int(1), new Value.Int(222)));

        assertThat(action(at(100), at(500).hashCommits(old))).isEqualTo(new SearchAction.Visit(222));
    }

    private static EpochSchedule numbered(long drandRound) {
        return new EpochSchedule(99, 1, 1, false, 0, drandRound);
    }

    private static SearchAction action(SnapshotBuilder before, SnapshotBuilder after) {
        return interval(before, after).action(new LearnedDelays(), COSTS);
    }

    private static StateInterval interval(SnapshotBuilder before, SnapshotBuilder after) {
        return new StateInterval(before.snapshot(), after.snapshot(), Set.of(HOTKEY));
    }
}
