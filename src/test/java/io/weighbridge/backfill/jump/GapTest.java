package io.weighbridge.backfill.jump;

import static io.weighbridge.backfill.jump.SnapshotBuilder.HOTKEY;
import static io.weighbridge.backfill.jump.SnapshotBuilder.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.weighbridge.runtime.Value;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GapTest {

    private static final Costs COSTS = new Costs(1);

    @Test
    void isQuietWhereNothingChanged() {
        assertThat(verdict(at(100).nonce(50), at(500).nonce(50))).isEqualTo(Verdict.Quiet.QUIET);
    }

    @Test
    void visitsTheNewestUpdate() {
        assertThat(verdict(at(100).nonce(50).updates(90, 80), at(500).nonce(52).updates(210, 333)))
                .isEqualTo(new Verdict.Visit(333));
    }

    @Test
    void visitsTheBlockOfARegistration() {
        assertThat(verdict(at(100).unregistered().nonce(50), at(500).nonce(50).registered(222)))
                .isEqualTo(new Verdict.Visit(222));
    }

    @Test
    void looksBetweenWhereANonceWentUpWithoutAnUpdate() {
        assertThat(verdict(at(100).nonce(50), at(500).nonce(51))).isEqualTo(new Verdict.Split(300));
    }

    @Test
    void visitsASingleBlockThatDiffers() {
        assertThat(verdict(at(100).nonce(50), at(101).nonce(51))).isEqualTo(new Verdict.Visit(101));
    }

    @Test
    void looksBetweenWhereAnotherUidHoldsTheSameUpdate() {
        assertThat(verdict(at(100).nonce(50).uid(9), at(500).nonce(50).uid(4))).isEqualTo(new Verdict.Split(300));
    }

    @Test
    void looksBetweenWhereOnlyTheWeightsChanged() {
        assertThat(verdict(at(100).nonce(50), at(500).nonce(50).weights("04"))).isEqualTo(new Verdict.Split(300));
    }

    @Test
    void looksBetweenWhereADelegateCame() {
        assertThat(verdict(at(100).nonce(50), at(500).nonce(50).delegate(3))).isEqualTo(new Verdict.Split(300));
    }

    @Test
    void looksBetweenWhereADelegateSigned() {
        assertThat(verdict(at(100).nonce(50).delegate(3), at(500).nonce(50).delegate(4)))
                .isEqualTo(new Verdict.Split(300));
    }

    @Test
    void goesWhereAnUpdateElsewhereExplainsASignature() {
        assertThat(verdict(at(100).nonce(50).elsewhere(20), at(500).nonce(51).elsewhere(444)))
                .isEqualTo(new Verdict.Visit(444));
    }

    @Test
    void doesNotCareForUpdatesElsewhereThatNoTrackedAccountSigned() {
        assertThat(verdict(at(100).nonce(50).elsewhere(20), at(500).nonce(50).elsewhere(444)))
                .isEqualTo(Verdict.Quiet.QUIET);
    }

    @Test
    void scansWhereTooMuchWasSigned() {
        assertThat(verdict(at(100).nonce(50), at(200).nonce(140))).isEqualTo(new Verdict.Scan("dense"));
        assertThat(verdict(at(100).nonce(50), at(200).nonce(130).updates(180, 0)))
                .isEqualTo(new Verdict.Scan("dense"));
    }

    @Test
    void scansLessWhereHashesAreCheap() {
        Gap dense = gap(at(100).nonce(50), at(200).nonce(132).updates(180, 0));

        assertThat(dense.verdict(new Habits(), new Costs(1))).isEqualTo(new Verdict.Scan("dense"));
        assertThat(dense.verdict(new Habits(), new Costs(0.1))).isEqualTo(new Verdict.Visit(180));
    }

    @Test
    void looksBetweenWhereANonceFell() {
        assertThat(verdict(at(100).nonce(50), at(500).nonce(3))).isEqualTo(new Verdict.Split(300));
    }

    @Test
    void doesNotBelieveInALowBalanceThatIsTheSameAgain() {
        assertThat(verdict(at(100).nonce(1).low(), at(500).nonce(1).low()))
                .isEqualTo(new Verdict.Scan("the account may have ended"));
        assertThat(verdict(at(100).nonce(5).low(), at(500).nonce(5).low())).isEqualTo(new Verdict.Split(300));
        assertThat(verdict(at(100).nonce(5).low(), at(104).nonce(5).low())).isEqualTo(Verdict.Quiet.QUIET);
        assertThat(verdict(at(100).nonce(8).low(), at(500).nonce(8).low())).isEqualTo(Verdict.Quiet.QUIET);
    }

    @Test
    void doesNotBelieveInABalanceThatChangedWhileTheNonceIsSmall() {
        assertThat(verdict(at(100).nonce(50).balance("01"), at(500).nonce(50).balance("02")))
                .isEqualTo(new Verdict.Split(300));
        assertThat(verdict(at(100).nonce(50).balance("01"), at(149).nonce(50).balance("02")))
                .isEqualTo(Verdict.Quiet.QUIET);
    }

    @Test
    void saysWhereThereWasNoAccountOnEitherSide() {
        Gap none = gap(at(100).absent(), at(500).absent());

        assertThat(none.verdict(new Habits(), COSTS)).isEqualTo(Verdict.Quiet.QUIET);
        assertThat(none.mayHideALife()).isTrue();
        assertThat(gap(at(100).absent(), at(500).nonce(2)).mayHideALife()).isFalse();
    }

    @Test
    void saysWhereFewExtrinsicsCouldHaveBeenSignedOnceMore() {
        assertThat(gap(at(100).nonce(7), at(500).nonce(7)).mayHideALife()).isTrue();
        assertThat(gap(at(100).nonce(8), at(500).nonce(8)).mayHideALife()).isFalse();
        assertThat(gap(at(100).nonce(7), at(105).nonce(7)).mayHideALife()).isFalse();
    }

    @Test
    void visitsTheBlockInWhichARevealIsDueWhereTheBeaconIsAheadOfIt() {
        Verdict verdict = verdict(at(150).timelockedCommits(1, 700).schedule(numbered(800)), at(450).schedule(numbered(2000)));

        // Epoch 2 of netuid 7 begins in block 2 · 100 − 7 − 1.
        assertThat(verdict).isEqualTo(new Verdict.Guess(192));
    }

    @Test
    void visitsTheBlockWhoseParentKnowsTheRound() {
        Verdict verdict = verdict(at(150).timelockedCommits(1, 1200).schedule(numbered(1000)), at(450).schedule(numbered(2200)));

        // Four rounds a block: 1200 is known after block 200.
        assertThat(verdict).isEqualTo(new Verdict.Guess(201));
    }

    @Test
    void visitsTheBlockInWhichACommitIsDroppedWhoseRoundNeverCame() {
        Verdict verdict = verdict(at(150).timelockedCommits(1, 99_999).schedule(numbered(1000)), at(450).schedule(numbered(2200)));

        assertThat(verdict).isEqualTo(new Verdict.Guess(292));
    }

    @Test
    void looksForARevealWhereACountedEpochIsDue() {
        var schedule = new EpochSchedule(100, 1, 42, true, 230, 5000);
        Verdict verdict = verdict(
                at(150).timelockedCommits(41, 700).schedule(new EpochSchedule(100, 1, 41, true, 130, 4000)), at(300).schedule(schedule));

        assertThat(verdict).isEqualTo(new Verdict.Guess(230));
    }

    @Test
    void looksBetweenOnceItsGuessesWereWrong() {
        Gap gap = gap(at(150).timelockedCommits(1, 700).schedule(numbered(800)), at(450).schedule(numbered(2000)));
        var wrong = new Gap(gap.before(), gap.after(), Set.of(HOTKEY), 2);

        assertThat(wrong.verdict(new Habits(), COSTS)).isInstanceOf(Verdict.Split.class);
    }

    @Test
    void looksForARevealInItsWindow() {
        Verdict verdict = verdict(at(100).hashCommits(300, 340), at(500).nonce(51));

        assertThat(((Verdict.Split) verdict).block()).isBetween(305L, 335L);
    }

    @Test
    void visitsTheBlockInWhichRevealsUsedToCome() {
        var habits = new Habits();
        for (int i = 0; i < 12; i++) {
            habits.found(Habits.Kind.REVEAL, 7);
        }

        assertThat(gap(at(100).hashCommits(300, 340), at(500).nonce(51)).verdict(habits, COSTS))
                .isEqualTo(new Verdict.Guess(307));
    }

    @Test
    void seesThatACommitByHashIsGoneThoughNobodyThatIsKnownSigned() {
        assertThat(verdict(at(100).hashCommits(300, 340), at(500))).isNotEqualTo(Verdict.Quiet.QUIET);
    }

    @Test
    void visitsTheBlockOfAnOldCommitByHash() {
        var old = new Value.Items(List.of(new Value.Int(1), new Value.Int(222)));

        assertThat(verdict(at(100), at(500).hashCommits(old))).isEqualTo(new Verdict.Visit(222));
    }

    private static EpochSchedule numbered(long drandRound) {
        return new EpochSchedule(99, 1, 1, false, 0, drandRound);
    }

    private static Verdict verdict(SnapshotBuilder before, SnapshotBuilder after) {
        return gap(before, after).verdict(new Habits(), COSTS);
    }

    private static Gap gap(SnapshotBuilder before, SnapshotBuilder after) {
        return new Gap(before.snapshot(), after.snapshot(), Set.of(HOTKEY));
    }
}
