package io.weighbridge.weights.commit;

import static io.weighbridge.weights.commit.CommitState.EXPIRED;
import static io.weighbridge.weights.commit.CommitState.LOST;
import static io.weighbridge.weights.commit.CommitState.OVERWRITTEN;
import static io.weighbridge.weights.commit.CommitState.PENDING;
import static io.weighbridge.weights.commit.CommitState.REVEALED;
import static io.weighbridge.weights.commit.CommitState.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import io.weighbridge.chain.BlockRange;
import io.weighbridge.chain.Hash;
import io.weighbridge.chain.RangeSet;
import io.weighbridge.crypto.Blake2b;
import io.weighbridge.scale.Bytes;
import io.weighbridge.weights.RevealWindow;
import io.weighbridge.weights.commit.EffectiveCommit.Form;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Commits of one hotkey on one index; keys of facts count up in chain order. */
class CommitLedgerTest {

    private static final RangeSet TO_1000 = verified(1, 1000);

    private final List<EffectiveCommit> commits = new ArrayList<>();
    private final List<EffectiveReveal> reveals = new ArrayList<>();
    private long facts;

    @Test
    void aCommitWaitsUntilItsWindowIsOver() {
        commit(Form.TIMELOCKED, 100, "a", 200, 220);

        assertThat(states(verified(1, 150))).containsExactly(PENDING);
        assertThat(states(verified(1, 219))).containsExactly(PENDING);
        assertThat(states(verified(1, 220))).containsExactly(LOST);
    }

    @Test
    void aHashCommitThatNobodyOpensExpires() {
        commit(Form.QUEUED, 100, "a", 200, 220);

        assertThat(states(verified(1, 219))).containsExactly(PENDING);
        assertThat(states(verified(1, 220))).containsExactly(EXPIRED);
    }

    @Test
    void nothingIsLostInBlocksThatNobodyLookedAt() {
        commit(Form.TIMELOCKED, 100, "a", 200, 220);

        assertThat(states(verified(1, 204).union(verified(206, 1000)))).containsExactly(UNKNOWN);
        assertThat(states(verified(1, 149).union(verified(151, 210)))).containsExactly(UNKNOWN);
        assertThat(states(RangeSet.EMPTY)).containsExactly(UNKNOWN);
    }

    @Test
    void aCommitWhoseWindowIsNotKnownIsNotLost() {
        commit(Form.TIMELOCKED, 100, "a");

        assertThat(states(TO_1000)).containsExactly(UNKNOWN);
    }

    @Test
    void aRevealByTheChainOpensTheCommitOfItsWindow() {
        commit(Form.TIMELOCKED, 100, "a", 200, 220);
        commit(Form.TIMELOCKED, 150, "b", 221, 241);
        revealByChain(223);

        assertThat(states(TO_1000)).containsExactly(LOST, REVEALED);
        assertThat(outcomes()).containsExactly(new CommitOutcome.Open(false), new CommitOutcome.Revealed(3, false));
    }

    @Test
    void asManyRevealsAsCommitsPairFirstInFirstOut() {
        commit(Form.TIMELOCKED, 100, "a", 200, 220);
        commit(Form.TIMELOCKED, 101, "b", 200, 220);
        revealByChain(203);
        revealByChain(203);

        assertThat(outcomes())
                .containsExactly(new CommitOutcome.Revealed(3, false), new CommitOutcome.Revealed(4, false));
    }

    @Test
    void fewerRevealsThanCommitsAreAmbiguous() {
        commit(Form.TIMELOCKED, 99, "before", 179, 199);
        commit(Form.TIMELOCKED, 100, "a", 200, 220);
        commit(Form.TIMELOCKED, 101, "b", 200, 220);
        revealByChain(203);

        assertThat(outcomes())
                .containsExactly(
                        new CommitOutcome.Open(false),
                        new CommitOutcome.Revealed(4, true),
                        new CommitOutcome.Open(true));
        assertThat(states(TO_1000)).containsExactly(LOST, REVEALED, LOST);
    }

    @Test
    void aCiphertextThatNobodyCanDecryptIsNotTheOneThatWasRevealed() {
        RevealWindow window = new RevealWindow.Blocks(200, 220);
        commits.add(new EffectiveCommit(++facts, 100, Form.TIMELOCKED, hash("junk"), window, false));
        commit(Form.TIMELOCKED, 101, "b", 200, 220);
        revealByChain(203);

        assertThat(outcomes()).containsExactly(new CommitOutcome.Open(false), new CommitOutcome.Revealed(3, false));
        assertThat(states(TO_1000)).containsExactly(LOST, REVEALED);
    }

    @Test
    void aCiphertextEndsWithItsCipherSuite() {
        Bytes suite = Bytes.fromHex("4145535f47434d5f");

        assertThat(EffectiveCommit.isSound(282, suite)).isTrue();
        assertThat(EffectiveCommit.isSound(243, suite)).isFalse();
        assertThat(EffectiveCommit.isSound(282, Bytes.fromHex("0000000000000000")))
                .isFalse();
        assertThat(EffectiveCommit.isSound(0, Bytes.EMPTY)).isTrue();
    }

    @Test
    void aRevealOutsideEveryWindowShowsThatTheTempoChanged() {
        commit(Form.TIMELOCKED, 100, "a", 200, 220);
        revealByChain(231);

        assertThat(outcomes()).containsExactly(new CommitOutcome.Revealed(2, false));
    }

    @Test
    void aRevealOutsideEveryWindowIsAmbiguousAmongSeveral() {
        commit(Form.TIMELOCKED, 100, "a", 200, 220);
        commit(Form.TIMELOCKED, 150, "b", 221, 241);
        revealByChain(250);

        assertThat(outcomes()).containsExactly(new CommitOutcome.Open(false), new CommitOutcome.Revealed(3, true));
    }

    @Test
    void withoutWindowsTheOldestIsOpened() {
        commit(Form.TIMELOCKED, 100, "a");
        commit(Form.TIMELOCKED, 150, "b");
        revealByChain(250);
        revealByChain(251);

        assertThat(outcomes())
                .containsExactly(new CommitOutcome.Revealed(3, true), new CommitOutcome.Revealed(4, true));
    }

    @Test
    void aRevealWithoutACommitOpensNothing() {
        revealByChain(50);
        reveal(51, "a");
        commit(Form.TIMELOCKED, 100, "a", 200, 220);

        assertThat(outcomes()).containsExactly(new CommitOutcome.Open(false));
    }

    @Test
    void aHashTellsWhichCommitIsOpenedWhateverTheBlock() {
        commit(Form.QUEUED, 100, "a", 200, 220);
        reveal(500, "a");

        assertThat(outcomes()).containsExactly(new CommitOutcome.Revealed(2, false));
    }

    @Test
    void aRevealDropsTheOlderOnesOfTheQueueButNotTheNewer() {
        commit(Form.QUEUED, 90, "old", 179, 199);
        commit(Form.QUEUED, 100, "a", 200, 220);
        commit(Form.QUEUED, 101, "b", 200, 220);
        commit(Form.QUEUED, 102, "c", 200, 220);
        reveal(210, "b");

        assertThat(states(TO_1000)).containsExactly(EXPIRED, OVERWRITTEN, REVEALED, EXPIRED);
        assertThat(outcomes().get(1)).isEqualTo(new CommitOutcome.Overwritten(5));
    }

    @Test
    void theRevealsOfABatchOpenEachItsOwn() {
        commit(Form.QUEUED, 100, "a", 200, 220);
        commit(Form.QUEUED, 101, "b", 200, 220);
        reveal(210, "a");
        reveal(210, "b");

        assertThat(states(TO_1000)).containsExactly(REVEALED, REVEALED);
    }

    @Test
    void theSameHashTwiceIsOpenedInOrder() {
        commit(Form.QUEUED, 100, "a", 200, 220);
        commit(Form.QUEUED, 101, "a", 200, 220);
        reveal(210, "a");

        assertThat(states(TO_1000)).containsExactly(REVEALED, EXPIRED);
    }

    @Test
    void ofOldCommitsTheNextTakesThePlace() {
        commit(Form.SINGLE, 100, "a", 1000, 1999);
        commit(Form.SINGLE, 1001, "b", 2000, 2999);
        commit(Form.SINGLE, 3500, "c", 4000, 4999);
        reveal(4001, "c");

        assertThat(states(verified(1, 5000))).containsExactly(OVERWRITTEN, EXPIRED, REVEALED);
    }

    @Test
    void hashCommitsAndTimelockedOnesDoNotMeet() {
        commit(Form.QUEUED, 100, "a", 200, 220);
        commit(Form.TIMELOCKED, 101, "b", 200, 220);
        revealByChain(210);
        reveal(211, "b");

        assertThat(states(TO_1000)).containsExactly(EXPIRED, REVEALED);
        assertThat(outcomes().get(1)).isEqualTo(new CommitOutcome.Revealed(3, false));
    }

    @Test
    void whatEndedTheCommitIsTold() {
        commit(Form.TIMELOCKED, 100, "a", 200, 220);
        assertThat(lives().get(0).revealedBy()).isEqualTo(CommitLife.NONE);
        revealByChain(203);

        assertThat(lives().get(0).revealedBy()).isEqualTo(2);
        assertThat(lives().get(0).ambiguous()).isFalse();
    }

    @Test
    void aBatchOfRevealsLeavesTheOtherCommitsAlone() {
        commit(Form.QUEUED, 100, "a", 200, 220);
        commit(Form.QUEUED, 110, "b", 200, 220);
        reveals.add(new EffectiveReveal.ByHotkey(++facts, 203, hash("b"), false));
        reveal(205, "a");

        assertThat(outcomes())
                .containsExactly(new CommitOutcome.Revealed(4, false), new CommitOutcome.Revealed(3, false));
    }

    private void commit(Form form, long block, String name, long... window) {
        commits.add(new EffectiveCommit(
                ++facts,
                block,
                form,
                hash(name),
                window.length == 0 ? RevealWindow.Unknown.UNKNOWN : new RevealWindow.Blocks(window[0], window[1])));
    }

    private void reveal(long block, String name) {
        reveals.add(new EffectiveReveal.ByHotkey(++facts, block, hash(name), true));
    }

    private void revealByChain(long block) {
        reveals.add(new EffectiveReveal.ByChain(++facts, block));
    }

    private List<CommitLife> lives() {
        return CommitLedger.of(commits, reveals);
    }

    private List<CommitOutcome> outcomes() {
        return lives().stream().map(CommitLife::outcome).toList();
    }

    private List<CommitState> states(RangeSet verified) {
        return lives().stream().map(life -> life.state(verified)).toList();
    }

    static RangeSet verified(long first, long last) {
        return RangeSet.of(new BlockRange(first, last));
    }

    static Hash hash(String name) {
        byte[] bytes = Arrays.copyOf(name.getBytes(java.nio.charset.StandardCharsets.UTF_8), 16);
        return new Hash(Blake2b.hash256(Bytes.wrap(bytes)));
    }
}
